package icd.describe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The valid values of a parameter. {@link Kinds} derives schemas from records. */
public sealed interface Schema {

    /** Returns the end of "must be ...". */
    String says();

    /** Returns the shortest spelling that reads back as the same number: {@code 100}, {@code 0.01}, {@code 1e-8}. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) <= 0x1p53
                ? Long.toString((long) value)
                : Double.toString(value).replace(".0E", "E").replace('E', 'e');
    }

    /** A whole number; {@code type} is {@code int} or {@code long}. */
    record Whole(Class<?> type, long min, long max) implements Schema {
        @Override
        public String says() {
            return "a whole number" + (min == Long.MIN_VALUE ? "" : " >= " + min);
        }
    }

    /** A finite number with bounds; infinite bounds have no effect. */
    record Real(double min, double above, double below, double max) implements Schema {
        /**
         * The size from which a bound only keeps squares within double precision: such a bound is named only to users
         * whose value exceeds it.
         */
        private static final double FAR = 1e15;

        @Override
        public String says() {
            return says(Double.NaN);
        }

        /** Returns the words for a value that is not allowed; NaN for no number. */
        public String says(double value) {
            boolean small = min > 0 && min < 1 / FAR && !(value > 0 && value < min);
            double least = min > -FAR || value < min ? min : Double.NEGATIVE_INFINITY;
            double most = max < FAR || value > max ? max : Double.POSITIVE_INFINITY;
            String bounds = Stream.of(
                            small ? "> 0" : bound(">=", least), bound(">", above), bound("<", below), bound("<=", most))
                    .filter(bound -> !bound.isEmpty())
                    .collect(Collectors.joining(" and "));
            return bounds.isEmpty() ? "a finite number" : "a finite number " + bounds;
        }

        private static String bound(String relation, double value) {
            return Double.isInfinite(value) ? "" : relation + " " + number(value);
        }

        /** Returns whether a number is within the bounds. */
        public boolean allows(double value) {
            return Double.isFinite(value) && value >= min && value > above && value < below && value <= max;
        }
    }

    /** A truth value. */
    record Truth() implements Schema {
        @Override
        public String says() {
            return "true or false";
        }
    }

    /** Text that matches a pattern; {@code patternSays} gives the pattern in words. */
    record Text(Pattern pattern, String patternSays) implements Schema {
        @Override
        public String says() {
            return patternSays;
        }
    }

    /**
     * The name of a file from whose content the value is made; see {@link InputFile}.
     *
     * @param inside the path of the file in the folder that is named, with parameters in braces; empty where the file
     *     is named
     */
    record Attachment(String inside) implements Schema {

        private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

        @Override
        public String says() {
            return inside.isEmpty() ? "the name of a file" : "the name of a folder";
        }

