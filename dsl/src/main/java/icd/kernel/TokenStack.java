package icd.kernel;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Many n x L matrices of tokens, one after another in an array, each row-major: coordinate i of token t of matrix k is at
 * {@code at(k) + i stride + t} of {@code data(k)}. Only stacks of more than 32 MB have several arrays: the JVM zeroes an
 * array without a pause, and while it zeroes gigabytes, nothing else can be done, not even to answer Ctrl-C.
 *
 * <p>Rows are filled with zeros to a multiple of sixteen numbers, and the first begins {@link #LEAD} bytes into the array:
 * so that wherever the JVM puts a large array on a boundary of 64 bytes, as G1 does, every row of it is on one too, and no
 * load of a vector touches two cache lines (measured: a fifth off the time of every pass).
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class TokenStack<A> {

    /** What is left of 64 bytes behind an array's header of 16. */
    private static final int LEAD = 48;

    private static final int ROUND_TO = 16;

    private static final long SEGMENT_BYTES = 32L << 20;

    /** Matrices in one array are a multiple of these, so that work in groups of so many never needs two arrays. */
    private static final int TOGETHER = 16;

    private final A[] segments;
    private final int each;
    private final int lead;
    private final int count;
    private final int n;
    private final int L;

    /** @param each matrices in every array but the last */
    private TokenStack(A[] segments, int each, int count, int n, int L) {
        this.segments = segments;
        this.each = each;
        this.lead = LEAD / bytes(precision(segments[0]));
        this.count = count;
        this.n = n;
        this.L = L;
    }

    /**
     * A stack of one array.
     *
     * @param data {@code float[]} or {@code double[]}; not copied
     * @param count number of matrices
     * @param n rows: coordinates of a token
     * @param L columns: tokens
     */
    public TokenStack(A data, int count, int n, int L) {
        this(only(data), count, count, n, L);
        positive(count, n, L);
        int length = data instanceof float[] f ? f.length : ((double[]) data).length;
        if (length != size(count, n, L, lead)) {
            throw new IllegalArgumentException("TokenStack: data must be laid out as allocate() does, got " + length
                    + " numbers for " + count + " x " + n + " x " + L);
        }
    }

    @SuppressWarnings("unchecked") // an array of what is given
    private static <A> A[] only(A data) {
        A[] segments = (A[]) Array.newInstance(data.getClass(), 1);
        segments[0] = data;
        return segments;
    }

    private static void positive(int count, int n, int L) {
        if (!(count > 0 && n > 0 && L > 0)) {
            throw new IllegalArgumentException(
                    "TokenStack: count, n and L must be > 0, got " + count + ", " + n + " and " + L);
        }
    }

    /**
     * A stack of zeros.
     *
     * @throws IllegalArgumentException if a length is not positive, or the stack would exceed 2^31 - 1 numbers
     * @throws java.util.concurrent.CancellationException if the thread is interrupted before the last of several arrays,
     *     whose number and progress it tells the {@link WorkObserver} of the scope
     */
    public static TokenStack<?> allocate(Precision precision, int count, int n, int L) {
        positive(count, n, L);
        int lead = LEAD / bytes(precision);
        if (size(count, n, L, lead) > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("TokenStack: count x n x L must be below 2^31, got " + count + " x " + n
                    + " x " + L + "; draw several sets instead");
        }
        long fit = SEGMENT_BYTES / ((long) n * stride(L) * bytes(precision));
        int each = (int) Math.min(count, Math.max(1, fit / TOGETHER) * TOGETHER);
        int[] lengths = new int[(count + each - 1) / each];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = (int) size(Math.min(each, count - i * each), n, L, lead);
        }
        return switch (precision) {
            case FLOAT32 -> new TokenStack<>(segments(float[][]::new, float[]::new, lengths), each, count, n, L);
            case FLOAT64 -> new TokenStack<>(segments(double[][]::new, double[]::new, lengths), each, count, n, L);
        };
    }

    private static <A> A[] segments(IntFunction<A[]> several, IntFunction<A> one, int[] lengths) {
        A[] segments = several.apply(lengths.length);
        if (lengths.length == 1) {
            segments[0] = one.apply(lengths[0]);
            return segments;
        }
        WorkObserver observer = WorkObserver.current();
        observer.begun("making room for tokens", lengths.length); // zeroing gigabytes takes seconds
        try {
            for (int i = 0; i < lengths.length; i++) {
                Workers.poll();
                segments[i] = one.apply(lengths[i]);
                observer.done(i + 1);
            }
        } finally {
            observer.ended();
        }
        return segments;
    }

    private static long size(int count, int n, int L, int lead) {
        return lead + (long) count * n * stride(L);
    }

    private static int bytes(Precision precision) {
        return precision == Precision.FLOAT32 ? Float.BYTES : Double.BYTES;
    }

    private static Precision precision(Object data) {
        return data instanceof float[] ? Precision.FLOAT32 : Precision.FLOAT64;
    }

    private static int stride(int L) {
        return (L + ROUND_TO - 1) / ROUND_TO * ROUND_TO;
    }

    public Precision precision() {
        return precision(segments[0]);
    }

    /** Number of matrices. */
    public int count() {
        return count;
    }

    /** Rows: coordinates of a token. */
    public int n() {
        return n;
    }

    /** Columns: tokens. */
    public int L() {
        return L;
    }

    /**
     * The array of a stack that has only one, {@code float[]} or {@code double[]}.
     *
     * @throws IllegalStateException if it has several
     */
    public A data() {
        if (segments.length > 1) {
            throw new IllegalStateException("TokenStack.data: the stack must be in one array, got one of "
                    + segments.length + "; ask for that of a matrix");
        }
        return segments[0];
    }

    /** The array that holds matrix k, {@code float[]} or {@code double[]}; sixteen from a multiple of sixteen share one. */
    public A data(int k) {
        return segments[segment(k)];
    }

    private int segment(int k) {
        return segments.length == 1
                ? 0
                : Math.min(k / each, segments.length - 1); // a division costs as much as a token
    }

    /** From one row to the next: L rounded up to a multiple of sixteen. Columns from L on are zero. */
    public int stride() {
        return stride(L);
    }

    /** Where matrix k begins in its array; {@code at(count())} is where the last ends. */
    public int at(int k) {
        return lead + (k - segment(k) * each) * n * stride();
    }

    /** Coordinate i of token t of matrix k. */
    public double get(int k, int i, int t) {
        int index = at(k) + i * stride() + t;
        A data = data(k);
        return data instanceof float[] f ? f[index] : ((double[]) data)[index];
    }

    /** Sets coordinate i of all tokens of matrix k to L values from {@code from}, rounding to the stack's precision. */
    public void setRow(int k, int i, double[] values, int from) {
        int row = at(k) + i * stride();
        A data = data(k);
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
        for (int k = from; k < to; k++) {
            System.arraycopy(data(k), at(k), part.data(k - from), part.at(k - from), n * stride());
        }
        return part;
    }

    /** The numbers without what was added to the rows: count x n x L, {@code float[]} or {@code double[]} (a copy). */
    public Object packed() {
        Object packed = Array.newInstance(
                segments[0].getClass().getComponentType(), Math.multiplyExact(Math.multiplyExact(count, n), L));
        for (int row = 0; row < count * n; row++) {
            System.arraycopy(data(row / n), at(row / n) + row % n * stride(), packed, row * L, L);
        }
        return packed;
    }

    /** Whether another stack has the same shape, and the same bits as numbers. */
    public boolean hasNumbersOf(TokenStack<?> other) {
        if (precision() != other.precision() || count != other.count || n != other.n || L != other.L) {
            return false;
        }
        for (int k = 0; k < count; k++) {
            int length = n * stride(); // with the zeros behind each row
            boolean same = switch (data(k)) {
                case float[] numbers ->
                    Arrays.equals(
                            numbers, at(k), at(k) + length, (float[]) other.data(k), other.at(k), other.at(k) + length);
                case double[] numbers ->
                    Arrays.equals(
                            numbers,
                            at(k),
                            at(k) + length,
                            (double[]) other.data(k),
                            other.at(k),
                            other.at(k) + length);
                default -> throw new IllegalStateException("TokenStack: numbers must be float or double");
            };
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /**
     * The stack of these numbers (copied).
     *
     * @param packed {@code float[]} or {@code double[]}, count x n x L
     */
    public static TokenStack<?> of(Object packed, int count, int n, int L) {
        TokenStack<?> stack = allocate(packed instanceof float[] ? Precision.FLOAT32 : Precision.FLOAT64, count, n, L);
        for (int row = 0; row < count * n; row++) {
            int from = stack.at(row / n) + row % n * stack.stride();
            System.arraycopy(packed, row * L, stack.data(row / n), from, L);
        }
        return stack;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenStack<?> stack
                && count == stack.count
                && n == stack.n
                && L == stack.L
                && Arrays.deepEquals(segments, stack.segments);
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
