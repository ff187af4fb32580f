package icd.attention;

/** Sums over coordinates, in order. */
final class Vectors {

    private Vectors() {}

    /** a . b, with b from {@code at} on; over the length of a. */
    static double dot(double[] a, double[] b, int at) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[at + i], sum);
        }
        return sum;
    }
}
