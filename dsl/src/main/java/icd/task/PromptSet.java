package icd.task;

import icd.io.NpyArray;
import icd.io.Npz;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.math.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Many examples: prompts, each a context X (n x L) and a query x~, with their targets x and, where they were drawn here,
 * the instances p_X they came from.
 *
 * <p>Contexts lie one after another in one array of float32 or float64; queries and targets are numbers of the same
 * precision, held as doubles. Nothing is modified after construction.
 */
public final class PromptSet {

    /** Prompts that one piece of parallel work takes; fixed, so that results do not depend on the number of threads. */
    private static final int CHUNK = 16;

    private final int size;
    private final int n;
    private final int L;
    private final Precision precision;
    private final TokenStack<?> contexts;
    private final double[] queries;
    private final double[] targets;
    private final Task task;
    private final Instance[] instances;
    private Derived derived = new Derived();

    private PromptSet(
            int n,
            int L,
            Precision precision,
            TokenStack<?> contexts,
            double[] queries,
            double[] targets,
            Task task,
            Instance[] instances) {
        this.size = queries.length / n;
        this.n = n;
        this.L = L;
        this.precision = precision;
        this.contexts = contexts;
        this.queries = queries;
        this.targets = targets;
        this.task = task;
        this.instances = instances;
    }

    /**
     * Draws prompts 0, 1, ..., count - 1 of a stream. Prompt i depends on the task, L, seed, purpose and i alone.
     *
     * @param count how many, at least 1
     * @param L context length; 0 gives queries and targets without context, for which oracles are enough
     * @param purpose which stream, such as {@code "prompts"} or {@code "fresh prompts"}
     * @throws IllegalArgumentException if count or L is out of range, or the set would exceed 2^31 numbers
     */
    public static PromptSet draw(
            Task task, int count, int L, Precision precision, long seed, String purpose, Workers workers) {
        if (!(count > 0 && L >= 0)) {
            throw new IllegalArgumentException(
                    "PromptSet.draw: count must be > 0 and L >= 0, got " + count + " and " + L);
        }
        int n = task.n();
        if ((long) count * n > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("PromptSet.draw: count x n must be below 2^31, got " + count + " x " + n
                    + "; draw several sets instead");
        }
        double deviation = Math.sqrt(task.noiseVariance());
        TokenStack<?> contexts = L == 0 ? null : TokenStack.allocate(precision, count, n, L);
        double[] queries = new double[count * n];
        double[] targets = new double[count * n];
        Instance[] instances = new Instance[count];
        double[][] buffers = new double[workers.count()][n * (L + 1)];
        workers.forEach((count + CHUNK - 1) / CHUNK, (worker, chunk) -> {
            double[] tokens = buffers[worker];
            for (int k = chunk * CHUNK; k < Math.min(count, (chunk + 1) * CHUNK); k++) {
                RandomStream random = RandomStream.of(seed, purpose, k);
                Instance instance = task.draw(random);
                instances[k] = instance;
                instance.sample(random, L + 1, tokens);
                for (int i = 0; i < n; i++) {
                    if (contexts != null) {
                        contexts.setRow(k, i, tokens, i * (L + 1));
                    }
                    double x = tokens[i * (L + 1) + L];
                    targets[k * n + i] = round(x, precision);
                    queries[k * n + i] = round(Math.fma(deviation, random.gaussian(), x), precision);
                }
            }
        });
        return new PromptSet(n, L, precision, contexts, queries, targets, task, instances);
    }

    private static double round(double value, Precision precision) {
        return precision == Precision.FLOAT32 ? (float) value : value;
    }

    /**
     * Prompts from elsewhere, whose instances are unknown.
     *
     * @param contexts N x n x L; not copied
     * @param queries N x n; not copied
     * @param targets N x n; not copied
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static PromptSet of(TokenStack<?> contexts, double[] queries, double[] targets) {
        int expected = contexts.count() * contexts.n();
        if (queries.length != expected || targets.length != expected) {
            throw new IllegalArgumentException("PromptSet.of: queries and targets must hold N x n = " + contexts.count()
                    + " x " + contexts.n() + " numbers, got " + queries.length + " and " + targets.length);
        }
        return new PromptSet(contexts.n(), contexts.L(), contexts.precision(), contexts, queries, targets, null, null);
    }

    /**
     * These prompts with the truth they came from.
     *
     * @param instances one for each prompt; not copied
     * @throws IllegalArgumentException if there are more or fewer instances than prompts, or the task is of another
     *     dimension
     */
    public PromptSet drawnFrom(Task task, Instance... instances) {
        if (task.n() != n) {
            throw new IllegalArgumentException(
                    "PromptSet.drawnFrom: task and prompts must be of one dimension, got n = " + task.n() + " and n = "
                            + n);
        }
        if (instances.length != size) {
            throw new IllegalArgumentException("PromptSet.drawnFrom: there must be one instance for each of " + size
                    + " prompts, got " + instances.length);
        }
        return new PromptSet(n, L, precision, contexts, queries, targets, task, instances);
    }

