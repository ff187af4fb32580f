package icd.kernel;

import java.util.Arrays;

/**
 * Many n x L matrices of tokens, one after another in one array, each row-major: coordinate i of token t of matrix k
 * is at (k n + i) L + t.
 *
 * @param data {@code float[]} or {@code double[]}; not copied
 * @param count number of matrices
 * @param n rows: coordinates of a token
 * @param L columns: tokens
 * @param <A> {@code float[]} or {@code double[]}
 */
public record TokenStack<A>(A data, int count, int n, int L) {

    /**
     * An empty (all zero) stack.
     *
     * @throws IllegalArgumentException if a length is not positive, or the stack would exceed 2^31 - 1 numbers
     */
    public static TokenStack<?> allocate(Precision precision, int count, int n, int L) {
        if (!(count > 0 && n > 0 && L > 0)) {
            throw new IllegalArgumentException(
                    "TokenStack: count, n and L must be > 0, got " + count + ", " + n + " and " + L);
        }
        long size = (long) count * n * L;
        if (size < 0 || size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("TokenStack: count x n x L must be below 2^31, got " + count + " x " + n
                    + " x " + L + "; draw several sets instead");
        }
        return switch (precision) {
            case FLOAT32 -> new TokenStack<>(new float[(int) size], count, n, L);
            case FLOAT64 -> new TokenStack<>(new double[(int) size], count, n, L);
        };
    }

    public Precision precision() {
        return data instanceof float[] ? Precision.FLOAT32 : Precision.FLOAT64;
    }

    /** Where matrix k begins in the array. */
    public int at(int k) {
        return k * n * L;
    }

    /** Coordinate i of token t of matrix k. */
    public double get(int k, int i, int t) {
        int index = at(k) + i * L + t;
        return data instanceof float[] f ? f[index] : ((double[]) data)[index];
    }

    /** Sets coordinate i of all tokens of matrix k to L values from {@code from}, rounding to the stack's precision. */
    public void setRow(int k, int i, double[] values, int from) {
        int row = at(k) + i * L;
        if (data instanceof float[] f) {
            for (int t = 0; t < L; t++) {
                f[row + t] = (float) values[from + t];
            }
        } else {
            System.arraycopy(values, from, data, row, L);
        }
    }

    /** A copy of matrices from (inclusive) to (exclusive). */
    @SuppressWarnings("unchecked") // the copy is of the array's own type
    public TokenStack<A> slice(int from, int to) {
        A part = (A)
                (data instanceof float[] f
                        ? Arrays.copyOfRange(f, at(from), at(to))
                        : Arrays.copyOfRange((double[]) data, at(from), at(to)));
        return new TokenStack<>(part, to - from, n, L);
    }
}
