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

/** What the value of a parameter may be. Derived from records by {@link Kinds}. */
public sealed interface Schema {

    /** The end of "must be ...". */
    String says();

    /** The shortest spelling that reads back as the same number: {@code 100}, {@code 0.01}, {@code 1e-8}. */
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

    /** A finite number with bounds; infinite bounds bind nothing. */
    record Real(double min, double above, double below, double max) implements Schema {
        /** From here on a bound only keeps squares within double precision: it is named to those who are beyond it. */
        private static final double FAR = 1e15;

        @Override
        public String says() {
            return says(Double.NaN);
        }

        /** What to say of this value, which is not allowed; NaN for no number. */
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

        /** Whether a number is within the bounds. */
        public boolean allows(double value) {
            return Double.isFinite(value) && value >= min && value > above && value < below && value <= max;
        }
    }

    /** A truth. */
    record Truth() implements Schema {
        @Override
        public String says() {
            return "true or false";
        }
    }

    /** Text that matches a pattern, which {@code patternSays} puts in words. */
    record Text(Pattern pattern, String patternSays) implements Schema {
        @Override
        public String says() {
            return patternSays;
        }
    }

    /**
     * The name of a file, whose content the value is made from; see {@link InputFile}.
     *
     * @param inside where the file is in the folder that is named, with parameters in braces; empty where the file is named
     */
    record Attachment(String inside) implements Schema {

        private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

        @Override
        public String says() {
            return inside.isEmpty() ? "the name of a file" : "the name of a folder";
        }

        /**
         * Where the file is in its folder.
         *
         * @param values of the other parameters, by their names
         * @throws IllegalArgumentException if one that is needed has none
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

    /** A list of like values. */
    record Listing(Schema element) implements Schema {
        @Override
        public String says() {
            return "a list, each item " + element.says();
        }
    }

    /** Keys of the user's choice to words and numbers. */
    record Dictionary() implements Schema {
        @Override
        public String says() {
            return "a mapping from names to words or numbers";
        }
    }

    /**
     * A value that has a short form.
     *
     * @param full how it is written otherwise; empty where the short form is all there is
     * @param make the value of a short form
     * @param give the short form of a value; empty where it has none
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

        /** Whether the short form is a list. */
        public boolean isList() {
            return brief instanceof Listing;
        }
    }

    /**
     * One parameter of a kind.
     *
     * @param name of the parameter
     * @param component of the record
     * @param byDefault in flow notation; where it is empty the parameter is required, or optional and then left out
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

        /** What may stand under its name, or under its alias: the short form alone of what has one beside kinds. */
        public Schema schema(String nameOrAlias) {
            return schema instanceof Brief written
                            && !nameOrAlias.equals(name)
                            && written.full().filter(Listing.class::isInstance).isEmpty()
                    ? written.brief()
                    : schema;
        }

        /** The other of its two names; empty if there is none. */
        public String twin(String nameOrAlias) {
            return nameOrAlias.equals(name) ? alias : name;
        }

        /** Whether it must be given. */
        public boolean required() {
            return byDefault.isEmpty() && !optional;
        }

        /** Whether it has a value where it is left out. */
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

        /** Whether its name alone makes a value, with every parameter at its default. */
        public boolean isWord() {
            return parameters.values().stream().noneMatch(Parameter::required);
        }

        /** Whether a parameter left out has a value. */
        public boolean hasDefaults() {
            return parameters.values().stream().anyMatch(Parameter::hasDefault);
        }

        /** The parameter of a name or alias, or null if there is none. */
        public Parameter parameter(String nameOrAlias) {
            Parameter named = parameters.get(nameOrAlias);
            return named != null
                    ? named
                    : parameters.values().stream()
                            .filter(parameter -> parameter.alias().equals(nameOrAlias))
                            .findFirst()
                            .orElse(null);
        }

        /** The names of the parameters and, behind each, its alias. */
        public List<String> names() {
            return parameters.values().stream()
                    .flatMap(parameter -> Stream.of(parameter.name(), parameter.alias()))
                    .filter(name -> !name.isEmpty())
                    .toList();
        }

        /**
         * The value with these arguments.
         *
         * @param arguments values by names of parameters; optional ones may lack
         * @param surroundings values of components that are no parameters, by their names
         * @throws IllegalArgumentException as the record's constructor does
         */
        public Object make(Map<String, Object> arguments, Map<String, Object> surroundings) {
            return RecordValues.make(this, arguments, surroundings);
        }

        /**
         * A value with one argument in the place of its own.
         *
         * @param form of the parameter's type, or its short form
         */
        public Object with(Object value, String parameter, Object form) {
            SequencedMap<String, Object> arguments = arguments(value);
            Schema schema = parameters.get(parameter).schema();
            arguments.put(
                    parameter, schema instanceof Brief written ? written.make().apply(form) : form);
            return make(arguments, RecordValues.surroundings(this, value));
        }

        /** Whether a value is of this kind. */
        boolean makes(Object value) {
            return type == value.getClass()
                    && inside.stream()
                            .allMatch(each -> each.kind().makes(RecordValues.component(value, each.component())));
        }

        /** The arguments that make a value. Optional parameters that it has no value of are left out. */
        public SequencedMap<String, Object> arguments(Object value) {
            return RecordValues.arguments(this, value);
        }
    }

    /**
     * A family inside one of its own kinds, as a layer that is made of layers.
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

        /** The family. */
        public Family family() {
            return FAMILIES.get(type);
        }

        @Override
        public String says() {
            return family().says();
        }
    }

    /**
     * An interface, and the kinds that implement it; or a record that is of a kind by what is inside.
     *
     * @param key under which the kind's name stands
     */
    record Family(Class<?> type, String description, String key, SequencedMap<String, Kind> kinds) implements Schema {

        /** The key of kinds of an interface. */
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

        /** The kinds that can be written as their names alone. */
        public List<Kind> words() {
            return kinds.values().stream().filter(Kind::isWord).toList();
        }

        /** The kind of that name, or null if there is none. */
        public Kind named(String kind) {
            return kind == null ? null : kinds.get(kind);
        }

        /** The kind that a value is of; empty for a value that no kind makes, such as a lambda. */
        public Optional<Kind> of(Object value) {
            return kinds.values().stream().filter(kind -> kind.makes(value)).findFirst();
        }

        /** The names and aliases of all kinds' parameters, in order. */
        public Set<String> allParameters() {
            Set<String> names = new TreeSet<>();
            kinds.values().forEach(kind -> names.addAll(kind.names()));
            return names;
        }

        /** The parameter of that name or alias in each kind that has one. */
        public List<Parameter> parameters(String name) {
            return kinds.values().stream()
                    .map(kind -> kind.parameter(name))
                    .filter(parameter -> parameter != null)
                    .toList();
        }
    }
}