    /**
     * The same contexts with other queries, such as states on their way down an energy. Targets and instances stay.
     *
     * @param queries N x n; not copied, so its owner may change it between uses
     * @throws IllegalArgumentException if there are more or fewer numbers
     */
    public PromptSet withQueries(double[] queries) {
        if (queries.length != this.queries.length) {
            throw new IllegalArgumentException("PromptSet.withQueries: queries must hold N x n = " + size + " x " + n
                    + " numbers, got " + queries.length);
        }
        PromptSet view = new PromptSet(n, L, precision, contexts, queries, targets, task, instances);
        view.derived = derived;
        return view;
    }

    /**
     * The same prompts with every token of the contexts at root mean square 1: x sqrt(n)/||x||, a zero token staying zero.
     * Queries and targets stay as they are. Computed when first asked for, in one pass, and kept: a copy of the contexts.
     */
    public PromptSet withNormalisedContexts() {
        synchronized (derived) {
            if (derived.normalised == null) {
                TokenStack<?> tokens = TokenStack.allocate(precision, size, n, L);
                normalise(contexts(), tokens);
                derived.normalised = new PromptSet(n, L, precision, tokens, queries, targets, task, instances);
            }
            return derived.normalised.withQueries(queries);
        }
    }

    private void normalise(TokenStack<?> from, TokenStack<?> to) {
        double[] row = new double[L];
        double[] scale = new double[L];
        for (int k = 0; k < size; k++) {
            for (int t = 0; t < L; t++) {
                double square = 0;
                for (int i = 0; i < n; i++) {
                    square = Math.fma(from.get(k, i, t), from.get(k, i, t), square);
                }
                scale[t] = square > 0 ? Math.sqrt(n / square) : 0;
            }
            for (int i = 0; i < n; i++) {
                for (int t = 0; t < L; t++) {
                    row[t] = scale[t] * from.get(k, i, t);
                }
                to.setRow(k, i, row, 0);
            }
        }
    }

    /** Number of prompts N. */
    public int size() {
        return size;
    }

    /** Ambient dimension. */
    public int n() {
        return n;
    }

    /** Context length: uncorrupted tokens of each prompt. */
    public int L() {
        return L;
    }

    public Precision precision() {
        return precision;
    }

    /**
     * All contexts, N x n x L. Not to be modified.
     *
     * @throws IllegalStateException if L = 0
     */
    public TokenStack<?> contexts() {
        if (contexts == null) {
            throw new IllegalStateException(
                    "PromptSet.contexts: the prompts must have a context, got L = 0 (drawn for oracles only)");
        }
        return contexts;
    }

    /** All queries, N x n. Not to be modified. */
    public double[] queries() {
        return queries;
    }

    /** All targets, N x n. Not to be modified. */
    public double[] targets() {
        return targets;
    }

    /** The context of prompt k as an n x L matrix: a view, not a copy. */
    public MatrixStore<Double> context(int k) {
        return new ContextView(contexts(), check(k));
    }

    /** The query of prompt k, n x 1 (a copy). */
    public R064Store query(int k) {
        return column(queries, check(k));
    }

    /** The target of prompt k, n x 1 (a copy). */
    public R064Store target(int k) {
        return column(targets, check(k));
    }

    private R064Store column(double[] from, int k) {
        return R064Store.wrap(Arrays.copyOfRange(from, k * n, (k + 1) * n));
    }

    private int check(int k) {
        if (!(0 <= k && k < size)) {
            throw new IndexOutOfBoundsException("PromptSet: prompt must be between 0 and " + (size - 1) + ", got " + k);
        }
        return k;
    }

    /**
     * The instance that prompt k was drawn from.
     *
     * @throws UnknownInstanceException if the prompts were imported
     */
    public Instance instance(int k) {
        if (instances == null) {
            throw new UnknownInstanceException("instance");
        }
        return instances[check(k)];
    }

    /**
     * The task the prompts were drawn from.
     *
     * @throws UnknownInstanceException if the prompts were imported
     */
    public Task task() {
        if (task == null) {
            throw new UnknownInstanceException("task");
        }
        return task;
    }

