package icd.attention;

/** Sums over coordinates, in order; and over tokens, in four chains, as an addition waits for the one before. */
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

    static boolean areFinite(double[] values) {
        for (double value : values) {
            if (!(Math.abs(value) <= Double.MAX_VALUE)) {
                return false;
            }
        }
        return true;
    }

    /** The sum of the first numbers. */
    static double sum(double[] a, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int t = 0;
        for (; t + 4 <= count; t += 4) {
            s0 += a[t];
            s1 += a[t + 1];
            s2 += a[t + 2];
            s3 += a[t + 3];
        }
        for (; t < count; t++) {
            s0 += a[t];
        }
        return (s0 + s2) + (s1 + s3);
    }

    /** The largest number; minus infinity of none but NaN. */
    static double max(double[] a) {
        double m0 = Double.NEGATIVE_INFINITY;
        double m1 = m0;
        double m2 = m0;
        double m3 = m0;
        int t = 0;
        for (; t + 4 <= a.length; t += 4) {
            m0 = a[t] > m0 ? a[t] : m0;
            m1 = a[t + 1] > m1 ? a[t + 1] : m1;
            m2 = a[t + 2] > m2 ? a[t + 2] : m2;
            m3 = a[t + 3] > m3 ? a[t + 3] : m3;
        }
        for (; t < a.length; t++) {
            m0 = a[t] > m0 ? a[t] : m0;
        }
        return Math.max(Math.max(m0, m1), Math.max(m2, m3));
    }
}
