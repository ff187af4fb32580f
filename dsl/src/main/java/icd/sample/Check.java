package icd.sample;

/** The conditions that samplers and their parts share, worded alike. */
final class Check {

    private Check() {}

    static double positive(String where, String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(where + ": " + name + " must be > 0 and finite, got " + value);
        }
        return value;
    }

    static int atLeast(String where, String name, int least, int value) {
        if (!(value >= least)) {
            throw new IllegalArgumentException(where + ": " + name + " must be >= " + least + ", got " + value);
        }
        return value;
    }
}
