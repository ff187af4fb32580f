package icd.describe;

import icd.describe.Schema.Again;
import icd.describe.Schema.Attachment;
import icd.describe.Schema.Brief;
import icd.describe.Schema.Choice;
import icd.describe.Schema.Dictionary;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Listing;
import icd.describe.Schema.Parameter;
import icd.describe.Schema.Real;
import icd.describe.Schema.Text;
import icd.describe.Schema.Truth;
import icd.describe.Schema.Whole;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Derives kinds and families from described records, enums and interfaces. */
public final class Kinds {

    /** Holds what was derived. The kinds of jars that are in it are those that this loader finds. */
    private record Found<T>(ClassLoader loader, T derived) {}

    /** Keeps what was derived last for each type: sweeps ask for it thousands of times, and deriving it takes reflection. */
    private static final class Last<T> extends ClassValue<AtomicReference<Found<T>>> {

        private final Function<Class<?>, T> derive;

        Last(Function<Class<?>, T> derive) {
            this.derive = derive;
        }

        @Override
        protected AtomicReference<Found<T>> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }

        T of(Class<?> type) {
            AtomicReference<Found<T>> last = get(type);
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            Found<T> found = last.get();
            if (found == null || found.loader != loader) {
                found = new Found<>(loader, derive.apply(type));
                last.set(found);
            }
            return found.derived;
        }
    }

    private static final Last<Kind> KINDS = new Last<>(Kinds::derived);
    private static final Last<Family> FAMILIES = new Last<>(Kinds::derivedFamily);
    private static final Last<List<Class<?>>> PROVIDED = new Last<>(Kinds::provided);

    private Kinds() {}

    /**
     * Returns the kind of a record.
     *
     * @throws IllegalArgumentException if it is not described, or a component has a type that parameters cannot have
     */
    public static Kind of(Class<?> type) {
        return KINDS.of(type);
    }

    private static Kind derived(Class<?> type) {
        SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Describe says = says(type, component);
            if (says != null) {
                Parameter parameter = parameter(type, component, says);
                parameters.put(parameter.name(), parameter);
            }
        }
        Describe says = description(type);
        return new Kind(type, name(type), says.value(), says.formerly(), parameters, Optional.empty());
    }

    private static Parameter parameter(Class<?> type, RecordComponent component, Describe says) {
        String byDefault = says.byDefault().equals(Describe.KIND) ? name(type) : says.byDefault();
        Type generic = component.getGenericType();
        boolean optional = generic instanceof ParameterizedType wrapped && wrapped.getRawType() == Optional.class;
        return new Parameter(
                says.key().isEmpty() ? key(component.getName()) : says.key(),
                component.getName(),
                schema(optional ? ((ParameterizedType) generic).getActualTypeArguments()[0] : generic, says, type),
                says.value(),
                says.alias(),
                says.formerly(),
                byDefault,
                optional);
    }

    /**
     * Returns the family of an interface: for a sealed interface all its records; for an open one the records that it
     * names and those that jars provide. A record that is itself a family, by its inline component, adds its kinds and
     * gives the key.
     */
    public static Family family(Class<?> type) {
        return FAMILIES.of(type);
    }

    private static Family derivedFamily(Class<?> type) {
        SequencedSet<Class<?>> members = new LinkedHashSet<>();
        KnownKinds known = type.getAnnotation(KnownKinds.class);
        if (type.isSealed()) {
            members.addAll(records(type));
        }
        if (known != null) {
            members.addAll(List.of(known.value()));
            PROVIDED.of(KindProvider.class).stream()
                    .filter(type::isAssignableFrom)
                    .forEach(members::add);
        }
        String key = Family.KIND;
        SequencedMap<String, Kind> kinds = new LinkedHashMap<>();
        for (Class<?> member : members) {
            Schema schema = ofRecord(member);
            key = schema instanceof Family inner ? inner.key() : key;
            for (Kind kind : schema instanceof Family inner ? inner.kinds().values() : List.of((Kind) schema)) {
                Kind other = kinds.putIfAbsent(kind.name(), kind);
                if (other != null) {
                    throw new IllegalArgumentException("kinds of " + type.getName() + " must have different names, got "
                            + kind.name() + " for " + other.type().getName() + " and " + member.getName());
                }
            }
        }
        return new Family(type, description(type).value(), key, kinds);
    }

    /** Returns the kinds of all providers, for which every jar is opened. */
    private static List<Class<?>> provided(Class<?> provider) {
        return ServiceLoader.load(provider).stream()
                .<Class<?>>flatMap(each -> ((KindProvider) each.get()).kinds().stream())
                .toList();
    }

    private static List<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses())
                        .flatMap(each -> records(each).stream())
                        .toList()
                : List.of(type);
    }

    /** Describes a record: as a kind, or as the family of kinds that its inline component makes of it. */
    static Schema ofRecord(Class<?> type) {
        Kind whole = of(type);
        for (RecordComponent component : type.getRecordComponents()) {
            Describe says = says(type, component);
            if (says != null && says.inline()) {
                return inlined(whole, component, family(component.getType()));
            }
        }
        return whole;
    }

    private static Family inlined(Kind whole, RecordComponent component, Family inner) {
        SequencedMap<String, Parameter> outer = new LinkedHashMap<>(whole.parameters());
        String key = outer.remove(key(component.getName())).name();
        SequencedMap<String, Kind> kinds = new LinkedHashMap<>();
        inner.kinds().forEach((name, kind) -> {
            SequencedMap<String, Parameter> parameters = new LinkedHashMap<>(kind.parameters());
            outer.forEach((own, parameter) -> {
                if (parameters.containsKey(key) || parameters.putIfAbsent(own, parameter) != null) {
                    throw new IllegalArgumentException(
                            "parameters of " + kind.type().getName()
                                    + " must have other names than those of " + whole.name() + ", got "
                                    + kind.parameters().keySet());
                }
            });
            kinds.put(
                    name,
                    new Kind(
                            whole.type(),
                            name,
                            kind.description(),
                            kind.formerly(),
                            parameters,
                            Optional.of(new Kind.Inside(component.getName(), kind))));
        });
        return new Family(whole.type(), whole.description(), key, kinds);
    }

    /** Returns the name of a kind. */
    public static String name(Class<?> type) {
        Describe says = type.getAnnotation(Describe.class);
        return says == null || says.key().isEmpty() ? key(type.getSimpleName()) : says.key();
    }

    /**
     * Returns a value of a described record in few words: its kind, and the parameters that differ from their defaults,
     * as in {@code adam} and {@code pca_projection(d=3)}. The text holds no comma, quote or line break, so that it can
     * stand in a table.
     */
    public static String text(Object value) {
        Kind kind = of(value.getClass());
        String given = kind.arguments(value).entrySet().stream()
                .filter(argument -> !isDefault(kind.parameters().get(argument.getKey()), argument.getValue()))
                .map(argument -> argument.getKey() + "="
                        + word(kind.parameters().get(argument.getKey()).schema(), argument.getValue()))
                .collect(Collectors.joining("; "));
        return given.isEmpty() ? kind.name() : kind.name() + "(" + given + ")";
    }

    private static boolean isDefault(Parameter parameter, Object argument) {
        String byDefault = parameter.byDefault();
        String word = word(parameter.schema(), argument);
        return parameter.hasDefault()
                && (argument instanceof Number number
                        ? Double.parseDouble(byDefault) == number.doubleValue()
                        : Stream.of(word, "'" + word + "'", "{kind: " + word + "}")
                                .anyMatch(byDefault::equals));
    }

    private static String word(Schema schema, Object value) {
        return switch (schema) {
            case Real _ -> Schema.number((Double) value);
            case Choice _ -> value((Enum<?>) value);
            case Listing list ->
                ((List<?>) value)
                        .stream().map(item -> word(list.element(), item)).collect(Collectors.joining("; ", "[", "]"));
            case Brief written ->
                written.give()
                        .apply(value)
                        .map(form -> word(written.brief(), form))
                        .orElseGet(() ->
                                written.full().map(full -> word(full, value)).orElseGet(value::toString));
            case Kind _, Family _, Again _ -> text(value);
            default -> value.toString().replaceAll("[\\s,\"']+", "_");
        };
    }

    /** Returns the description of a component, or of the method that it implements; null for none. */
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

    /** Returns the constant's name as recipes write it. */
    public static String value(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Schema schema(Type type, Describe says, Class<?> owner) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Schema element = schema(list.getActualTypeArguments()[0], says, owner);
            Listing whole = new Listing(element);
            return says.orOne() && element instanceof Real ? orOne(whole) : whole;
        } else if (type instanceof ParameterizedType map && map.getRawType() == SequencedMap.class) {
            return new Dictionary();
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isInterface() && plain.isAssignableFrom(owner)) {
            return new Again(plain);
        } else if (plain == int.class || plain == long.class || plain == Integer.class || plain == Long.class) {
            boolean isInt = plain == int.class || plain == Integer.class;
            long most = (long) Math.min(says.max(), isInt ? Integer.MAX_VALUE : Long.MAX_VALUE);
            return new Whole(isInt ? int.class : long.class, (long) says.min(), most);
        } else if (plain == double.class || plain == Double.class) {
            return new Real(says.min(), says.above(), says.below(), says.max());
        } else if (plain == boolean.class) {
            return new Truth();
        } else if (plain == InputFile.class) {
            return new Attachment(says.inside());
        } else if (plain == String.class) {
            return says.pattern().isEmpty()
                    ? new Text(Pattern.compile("(?s).*"), "text")
                    : new Text(Pattern.compile(says.pattern()), says.patternSays());
        }
        return brief(plain, says).orElseGet(() -> full(plain).orElseThrow(() -> noParameter(type)));
    }

    private static IllegalArgumentException noParameter(Type type) {
        return new IllegalArgumentException("a parameter must be a number, truth, text, file, enum, described record or"
                + " interface, a type with a short form, or a list of these, got " + type.getTypeName());
    }

    private static Optional<Schema> full(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of(choice(type));
        } else if (type.isSealed() || type.isAnnotationPresent(KnownKinds.class)) {
            return Optional.of(family(type));
        }
        return type.isRecord() ? Optional.of(ofRecord(type)) : Optional.empty();
    }

    private static Optional<Schema> brief(Class<?> type, Describe says) {
        List<Method> written = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Written.class))
                .toList();
        Optional<Method> make = written.stream()
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .findFirst();
        Optional<Method> give = written.stream()
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .findFirst();
        return make.map(factory -> new Brief(
                schema(factory.getGenericParameterTypes()[0], says, type),
                full(type),
                form -> RecordValues.call(factory, null, form),
                value -> some(RecordValues.call(give.orElseThrow(), value))));
    }

    private static Optional<Object> some(Object form) {
        return form instanceof Optional<?> some ? some.map(each -> each) : Optional.of(form);
    }

    private static Brief orOne(Listing whole) {
        return new Brief(whole.element(), Optional.of(whole), List::of, value -> {
            List<?> items = (List<?>) value;
            return items.size() == 1 ? Optional.of(items.getFirst()) : Optional.empty();
        });
    }

    private static Choice choice(Class<?> type) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            Enum<?> each = (Enum<?>) constant;
            values.put(value(each), description(field(type, each.name())).value());
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

    private static Describe description(AnnotatedElement element) {
        Describe says = element.getAnnotation(Describe.class);
        if (says == null) {
            throw new IllegalArgumentException(element + " must be annotated with @Describe");
        }
        return says;
    }

    /**
     * Returns the key of a name: {@code noiseVariance} becomes {@code noise_variance}; the paper's single letters keep
     * their case.
     */
    public static String key(String name) {
        return name.length() == 1
                ? name
                : name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
