package icd.task;

/** The conditions that the parameters of tasks share, worded alike. */
final class Check {

    private Check() {}

    static void positive(String where, String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(where + ": " + name + " must be > 0 and finite, got " + value);
        }
    }

    static void notNegative(String where, String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(where + ": " + name + " must be >= 0 and finite, got " + value);
        }
    }

    static void atLeastOne(String where, String name, int value) {
        if (!(value >= 1)) {
            throw new IllegalArgumentException(where + ": " + name + " must be >= 1, got " + value);
        }
    }

    static void dimension(String where, String name, int value, int n) {
        if (!(1 <= value && value <= n)) {
            throw new IllegalArgumentException(
                    where + ": " + name + " must be between 1 and n, got " + value + " with n = " + n);
        }
    }
}