        /**
         * Returns the path of the file in its folder.
         *
         * @param values of the other parameters, by their names
         * @throws IllegalArgumentException if a needed parameter has no value
         */
        public String inside(Function<String, Optional<String>> values) {
            return PARAMETER
                    .matcher(inside)
                    .replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))
                            .orElseThrow(() -> new IllegalArgumentException("it must come with " + found.group(1)))));
        }
    }

    /** One of the constants of an enum, in lower case; names to descriptions. */
    record Choice(Class<?> type, Map<String, String> values) implements Schema {
        @Override
        public String says() {
            return "one of " + String.join(", ", values.keySet());
        }
    }

    /** A list of values of one schema. */
    record Listing(Schema element) implements Schema {
        @Override
        public String says() {
            return "a list, each item " + element.says();
        }
    }

    /** A mapping from keys of the user's choice to words and numbers. */
    record Dictionary() implements Schema {
        @Override
        public String says() {
            return "a mapping from names to words or numbers";
        }
    }

    /**
     * A value that has a short form.
     *
     * @param full the long form; empty where only the short form exists
     * @param make makes the value of a short form
     * @param give returns the short form of a value; empty where it has none
     */
    record Brief(
            Schema brief, Optional<Schema> full, Function<Object, Object> make, Function<Object, Optional<Object>> give)
            implements Schema {
        @Override
        public String says() {
            return brief.says() + full.map(form -> ", or " + form.says()).orElse("");
        }

        @Override
        public String toString() {
            return says();
        }

        /** Returns whether the short form is a list. */
        public boolean isList() {
            return brief instanceof Listing;
        }
    }

    /**
     * One parameter of a kind.
     *
     * @param name of the parameter
     * @param component the name of the record's component
     * @param byDefault the default in flow notation; where it is empty the parameter is required, or optional and then
     *     left out
     */
    record Parameter(
            String name,
            String component,
            Schema schema,
            String description,
            String alias,
            String formerly,
            String byDefault,
            boolean optional) {

        /**
         * Returns the schema of the value under its name; under its alias only the short form is valid, unless the full
         * form is a list.
         */
        public Schema schema(String nameOrAlias) {
            return schema instanceof Brief written
                            && !nameOrAlias.equals(name)
                            && written.full().filter(Listing.class::isInstance).isEmpty()
                    ? written.brief()
                    : schema;
        }

        /** Returns the other of its two names; empty if there is none. */
        public String twin(String nameOrAlias) {
            return nameOrAlias.equals(name) ? alias : name;
        }

        /** Returns whether it must be given. */
        public boolean required() {
            return byDefault.isEmpty() && !optional;
        }

        /** Returns whether it has a value where it is left out. */
        public boolean hasDefault() {
            return !byDefault.isEmpty();
        }
    }

    /**
     * A record with its parameters, by name.
     *
     * @param inside the component whose kind gives this one its name, and adds its parameters; empty where there is none
     */
    record Kind(
            Class<?> type,
            String name,
            String description,
            String formerly,
            SequencedMap<String, Parameter> parameters,
            Optional<Inside> inside)
            implements Schema {

        /** A component and its kind. */
        public record Inside(String component, Kind kind) {}

        /** Copies the map. */
        public Kind {
            parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
        }

        @Override
        public String says() {
            return "a mapping with " + String.join(", ", parameters.keySet());
        }

        /** Returns whether its name alone makes a value, with every parameter at its default. */
        public boolean isWord() {
            return parameters.values().stream().noneMatch(Parameter::required);
        }

        /** Returns whether a parameter that is left out has a value. */
        public boolean hasDefaults() {
            return parameters.values().stream().anyMatch(Parameter::hasDefault);
        }

        /** Returns the parameter of a name or alias, or null if there is none. */
        public Parameter parameter(String nameOrAlias) {
            Parameter named = parameters.get(nameOrAlias);
            return named != null
                    ? named
                    : parameters.values().stream()
                            .filter(parameter -> parameter.alias().equals(nameOrAlias))
                            .findFirst()
                            .orElse(null);
        }

        /** Returns the names of the parameters and, after each, its alias. */
        public List<String> names() {
            return parameters.values().stream()
                    .flatMap(parameter -> Stream.of(parameter.name(), parameter.alias()))
                    .filter(name -> !name.isEmpty())
                    .toList();
        }

        /**
         * Returns the value with these arguments.
         *
         * @param arguments the values by names of parameters; optional ones may be absent
         * @param surroundings values of components that are no parameters, by their names
         * @throws IllegalArgumentException if the record's constructor throws it
         */
        public Object make(Map<String, Object> arguments, Map<String, Object> surroundings) {
            return RecordValues.make(this, arguments, surroundings);
        }

        /**
         * Returns the value with one argument replaced.
         *
         * @param form a value of the parameter's type, or its short form
         */
        public Object with(Object value, String parameter, Object form) {
            SequencedMap<String, Object> arguments = arguments(value);
            Schema schema = parameters.get(parameter).schema();
            arguments.put(
                    parameter, schema instanceof Brief written ? written.make().apply(form) : form);
            return make(arguments, RecordValues.surroundings(this, value));
        }

        /** Returns whether a value is of this kind. */
        boolean makes(Object value) {
            return type == value.getClass()
                    && inside.stream()
                            .allMatch(each -> each.kind().makes(RecordValues.component(value, each.component())));
        }

        /** Returns the arguments that make a value. Optional parameters for which it has no value are left out. */
        public SequencedMap<String, Object> arguments(Object value) {
            return RecordValues.arguments(this, value);
        }
    }

    /**
     * A family inside one of its own kinds, such as a layer that is made of layers.
     *
     * @param type the interface
     */
    record Again(Class<?> type) implements Schema {

        private static final ClassValue<Family> FAMILIES = new ClassValue<>() {
            @Override
            protected Family computeValue(Class<?> type) {
                return Kinds.family(type);
            }
        };

        /** Returns the family. */
        public Family family() {
            return FAMILIES.get(type);
        }

        @Override
        public String says() {
            return family().says();
        }
    }

    /**
     * An interface, and the kinds that implement it; or a record whose kinds are those of its inline component.
     *
     * @param key the key under which the kind's name stands
     */
    record Family(Class<?> type, String description, String key, SequencedMap<String, Kind> kinds) implements Schema {

        /** The key for kinds of an interface. */
        public static final String KIND = "kind";

        /** Copies the map. */
        public Family {
            kinds = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(kinds));
        }

        @Override
        public String says() {
            return (words().isEmpty() ? "" : "the word for a kind, or ") + "a mapping whose " + key + " is one of "
                    + String.join(", ", kinds.keySet());
        }

        /** Returns the kinds that can be written as their names alone. */
        public List<Kind> words() {
            return kinds.values().stream().filter(Kind::isWord).toList();
        }

        /** Returns the kind of that name, or null if there is none. */
        public Kind named(String kind) {
            return kind == null ? null : kinds.get(kind);
        }

        /** Returns the kind of a value; empty for a value that no kind makes, such as a lambda. */
        public Optional<Kind> of(Object value) {
            return kinds.values().stream().filter(kind -> kind.makes(value)).findFirst();
        }

        /** Returns the names and aliases of all kinds' parameters, in order. */
        public Set<String> allParameters() {
            Set<String> names = new TreeSet<>();
            kinds.values().forEach(kind -> names.addAll(kind.names()));
            return names;
        }

        /** Returns the parameter of that name or alias in each kind that has one. */
        public List<Parameter> parameters(String name) {
            return kinds.values().stream()
                    .map(kind -> kind.parameter(name))
                    .filter(parameter -> parameter != null)
                    .toList();
        }
    }
}
