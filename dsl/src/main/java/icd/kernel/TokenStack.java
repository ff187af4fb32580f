package icd.kernel;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Many n x L matrices of tokens, one after another in an array, each row-major: coordinate i of token t of matrix k is
 * at {@code at(k) + i stride + t} of {@code data(k)}. Only stacks of more than 32 MB have several arrays: the JVM
 * zeroes an array without a safepoint, and while it zeroes gigabytes, nothing else can be done, not even an answer to
 * Ctrl-C. Stacks that would take more than a quarter of the heap lie in a file, and {@code data(k)} is a copy of one
 * matrix: numbers are set before they are read.
 *
 * <p>Rows are filled with zeros to a multiple of sixteen numbers, and the first begins {@link #LEAD} bytes into the
 * array, so that wherever the JVM puts a large array on a boundary of 64 bytes, as G1 does, every row of it is on one
 * too, and no load of a vector touches two cache lines (measured: every pass takes a fifth less time).
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class TokenStack<A> {

    /** The rest of 64 bytes after an array's header of 16. */
    private static final int LEAD = 48;

    private static final int ROUND_TO = 16;

    private static final long SEGMENT_BYTES = 32L << 20;

    /** The bytes before an array's first number. */
    private static final int HEADER = 16;

    /**
     * The number of groups of matrices that leave room for the header. G1 gives a large array whole regions of its
     * heap, 8 MB each on a machine with 16 to 32 GB: an array of 32 MB and a header would take 40.
     */
    private static final int MANY = 8;

    /**
     * The number of matrices of which those in one array are a multiple, so that work in groups of this size never
     * needs two arrays.
     */
    private static final int TOGETHER = 16;

    /**
     * The bytes of copies of matrices in a file that are kept for a thread, which visits some of them several times.
     */
    private static final long RECENT_BYTES = 1 << 20;

    private final Precision precision;
    private final A[] segments; // null where the numbers lie in a file
    private final TokenFile file; // null where there is none
    private final ThreadLocal<Recent> recent; // null where there is none
    private final int each;
    private final int lead;
    private final int count;
    private final int n;
    private final int L;

    /** @param each matrices in every array but the last */
    private TokenStack(Precision precision, A[] segments, TokenFile file, int each, int count, int n, int L) {
        this.precision = precision;
        this.segments = segments;
        this.file = file;
        this.recent = file == null ? null : ThreadLocal.withInitial(this::recent);
        this.each = each;
        this.lead = LEAD / bytes(precision);
        this.count = count;
        this.n = n;
        this.L = L;
    }

    /**
     * Copies of the matrices that a thread has requested last, each where its number says. Arrays are never used again
     * for other matrices, as the caller may still hold one.
     */
    private record Recent(int[] numbers, Object[] arrays) {}

    private Recent recent() {
        int slots = Math.clamp(RECENT_BYTES / ((long) n * stride() * bytes(precision)), 1, 64);
        int[] numbers = new int[slots];
        Arrays.fill(numbers, -1);
        return new Recent(numbers, new Object[slots]);
    }

    /**
     * Creates a stack of one array.
     *
     * @param data {@code float[]} or {@code double[]}; not copied
     * @param count number of matrices
     * @param n rows: coordinates of a token
     * @param L columns: tokens
     */
    public TokenStack(A data, int count, int n, int L) {
        this(precision(data), only(data), null, count, count, n, L);
        positive(count, n, L);
        int length = data instanceof float[] f ? f.length : ((double[]) data).length;
        if (length != size(count, n, L, lead)) {
            throw new IllegalArgumentException("TokenStack: data must be laid out as allocate() does, got " + length
                    + " numbers for " + count + " x " + n + " x " + L);
        }
    }

    @SuppressWarnings("unchecked") // the data is an array, as required
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
     * Creates a stack of zeros, in memory or, where it is larger than {@link #mostBytes}, in a file.
     *
     * @throws IllegalStateException if the disk has no room for it
     * @throws IllegalArgumentException if a length is not positive, or sixteen matrices (all, where there are fewer)
     *     would not fit into one array
     * @throws java.util.concurrent.CancellationException if the thread is interrupted before the last of several
     *     arrays, whose number and progress it reports to the {@link WorkObserver} of the scope
     */
    public static TokenStack<?> allocate(Precision precision, int count, int n, int L) {
        return allocate(precision, count, n, L, mostBytes());
    }

    /** @param most the most bytes that are taken from the heap; a larger stack lies in a file */
    static TokenStack<?> allocate(Precision precision, int count, int n, int L, long most) {
        positive(count, n, L);
        int each = each(precision, count, n, L);
        boolean filed = (double) count * n * stride(L) * bytes(precision) > most;
        TokenFile file = filed ? TokenFile.ofZeros((long) count * n * stride(L) * bytes(precision)) : null;
        int[] lengths = filed ? new int[0] : lengths(precision, count, n, L, each);
        return switch (precision) {
            case FLOAT32 ->
                new TokenStack<>(
                        precision,
                        segments(float[][]::new, float[]::new, lengths),
                        file,
                        filed ? 1 : each,
                        count,
                        n,
                        L);
            case FLOAT64 ->
                new TokenStack<>(
                        precision,
                        segments(double[][]::new, double[]::new, lengths),
                        file,
                        filed ? 1 : each,
                        count,
                        n,
                        L);
        };
    }

    /** Returns the most bytes that a stack takes from the heap, a quarter of it; a larger one lies in a file. */
    public static long mostBytes() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    /** Returns the number of matrices in an array. */
    static int each(Precision precision, int count, int n, int L) {
        int together = Math.min(count, TOGETHER);
        if (size(together, n, L, LEAD / bytes(precision)) > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("TokenStack: " + together + " x n x L must be below 2^31, as so many"
                    + " prompts are in one array, got n = " + n + " and L = " + L);
        }
        long group = (long) TOGETHER * n * stride(L) * bytes(precision);
        long groups = SEGMENT_BYTES / group;
        if (groups >= MANY) {
            groups = (SEGMENT_BYTES - LEAD - HEADER) / group;
        }
        return (int) Math.min(count, Math.max(1, groups) * TOGETHER);
    }

    /** Returns the lengths of the arrays, which together may have more than 2^31 numbers. */
    static int[] lengths(Precision precision, int count, int n, int L, int each) {
        int[] lengths = new int[(int) (((long) count + each - 1) / each)];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = (int) size(Math.min(each, count - i * each), n, L, LEAD / bytes(precision));
        }
        return lengths;
    }

    private static <A> A[] segments(IntFunction<A[]> several, IntFunction<A> one, int[] lengths) {
        A[] segments = several.apply(lengths.length);
        if (lengths.length == 0) {
            return segments;
        }
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
        return precision;
    }

    /** Returns the number of matrices. */
    public int count() {
        return count;
    }

    /** Returns the rows: coordinates of a token. */
    public int n() {
        return n;
    }

    /** Returns the columns: tokens. */
    public int L() {
        return L;
    }

    /**
     * Returns the array of a stack that has only one, {@code float[]} or {@code double[]}.
     *
     * @throws IllegalStateException if it has several
     */
    public A data() {
        if (segments.length != 1) {
            throw new IllegalStateException("TokenStack.data: the stack must be in one array, got one of "
                    + (file == null ? segments.length : count) + "; ask for that of a matrix");
        }
        return segments[0];
    }

    /**
     * Returns the array that holds matrix k, {@code float[]} or {@code double[]}; in memory sixteen matrices from a
     * multiple of sixteen share one. It is only read: numbers are set with {@link #setPart}.
     */
    public A data(int k) {
        return file == null ? segments[segment(k)] : fromFile(k);
    }

    @SuppressWarnings("unchecked") // of the stack's own precision
    private A fromFile(int k) {
        Recent recent = this.recent.get();
        int slot = k % recent.numbers.length;
        if (recent.numbers[slot] != k) {
            int size = n * stride();
            Object copy;
            if (precision == Precision.FLOAT32) {
                float[] numbers = new float[lead + size];
                file.read((long) k * size, numbers, lead, size);
                copy = numbers;
            } else {
                double[] numbers = new double[lead + size];
                file.read((long) k * size, numbers, lead, size);
                copy = numbers;
            }
            recent.arrays[slot] = copy;
            recent.numbers[slot] = k;
        }
        return (A) recent.arrays[slot];
    }

    private int segment(int k) {
        return segments.length == 1
                ? 0
                : file != null ? k : Math.min(k / each, segments.length - 1); // a division costs as much as a token
    }

    /**
     * Returns the distance from one row to the next: L rounded up to a multiple of sixteen. Columns from L on are zero.
     */
    public int stride() {
        return stride(L);
    }

    /**
     * Returns the index where matrix k begins in its array; in memory {@code at(count())} is the end of the last
     * matrix.
     */
    public int at(int k) {
        return lead + (k - segment(k) * each) * n * stride();
    }

    /** Returns coordinate i of token t of matrix k. */
    public double get(int k, int i, int t) {
        int index = at(k) + i * stride() + t;
        A data = data(k);
        return data instanceof float[] f ? f[index] : ((double[]) data)[index];
    }

    /** Sets coordinate i of all tokens of matrix k to L values from {@code from}, rounding to the stack's precision. */
    public void setRow(int k, int i, double[] values, int from) {
        setPart(k, i, 0, values, from, L);
    }

    /** Sets coordinate i of {@code tokens} tokens of matrix k, from token t on, rounding to the stack's precision. */
    public void setPart(int k, int i, int t, double[] values, int from, int tokens) {
        int into = i * stride() + t;
        if (precision == Precision.FLOAT64) {
            copy(values, from, k, into, tokens);
            return;
        }
        float[] rounded = file == null ? (float[]) segments[segment(k)] : new float[tokens];
        int at = file == null ? at(k) + into : 0;
        for (int each = 0; each < tokens; each++) {
            rounded[at + each] = (float) values[from + each];
        }
        if (file != null) {
            copy(rounded, 0, k, into, tokens);
        }
    }

    /** Sets numbers of matrix k from {@code into} on to numbers of the stack's own precision. */
    private void copy(Object numbers, int from, int k, int into, int count) {
        if (file == null) {
            System.arraycopy(numbers, from, segments[segment(k)], at(k) + into, count);
        } else if (numbers instanceof float[] f) {
            file.write((long) k * n * stride() + into, f, from, count);
        } else {
            file.write((long) k * n * stride() + into, (double[]) numbers, from, count);
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

    /** Returns a copy of matrices from (inclusive) to (exclusive). */
    @SuppressWarnings("unchecked") // allocated in the stack's own precision
    public TokenStack<A> slice(int from, int to) {
        TokenStack<A> part = (TokenStack<A>) allocate(precision(), to - from, n, L);
        for (int k = from; k < to; k++) {
            part.copy(data(k), at(k), k - from, 0, n * stride());
        }
        return part;
    }

    /**
     * Returns the numbers without the filling of the rows: count x n x L, {@code float[]} or {@code double[]} (a copy).
     *
     * @throws IllegalStateException if they are too many for one array
     */
    public Object packed() {
        double size = (double) count * n * L;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("TokenStack.packed: count x n x L must be below 2^31, to be one array, got "
                    + count + " x " + n + " x " + L + "; take slices");
        }
        Object packed = precision == Precision.FLOAT32 ? new float[(int) size] : new double[(int) size];
        for (int row = 0; row < count * n; row++) {
            System.arraycopy(data(row / n), at(row / n) + row % n * stride(), packed, row * L, L);
        }
        return packed;
    }

    /** Returns whether another stack has the same shape, and the same bits as numbers. */
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
     * Returns the stack of these numbers (copied).
     *
     * @param packed {@code float[]} or {@code double[]}, count x n x L
     */
    public static TokenStack<?> of(Object packed, int count, int n, int L) {
        TokenStack<?> stack = allocate(packed instanceof float[] ? Precision.FLOAT32 : Precision.FLOAT64, count, n, L);
        for (int row = 0; row < count * n; row++) {
            stack.copy(packed, row * L, row / n, row % n * stack.stride(), L);
        }
        return stack;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenStack<?> stack
                && count == stack.count
                && n == stack.n
                && L == stack.L
                && hasNumbersOf(stack);
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
