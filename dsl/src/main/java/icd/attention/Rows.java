package icd.attention;

import icd.kernel.TokenStack;

/**
 * Loops over rows of one number per token that treat each number by itself, in the precision of the tokens: so that no bit depends on
 * vectors. Sums over tokens are the kernel's.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface Rows<A> {

    /** Loops for the tokens of this stack. */
    @SuppressWarnings("unchecked") // the precision says what A is
    static <A> Rows<A> of(TokenStack<A> x) {
        return (Rows<A>)
                switch (x.precision()) {
                    case FLOAT32 -> new Rows32();
                    case FLOAT64 -> new Rows64();
                };
    }

    /** The number at a place, of which {@code a} has one more. */
    void set(A a, int at, double value);

    /** y = scale a + b, over {@code count} numbers from the beginning of a and y, and from {@code at} of b on. */
    void scaled(A a, double scale, A b, int at, A y, int count);

    /**
     * (y, y') = (cos x - sin x', sin x + cos x'): two rows after another are turned by an angle of each token.
     *
     * @param x the first row begins at {@code at}. Not modified.
     * @param y the first row begins at {@code to}. Modified.
     * @param angles where the row of cosines and of sines begins
     */
    void turn(A x, int at, A cosines, A sines, int angles, A y, int to, int stride);

    final class Rows32 implements Rows<float[]> {

        @Override
        public void set(float[] a, int at, double value) {
            a[at] = (float) value;
        }

        @Override
        public void scaled(float[] a, double scale, float[] b, int at, float[] y, int count) {
            float s = (float) scale;
            for (int i = 0; i < count; i++) {
                y[i] = Math.fma(s, a[i], b[at + i]);
            }
        }

        @Override
        public void turn(float[] x, int at, float[] cosines, float[] sines, int angles, float[] y, int to, int stride) {
            for (int t = 0; t < stride; t++) {
                y[to + t] = Math.fma(cosines[angles + t], x[at + t], -sines[angles + t] * x[at + stride + t]);
            }
            for (int t = 0; t < stride; t++) {
                y[to + stride + t] = Math.fma(sines[angles + t], x[at + t], cosines[angles + t] * x[at + stride + t]);
            }
        }
    }

    final class Rows64 implements Rows<double[]> {

        @Override
        public void set(double[] a, int at, double value) {
            a[at] = value;
        }

        @Override
        public void scaled(double[] a, double scale, double[] b, int at, double[] y, int count) {
            for (int i = 0; i < count; i++) {
                y[i] = Math.fma(scale, a[i], b[at + i]);
            }
        }

        @Override
        public void turn(
                double[] x, int at, double[] cosines, double[] sines, int angles, double[] y, int to, int stride) {
            for (int t = 0; t < stride; t++) {
                y[to + t] = Math.fma(cosines[angles + t], x[at + t], -sines[angles + t] * x[at + stride + t]);
            }
            for (int t = 0; t < stride; t++) {
                y[to + stride + t] = Math.fma(sines[angles + t], x[at + t], cosines[angles + t] * x[at + stride + t]);
            }
        }
    }
}
