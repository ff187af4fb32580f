package icd.task;

import icd.kernel.Kernel;
import icd.kernel.TokenKernel;
import icd.math.SymmetricEigen;

/**
 * Working memory of one thread, kept from prompt to prompt so that estimating allocates nothing per prompt.
 *
 * <p>A method that is handed one may use all of it until it returns, and hands {@link #inner} to the methods that it
 * calls.
 */
public final class Scratch {

    private static final int ARRAYS = 8;

    private final double[][] arrays = new double[ARRAYS][0];
    private final TokenKernel<double[]> kernel = Kernel.scalar().float64().get();
    private SymmetricEigen eigen;
    private Scratch inner;

    /**
     * An array whose content is arbitrary.
     *
     * @param which 0 to {@value #ARRAYS} - 1; the same array for the same number, unless a longer one is asked for
     * @param length how many numbers it has at least
     */
    public double[] numbers(int which, int length) {
        if (arrays[which].length < length) {
            arrays[which] = new double[length];
        }
        return arrays[which];
    }

    /** For decomposing n x n matrices. */
    public SymmetricEigen eigen(int n) {
        if (eigen == null || eigen.n() != n) {
            eigen = new SymmetricEigen(n);
        }
        return eigen;
    }

    /**
     * {@math s_i &lt;- exp(s_i - max s)} for the first {@code count}, to the bits of {@link Kernel#exponentiate}.
     *
     * @param s its first {@code count} numbers are modified
     * @return the sum of the exponentials
     * @throws ArithmeticException if the largest is not finite, as where squared distances overflow
     */
    public double exponentiate(double[] s, int count) {
        double total = kernel.exponentiate(s, count, count);
        if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
            throw new ArithmeticException("Scratch.exponentiate: the largest exponent must be finite, got a sum of "
                    + total + "; the query or the tokens are so large that their squares overflow");
        }
        return total;
    }

    /** Memory for those that the owner of this one calls. */
    public Scratch inner() {
        if (inner == null) {
            inner = new Scratch();
        }
        return inner;
    }

    @Override
    public String toString() {
        return "working memory of one thread";
    }
}
