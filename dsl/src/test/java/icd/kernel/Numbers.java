package icd.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import icd.math.RandomStream;
import java.util.Arrays;

/** Arrays of either precision for the tests of kernels that come in both. */
final class Numbers {

    /** Around the lanes of every vector width, and beyond. */
    static final int[] DIMENSIONS = {1, 2, 7, 8, 9, 15, 16, 17, 24};

    static final int[] LENGTHS = {1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 500, 512, 4099};

    private Numbers() {}

    static double get(Object array, int i) {
        return array instanceof float[] f ? f[i] : ((double[]) array)[i];
    }

    static void set(Object array, int i, double value) {
        if (array instanceof float[] f) {
            f[i] = (float) value;
        } else {
            ((double[]) array)[i] = value;
        }
    }

    static int length(Object array) {
        return java.lang.reflect.Array.getLength(array);
    }

    @SuppressWarnings("unchecked") // a clone is of its original's type
    static <A> A copy(A array) {
        return (A) (array instanceof float[] f ? f.clone() : ((double[]) array).clone());
    }

    static <A> A gaussians(TokenKernel<A> kernel, int length, double scale, RandomStream random) {
        A array = kernel.allocate(length);
        for (int i = 0; i < length; i++) {
            set(array, i, scale * random.gaussian());
        }
        return array;
    }

    static double[] gaussians(int length, RandomStream random) {
        double[] array = new double[length];
        random.gaussians(array, 0, length);
        return array;
    }

    /** Random tokens, laid out as prompts are. */
    static TokenStack<?> tokens(Precision precision, int count, int n, int L, RandomStream random) {
        TokenStack<?> stack = TokenStack.allocate(precision, count, n, L);
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < n; i++) {
                stack.setRow(k, i, gaussians(L, random), 0);
            }
        }
        return stack;
    }

    /** The same bits, element by element: 0 and -0 differ. */
    static void assertSameBits(String what, Object actual, Object expected) {
        boolean same = actual instanceof float[] f
                ? Arrays.equals(f, (float[]) expected)
                : Arrays.equals((double[]) actual, (double[]) expected);
        assertThat(same).as("%s: the same bits", what).isTrue();
    }

    /** a . b as if in twice the precision of float64 (Ogita, Rump and Oishi 2005). */
    static double dot(double[] a, double[] b) {
        double sum = 0;
        double error = 0;
        for (int i = 0; i < a.length; i++) {
            double product = a[i] * b[i];
            double next = sum + product;
            double part = next - sum;
            error += Math.fma(a[i], b[i], -product) + ((sum - (next - part)) + (product - part));
            sum = next;
        }
        return sum + error;
    }

    static double absoluteDot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] * b[i]);
        }
        return sum;
    }
}
