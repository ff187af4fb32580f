package icd.figure;

/** The argument checks of this package, all worded alike. */
final class Check {

    private Check() {}

    /** The error that every check of this package throws. */
    static IllegalArgumentException error(String where, String name, String constraint, Object value) {
        return new IllegalArgumentException(where + ": " + name + " must " + constraint + ", got " + value);
    }

    static <T> T given(String where, String name, T value) {
        if (value == null) {
            throw error(where, name, "be given", null);
        }
        return value;
    }

    static double positive(String where, String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw error(where, name, "be positive and finite", value);
        }
        return value;
    }

    static void sameLength(String where, String name, double[] values, String other, double[] others) {
        if (values.length != others.length) {
            throw error(where, name, "have as many values as " + other + " (" + others.length + ")", values.length);
        }
    }
}