    /**
     * X X^T / L of every context, N x n x n: all that linear attention sees of it. Computed when first asked for, in one
     * pass, and kept.
     */
    public double[] secondMoments() {
        synchronized (derived) {
            if (derived.secondMoments == null) {
                double[] c = new double[Math.multiplyExact(size, n * n)];
                secondMoments(contexts(), c);
                derived.secondMoments = c;
            }
            return derived.secondMoments;
        }
    }

    private <A> void secondMoments(TokenStack<A> stack, double[] c) {
        TokenKernel<A> kernel = Kernel.chosen().of(stack);
        for (int k = 0; k < size; k++) {
            kernel.secondMoment(stack.data(), stack.at(k), n, L, stack.stride(), c, k * n * n);
        }
    }

    /**
     * Prompts from (inclusive) to (exclusive) as a set of their own (a copy).
     *
     * @throws IndexOutOfBoundsException if not 0 &lt;= from &lt; to &lt;= size
     */
    public PromptSet slice(int from, int to) {
        if (!(0 <= from && from < to && to <= size)) {
            throw new IndexOutOfBoundsException("PromptSet.slice: must have 0 <= from < to <= " + size + ", got from = "
                    + from + " and to = " + to);
        }
        return new PromptSet(
                n,
                L,
                precision,
                contexts == null ? null : contexts.slice(from, to),
                Arrays.copyOfRange(queries, from * n, to * n),
                Arrays.copyOfRange(targets, from * n, to * n),
                task,
                instances == null ? null : Arrays.copyOfRange(instances, from, to));
    }

    /**
     * Writes {@code X} (N, n, L), {@code query} and {@code target} (N, n) in the set's precision.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path npz) throws IOException {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("X", new NpyArray(new int[] {size, n, L}, contexts().packed()));
        arrays.put("query", numbers(queries));
        arrays.put("target", numbers(targets));
        Npz.write(npz, arrays);
    }

    private NpyArray numbers(double[] values) {
        if (precision == Precision.FLOAT64) {
            return NpyArray.of(values, size, n);
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return NpyArray.of(rounded, size, n);
    }

    /**
     * Reads prompts from {@code X} (N, n, L), {@code query} and {@code target} (N, n); the type of {@code X} decides the
     * precision, to which the others are rounded.
     *
     * @throws IOException if the file cannot be read, an array is missing, the shapes do not fit, or there are no prompts
     *     or numbers that are not finite
     */
    public static PromptSet read(Path npz) throws IOException {
        return of(Npz.read(npz), npz.toString());
    }

    /** As {@link #read}, from arrays already read; {@code name} is what messages call them. */
    public static PromptSet of(SequencedMap<String, NpyArray> arrays, String name) throws IOException {
        for (String needed : new String[] {"X", "query", "target"}) {
            if (!arrays.containsKey(needed)) {
                throw new IOException(
                        name + ": must hold the arrays X, query and target, got " + arrays.sequencedKeySet());
            }
        }
        int[] shape = arrays.get("X").shape();
        if (shape.length != 3 || Arrays.stream(shape).anyMatch(length -> length == 0)) {
            throw new IOException(
                    name + ": X must be of shape (N, n, L), none of them 0, got " + Arrays.toString(shape));
        }
        int[] flat = {shape[0], shape[1]};
        for (String array : new String[] {"query", "target"}) {
            if (!Arrays.equals(arrays.get(array).shape(), flat)) {
                throw new IOException(name + ": " + array + " must be of shape " + Arrays.toString(flat)
                        + " to go with X " + Arrays.toString(shape) + ", got "
                        + Arrays.toString(arrays.get(array).shape()));
            }
        }
        for (String array : new String[] {"X", "query", "target"}) {
            double[] values = arrays.get(array).doubles();
            for (int i = 0; i < values.length; i++) {
                if (!Double.isFinite(values[i])) {
                    throw new IOException(
                            name + ": " + array + " must hold finite numbers, got " + values[i] + " as number " + i);
                }
            }
        }
        Object data = switch (arrays.get("X").data()) {
            case float[] f -> f;
            default -> arrays.get("X").doubles();
        };
        TokenStack<?> contexts = TokenStack.of(data, shape[0], shape[1], shape[2]);
        return of(
                contexts,
                rounded(arrays.get("query"), contexts.precision()),
                rounded(arrays.get("target"), contexts.precision()));
    }

    private static double[] rounded(NpyArray array, Precision precision) {
        return Arrays.stream(array.doubles())
                .map(value -> round(value, precision))
                .toArray();
    }

    @Override
    public String toString() {
        return size + " prompts of " + L + " tokens in R^" + n + ", " + precision
                + (task == null ? ", imported" : ", " + task);
    }

    /** What is computed from the contexts when first asked for; shared by all sets that differ in their queries alone. */
    private static final class Derived {
        private double[] secondMoments;
        private PromptSet normalised;
    }
}
