package icd.workbench.recipe;

import icd.workbench.recipe.Schema.Choice;
import icd.workbench.recipe.Schema.Dictionary;
import icd.workbench.recipe.Schema.Field;
import icd.workbench.recipe.Schema.Fields;
import icd.workbench.recipe.Schema.Listing;
import icd.workbench.recipe.Schema.OneOf;
import icd.workbench.recipe.Schema.Real;
import icd.workbench.recipe.Schema.Text;
import icd.workbench.recipe.Schema.Whole;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Derives the schema from records, enums and sealed interfaces. A component that is not described is no key. */
final class SchemaReader {
    private SchemaReader() {}

    static Fields fields(Class<?> type) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Describe says = says(type, component);
            if (says != null) {
                String key = key(component.getName());
                String byDefault =
                        says.byDefault().equals(Describe.KIND) ? key(type.getSimpleName()) : says.byDefault();
                Type generic = component.getGenericType();
                boolean optional =
                        generic instanceof ParameterizedType wrapped && wrapped.getRawType() == Optional.class;
                Schema schema =
                        schema(optional ? ((ParameterizedType) generic).getActualTypeArguments()[0] : generic, says);
                fields.put(key, new Field(key, schema, says.value(), byDefault, optional));
            }
        }
        return new Fields(type, description(type), fields);
    }

    /** What is said of a component, or of the method that it implements; null for nothing. */
    private static Describe says(Class<?> type, RecordComponent component) {
        Describe own = component.getAnnotation(Describe.class);
        return own != null
                ? own
                : Stream.of(type.getInterfaces())
                        .flatMap(each -> Stream.of(each.getMethods()))
                        .filter(method -> method.getName().equals(component.getName()))
                        .map(method -> method.getAnnotation(Describe.class))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** The constant's name as a recipe writes it. */
    static String value(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Schema schema(Type type, Describe says) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new Listing(schema(list.getActualTypeArguments()[0], says));
        } else if (type instanceof ParameterizedType map && map.getRawType() == SequencedMap.class) {
            return new Dictionary();
        }
        Class<?> plain = (Class<?>) type;
        if (plain == int.class || plain == long.class || plain == Integer.class || plain == Long.class) {
            boolean isInt = plain == int.class || plain == Integer.class;
            long most = (long) Math.min(says.max(), isInt ? Integer.MAX_VALUE : Long.MAX_VALUE);
            return new Whole(isInt ? int.class : long.class, (long) says.min(), most);
        } else if (plain == double.class || plain == Double.class) {
            return new Real(says.min(), says.above(), says.below(), says.max());
        } else if (plain == String.class) {
            return says.pattern().isEmpty()
                    ? new Text(Pattern.compile("(?s).*"), "text")
                    : new Text(Pattern.compile(says.pattern()), says.patternSays());
        } else if (plain.isEnum()) {
            return choice(plain);
        } else if (plain.isSealed()) {
            return oneOf(plain);
        } else if (plain.isRecord()) {
            return fields(plain);
        }
        throw new IllegalArgumentException(
                "a key of a recipe must be a number, text, enum, record, sealed interface or list " + "of these, got "
                        + type.getTypeName());
    }

    private static Choice choice(Class<?> type) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            Enum<?> each = (Enum<?>) constant;
            values.put(value(each), description(field(type, each.name())));
        }
        return new Choice(type, values);
    }

    private static AnnotatedElement field(Class<?> type, String name) {
        try {
            return type.getField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(type + " must have its own constant " + name, e);
        }
    }

    private static OneOf oneOf(Class<?> type) {
        Map<String, Fields> kinds = new LinkedHashMap<>();
        for (Class<?> kind : type.getPermittedSubclasses()) {
            kinds.put(key(kind.getSimpleName()), fields(kind));
        }
        return new OneOf(type, description(type), kinds);
    }

    private static String description(AnnotatedElement element) {
        Describe says = element.getAnnotation(Describe.class);
        if (says == null) {
            throw new IllegalArgumentException(element + " must be annotated with @Describe");
        }
        return says.value();
    }

    /** {@code noiseVariance} is {@code noise_variance}; the paper's single letters keep their case. */
    static String key(String name) {
        return name.length() == 1
                ? name
                : name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
