package icd.workbench.recipe;

import icd.workbench.recipe.Node.Mapping;
import icd.workbench.recipe.Node.Scalar;
import icd.workbench.recipe.Node.Sequence;
import icd.workbench.recipe.Schema.Choice;
import icd.workbench.recipe.Schema.Dictionary;
import icd.workbench.recipe.Schema.Field;
import icd.workbench.recipe.Schema.Fields;
import icd.workbench.recipe.Schema.Listing;
import icd.workbench.recipe.Schema.OneOf;
import icd.workbench.recipe.Schema.Real;
import icd.workbench.recipe.Schema.Text;
import icd.workbench.recipe.Schema.Whole;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Turns a tree that has passed the validator into records. */
final class Binder {
    private final Map<Class<?>, Constructor<?>> constructors = new HashMap<>();

    <T> T bind(Class<T> type, Fields fields, Mapping mapping) {
        return type.cast(bind(fields, mapping));
    }

    /** The value of a tree that is valid for the schema. */
    Object bind(Schema schema, Node node) {
        return switch (schema) {
            case Whole whole -> {
                long value = Numbers.whole(((Scalar) node).text()).orElseThrow();
                yield whole.type() == int.class ? (Object) Math.toIntExact(value) : (Object) value;
            }
            case Real real -> Numbers.real(((Scalar) node).text());
            case Text text -> ((Scalar) node).text();
            case Choice choice -> constant(choice, ((Scalar) node).text());
            case Listing listing ->
                ((Sequence) node)
                        .items().stream()
                                .map(item -> bind(listing.element(), item))
                                .toList();
            case Dictionary _ -> {
                SequencedMap<String, String> entries = new LinkedHashMap<>();
                ((Mapping) node)
                        .entries()
                        .forEach((key, entry) -> entries.put(key, RecipeText.word((Scalar) entry.value())));
                yield entries;
            }
            case Fields fields -> record(fields, (Mapping) node);
            case OneOf union -> record(union.of(((Mapping) node).kind()), (Mapping) node);
        };
    }

    private static Object constant(Choice choice, String name) {
        for (Object constant : choice.type().getEnumConstants()) {
            if (SchemaReader.value((Enum<?>) constant).equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                choice.type().getSimpleName() + " must be " + choice.says() + ", got " + name);
    }

    private Object record(Fields fields, Mapping mapping) {
        List<Object> values = new ArrayList<>();
        for (Field field : fields.fields().values()) {
            Node node = mapping.get(field.name());
            values.add(
                    field.optional()
                            ? Optional.ofNullable(node).map(value -> bind(field.schema(), value))
                            : bind(field.schema(), node));
        }
        try {
            return constructors
                    .computeIfAbsent(fields.type(), type -> type.getDeclaredConstructors()[0])
                    .newInstance(values.toArray());
        } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("record " + fields.type() + " must take " + values, e);
        }
    }
}
