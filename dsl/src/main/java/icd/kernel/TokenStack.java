package icd.kernel;

import java.util.Arrays;

/**
 * Many n x L matrices of tokens, one after another in one array, each row-major: coordinate i of token t of matrix k
 * is at {@code at(k) + i stride + t}.
 *
 * <p>Rows are filled with zeros to a multiple of sixteen numbers, and the first begins {@link #LEAD} bytes into the array:
 * so that wherever the JVM puts a large array on a boundary of 64 bytes, as G1 does, every row of it is on one too, and no
 * load of a vector touches two cache lines (measured: a fifth off the time of every pass).
 *
 * @param data {@code float[]} or {@code double[]}; not copied
 * @param count number of matrices
 * @param n rows: coordinates of a token
 * @param L columns: tokens
 * @param <A> {@code float[]} or {@code double[]}
 */
public record TokenStack<A>(A data, int count, int n, int L) {

    /** What is left of 64 bytes behind an array's header of 16. */
    private static final int LEAD = 48;

    private static final int ROUND_TO = 16;

    public TokenStack {
        if (!(count > 0 && n > 0 && L > 0)) {
            throw new IllegalArgumentException(
                    "TokenStack: count, n and L must be > 0, got " + count + ", " + n + " and " + L);
        }
        int length = data instanceof float[] f ? f.length : ((double[]) data).length;
        if (length != size(count, n, L, lead(data))) {
            throw new IllegalArgumentException("TokenStack: data must be laid out as allocate() does, got " + length
                    + " numbers for " + count + " x " + n + " x " + L);
        }
    }

    /**
     * A stack of zeros.
     *
     * @throws IllegalArgumentException if a length is not positive, or the stack would exceed 2^31 - 1 numbers
     */
    public static TokenStack<?> allocate(Precision precision, int count, int n, int L) {
        long size = size(count, n, L, LEAD / (precision == Precision.FLOAT32 ? Float.BYTES : Double.BYTES));
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("TokenStack: count x n x L must be below 2^31, got " + count + " x " + n
                    + " x " + L + "; draw several sets instead");
        }
        int length = (int) Math.max(0, size);
        return switch (precision) {
            case FLOAT32 -> new TokenStack<>(new float[length], count, n, L);
            case FLOAT64 -> new TokenStack<>(new double[length], count, n, L);
        };
    }

    private static long size(int count, int n, int L, int lead) {
        return lead + (long) count * n * stride(L);
    }

    private static int lead(Object data) {
        return LEAD / (data instanceof float[] ? Float.BYTES : Double.BYTES);
    }

    private static int stride(int L) {
        return (L + ROUND_TO - 1) / ROUND_TO * ROUND_TO;
    }

    public Precision precision() {
        return data instanceof float[] ? Precision.FLOAT32 : Precision.FLOAT64;
    }

    /** From one row to the next: L rounded up to a multiple of sixteen. Columns from L on are zero. */
    public int stride() {
        return stride(L);
    }

    /** Where matrix k begins in the array; {@code at(count())} is where the last ends. */
    public int at(int k) {
        return lead(data) + k * n * stride();
    }

    /** Coordinate i of token t of matrix k. */
    public double get(int k, int i, int t) {
        int index = at(k) + i * stride() + t;
        return data instanceof float[] f ? f[index] : ((double[]) data)[index];
    }

    /** Sets coordinate i of all tokens of matrix k to L values from {@code from}, rounding to the stack's precision. */
    public void setRow(int k, int i, double[] values, int from) {
        int row = at(k) + i * stride();
        if (data instanceof float[] f) {
            for (int t = 0; t < L; t++) {
                f[row + t] = (float) values[from + t];
            }
        } else {
            System.arraycopy(values, from, data, row, L);
        }
    }

    /** @throws IllegalArgumentException if a number is NaN or infinite; the message says where */
    public void requireFinite(String where) {
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < n; i++) {
                for (int t = 0; t < L; t++) {
                    if (!Double.isFinite(get(k, i, t))) {
                        throw new IllegalArgumentException(where + ": contexts must hold finite numbers, got "
                                + get(k, i, t) + " as coordinate " + i + " of token " + t + " of prompt " + k);
                    }
                }
            }
        }
    }

    /** A copy of matrices from (inclusive) to (exclusive). */
    @SuppressWarnings("unchecked") // allocated in the stack's own precision
    public TokenStack<A> slice(int from, int to) {
        TokenStack<A> part = (TokenStack<A>) allocate(precision(), to - from, n, L);
        System.arraycopy(data, at(from), part.data, part.at(0), at(to) - at(from));
        return part;
    }

    /** The numbers without what was added to the rows: count x n x L, {@code float[]} or {@code double[]} (a copy). */
    public Object packed() {
        Object packed = java.lang.reflect.Array.newInstance(
                data.getClass().getComponentType(), Math.multiplyExact(Math.multiplyExact(count, n), L));
        for (int row = 0; row < count * n; row++) {
            System.arraycopy(data, at(0) + row * stride(), packed, row * L, L);
        }
        return packed;
    }

    /**
     * The stack of these numbers (copied).
     *
     * @param packed {@code float[]} or {@code double[]}, count x n x L
     */
    public static TokenStack<?> of(Object packed, int count, int n, int L) {
        TokenStack<?> stack = allocate(packed instanceof float[] ? Precision.FLOAT32 : Precision.FLOAT64, count, n, L);
        for (int row = 0; row < count * n; row++) {
            System.arraycopy(packed, row * L, stack.data, stack.at(0) + row * stack.stride(), L);
        }
        return stack;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenStack<?> stack
                && count == stack.count
                && n == stack.n
                && L == stack.L
                && Arrays.deepEquals(new Object[] {data}, new Object[] {stack.data});
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {count, n, L});
    }

    @Override
    public String toString() {
        return count + " matrices " + n + " x " + L + ", " + precision();
    }
}
