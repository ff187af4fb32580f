package icd.workbench.recipe;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may stand at a place of a recipe. Derived from the records by {@link SchemaReader}; read by everything else. */
sealed interface Schema {
    /** The end of "must be ...". */
    String says();

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
        String says(double value) {
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
            return Double.isInfinite(value) ? "" : relation + " " + Numbers.shortest(value);
        }

        boolean allows(double value) {
            return Double.isFinite(value) && value >= min && value > above && value < below && value <= max;
        }
    }

    /** Text that matches a pattern, which {@code patternSays} puts in words. */
    record Text(Pattern pattern, String patternSays) implements Schema {
        @Override
        public String says() {
            return patternSays;
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
            return "a list, each item "
                    + (element instanceof Fields fields
                            ? "a mapping with "
                                    + String.join(", ", fields.fields().keySet())
                            : element.says());
        }
    }

    /** Keys of the user's choice to scalars. */
    record Dictionary() implements Schema {
        @Override
        public String says() {
            return "a mapping from names to words or numbers";
        }
    }

    /** A key of a mapping. {@code byDefault} is YAML; where it is empty the key is required, or optional and then left out. */
    record Field(String name, Schema schema, String description, String byDefault, boolean optional) {
        boolean required() {
            return byDefault.isEmpty() && !optional;
        }

        /** Whether a key left out is written out. */
        boolean hasDefault() {
            return !byDefault.isEmpty();
        }
    }

    /** A mapping that binds to a record. */
    record Fields(Class<?> type, String description, Map<String, Field> fields) implements Schema {
        @Override
        public String says() {
            return "a mapping with " + String.join(", ", fields.keySet());
        }
    }

    /** A mapping whose key {@code kind} says which record of a sealed interface it binds to. */
    record OneOf(Class<?> type, String description, Map<String, Fields> kinds) implements Schema {
        @Override
        public String says() {
            return "a mapping whose kind is one of " + String.join(", ", kinds.keySet());
        }

        /** The fields of a kind, or null if there is no such kind. */
        Fields of(String kind) {
            return kind == null ? null : kinds.get(kind);
        }

        /** The keys of all kinds, in order. */
        Set<String> allKeys() {
            Set<String> keys = new TreeSet<>();
            kinds.values().forEach(fields -> keys.addAll(fields.fields().keySet()));
            return keys;
        }

        /** The field of that name in each kind that has one. */
        List<Field> named(String name) {
            return kinds.values().stream()
                    .map(fields -> fields.fields().get(name))
                    .filter(field -> field != null)
                    .toList();
        }
    }
}
