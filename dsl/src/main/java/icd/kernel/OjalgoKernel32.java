package icd.kernel;

import java.util.Arrays;
import org.ojalgo.array.operation.AXPY;
import org.ojalgo.array.operation.CorePrimitiveOperation;
import org.ojalgo.array.operation.DOT;
import org.ojalgo.matrix.operation.MultiplyNeither;

/**
 * The passes on ojAlgo's operations, which multiply and add in two steps and sum in an order of their own.
 *
 * <p>Sums over tokens are made of {@value #BLOCK} at a time and the blocks are added in float64: a sum in float32 over
 * many tokens would lose digits as their number grows. The bits depend neither on the number of threads nor on the
 * hardware.
 */
@SuppressWarnings("cast") // it is redundant only in the generated float64 twin
final class OjalgoKernel32 implements TokenKernel<float[]> {

    /** The number of tokens in one sum. */
    static final int BLOCK = 128;

    /** The number of rows up to which ojAlgo's products of matrices stay on one thread. */
    private static final int FEW = 32;

    /** The kernel for operations that ojAlgo does not have. */
    private final TokenKernel<float[]> others;

    // These buffers are the reason why a kernel serves one thread: differences and their squares, and the tokens of a
    // block in both layouts.
    private float[] off = new float[0];
    private float[] squares = new float[0];
    private float[] block = new float[0];
    private float[] tokens = new float[0];
    private float[] product = new float[0];

    OjalgoKernel32(TokenKernel<float[]> others) {
        this.others = others;
    }

    @Override
    public float[] allocate(int length) {
        return new float[length];
    }

    @Override
    public void scores(float[] x, int at, int n, int stride, double[] u, float[] s) {
        Arrays.fill(s, 0, stride, 0);
        for (int i = 0; i < n; i++) {
            AXPY.invoke(s, 0, (float) u[i], x, at + i * stride, 0, stride);
        }
    }

    @Override
    public double exponentiate(float[] s, int L, int stride) {
        return others.exponentiate(s, L, stride);
    }

    @Override
    public void reweigh(float[] e, double mean, float[] c, int stride) {
        CorePrimitiveOperation.subtract(c, 0, stride, 1, c, (float) mean);
        CorePrimitiveOperation.multiply(c, 0, stride, 1, e, c);
    }

    @Override
    public void weightedSum(
            float[] x, int at, int n, int stride, float[] w, int atW, double scale, double[] m, int atM) {
        for (int i = 0; i < n; i++) {
            m[atM + i] = scale * dot(x, at + i * stride, w, atW, stride);
        }
    }

    private static double dot(float[] x, int at, float[] w, int atW, int length) {
        double sum = 0;
        for (int t = 0; t < length; t += BLOCK) {
            sum += DOT.invoke(x, at, w, atW, t, Math.min(length, t + BLOCK));
        }
        return sum;
    }

    /**
     * Computes products of rows where there are few, which is faster; otherwise products of matrices, which ojAlgo
     * computes on several threads.
     */
    @Override
    public void secondMoment(float[] x, int at, int n, int L, int stride, double[] c, int atC) {
        if (n > FEW) {
            products(x, at, n, L, stride, c, atC);
            return;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double moment = dot(x, at + i * stride, x, at + j * stride, stride) / L;
                c[atC + i * n + j] = moment;
                c[atC + j * n + i] = moment;
            }
        }
    }

    private void products(float[] x, int at, int n, int L, int stride, double[] c, int atC) {
        MultiplyNeither.Primitive32 multiply = MultiplyNeither.newPrimitive32(n, n);
        Arrays.fill(c, atC, atC + n * n, 0);
        product = product.length == n * n ? product : new float[n * n];
        for (int from = 0; from < L; from += BLOCK) {
            Workers.poll(); // an interrupt may come while nothing is waited for
            int count = Math.min(BLOCK, L - from);
            copy(x, at + from, n, stride, count);
            try {
                multiply.invoke(product, tokens, count, block);
            } catch (RuntimeException e) {
                if (e.getCause() instanceof InterruptedException) {
                    product = new float[0]; // another thread may still write into it
                    block = new float[0];
                    tokens = new float[0];
                    Workers.poll(); // the thread is still interrupted, which this reports as all other work does
                }
                throw e;
            }
            for (int ij = 0; ij < n * n; ij++) {
                c[atC + ij] += product[ij];
            }
        }
        CorePrimitiveOperation.multiply(c, atC, atC + n * n, 1, c, 1.0 / L);
    }

    /**
     * Copies some tokens as the columns of a matrix and as those of its transpose, as ojAlgo's products take whole
     * arrays.
     */
    private void copy(float[] x, int at, int n, int stride, int count) {
        block = block.length == n * count ? block : new float[n * count];
        tokens = tokens.length == n * count ? tokens : new float[n * count];
        for (int i = 0; i < n; i++) {
            System.arraycopy(x, at + i * stride, block, i * count, count);
            for (int t = 0; t < count; t++) {
                tokens[t * n + i] = block[i * count + t];
            }
        }
    }

    @Override
    public double max(float[] s, int L) {
        return others.max(s, L);
    }

    @Override
    public void addSquares(float[] x, int at, double shift, double scale, float[] sum, int stride) {
        if (off.length < stride) {
            off = new float[stride];
            squares = new float[stride];
        }
        System.arraycopy(x, at, off, 0, stride);
        CorePrimitiveOperation.subtract(off, 0, stride, 1, off, (float) shift);
        // Scaling comes first, so that no square overflows where its product with the scale would not.
        CorePrimitiveOperation.multiply(squares, 0, stride, 1, off, (float) scale);
        CorePrimitiveOperation.multiply(squares, 0, stride, 1, squares, off);
        CorePrimitiveOperation.add(sum, 0, stride, 1, sum, squares);
    }

    @Override
    public void subtract(float[] x, int at, int n, int stride, double[] v, int atV, float[] y) {
        System.arraycopy(x, at, y, 0, n * stride);
        for (int i = 0; i < n; i++) {
            float high = (float) v[atV + i];
            float low = (float) (v[atV + i] - high);
            CorePrimitiveOperation.subtract(y, i * stride, (i + 1) * stride, 1, y, high);
            CorePrimitiveOperation.subtract(y, i * stride, (i + 1) * stride, 1, y, low);
        }
    }

    @Override
    public void multiply(float[] w, float[] x, int at, float[] product, int stride) {
        System.arraycopy(x, at, product, 0, stride);
        CorePrimitiveOperation.multiply(product, 0, stride, 1, w, product);
    }

    @Override
    public void read(float[] s, int L, double[] values) {
        others.read(s, L, values);
    }

    @Override
    public void write(double[] values, int L, float[] s) {
        others.write(values, L, s);
    }

    @Override
    public double sum(float[] x, int from, int to) {
        return others.sum(x, from, to);
    }
}
