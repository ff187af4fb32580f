package icd.task;

import icd.io.NpyArray;
import icd.io.Npz;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.math.CheckedMatrix;
import icd.math.Finite;
import icd.math.Norm;
import icd.math.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Many examples: prompts, each a context X (n x L) and a query {@math x~}, with their targets x and, where they were drawn here,
 * the instances {@math p_X} they came from.
 *
 * <p>Contexts lie one after another in one array of float32 or float64; queries and targets are numbers of the same
 * precision, held as doubles. Nothing is modified after construction.
 */
public final class PromptSet {

    private final int size;
    private final int n;
    private final int L;
    private final Precision precision;
    private final TokenStack<?> contexts;
    private final double[] queries;
    private final double[] targets;
    private final Truth truth;
    private Derived derived = new Derived();

    /**
     * The origin of prompts.
     *
     * @param instances one for each prompt
     * @param noises Sigma_Z of each prompt
     * @param origin the stream they were drawn from; null where they were not drawn here
     */
    record Truth(Task task, Instance[] instances, Covariance[] noises, Origin origin) {

        Truth slice(int from, int to) {
            return new Truth(
                    task,
                    Arrays.copyOfRange(instances, from, to),
                    Arrays.copyOfRange(noises, from, to),
                    origin == null ? null : new Origin(origin.seed, origin.purpose, origin.from + from));
        }
    }

    /**
     * The place of prompts in a stream: drawing them again gives the same bits.
     *
     * @param seed of the stream
     * @param purpose of the stream
     * @param from number of the first
     */
    public record Origin(long seed, String purpose, int from) {}

    /** @param truth null where it is unknown */
    PromptSet(
            int n,
            int L,
            Precision precision,
            TokenStack<?> contexts,
            double[] queries,
            double[] targets,
            Truth truth) {
        this.size = queries.length / n;
        this.n = n;
        this.L = L;
        this.precision = precision;
        this.contexts = contexts;
        this.queries = queries;
        this.targets = targets;
        this.truth = truth;
    }

    /**
     * Draws prompts 0, 1, ..., count - 1 of a stream. Prompt i depends on the task, L, seed, purpose and i alone.
     *
     * @param count how many, at least 1
     * @param L context length; 0 gives queries and targets without context, for which oracles are enough
     * @param purpose which stream, such as {@code "prompts"} or {@code "fresh prompts"}
     * @throws IllegalArgumentException if count or L is out of range, or N n or sixteen times n L is {@math 2^31} or more
     * @throws ArithmeticException if a token or query is not a finite number of the precision
     */
    public static PromptSet draw(
            Task task, int count, int L, Precision precision, long seed, String purpose, Workers workers) {
        return draw(task, 0, count, L, precision, seed, purpose, workers);
    }

    /** As {@link #draw(Task, int, int, Precision, long, String, Workers)}, from prompt {@code from} of the stream on. */
    public static PromptSet draw(
            Task task, int from, int count, int L, Precision precision, long seed, String purpose, Workers workers) {
        return PromptDrawing.draw(task, from, count, L, precision, seed, purpose, workers);
    }

    /**
     * Prompts from elsewhere, whose instances are unknown.
     *
     * @param contexts N x n x L; not copied
     * @param queries N x n; not copied
     * @param targets N x n; not copied. All n NaN where a target is unknown.
     * @throws IllegalArgumentException if the shapes do not fit, or a number is not finite
     */
    public static PromptSet of(TokenStack<?> contexts, double[] queries, double[] targets) {
        int expected = contexts.count() * contexts.n();
        if (queries.length != expected || targets.length != expected) {
            throw new IllegalArgumentException("PromptSet.of: queries and targets must hold N x n = " + contexts.count()
                    + " x " + contexts.n() + " numbers, got " + queries.length + " and " + targets.length);
        }
        contexts.requireFinite("PromptSet.of");
        Finite.numbers("PromptSet.of", "queries", queries);
        PromptSet prompts =
                new PromptSet(contexts.n(), contexts.L(), contexts.precision(), contexts, queries, targets, null);
        for (int k = 0; k < prompts.size; k++) {
            double[] target = Arrays.copyOfRange(targets, k * prompts.n, (k + 1) * prompts.n);
            if (!Arrays.stream(target).allMatch(Double::isNaN)) {
                Finite.numbers("PromptSet.of", "target of prompt " + k, target);
            }
        }
        return prompts;
    }

    /**
     * Prompts put together, such as a user's own.
     *
     * @param prompts at least one, of one n and L (copied)
     * @throws IllegalArgumentException if there is none, or they differ in n or L
     */
    public static PromptSet of(List<Prompt> prompts) {
        return PromptDrawing.together(prompts);
    }

    /**
     * These prompts with the truth they came from.
     *
     * @param instances one for each prompt; not copied
     * @throws IllegalArgumentException if there are more or fewer instances than prompts, the task is of another dimension,
     *     or its noise is not isotropic, so that each prompt's must be given too
     */
    public PromptSet drawnFrom(Task task, Instance... instances) {
        if (!task.noise().isIsotropic()) {
            throw new IllegalArgumentException("PromptSet.drawnFrom: noises must be given where the task's noise is not"
                    + " isotropic, got " + task.noise() + " and none");
        }
        Covariance[] noises = new Covariance[size];
        Arrays.fill(noises, Covariance.isotropic(n, task.noise().variance()));
        return drawnFrom(task, instances, noises);
    }

    /**
     * As {@link #drawnFrom(Task, Instance...)}, with the noise on each query.
     *
     * @param noises {@math Sigma_Z}, one for each prompt; not copied
     */
    public PromptSet drawnFrom(Task task, Instance[] instances, Covariance[] noises) {
        if (task.n() != n) {
            throw new IllegalArgumentException(
                    "PromptSet.drawnFrom: task and prompts must be of one dimension, got n = " + task.n() + " and n = "
                            + n);
        }
        if (instances.length != size || noises.length != size) {
            throw new IllegalArgumentException("PromptSet.drawnFrom: there must be one instance for each of " + size
                    + " prompts, got " + instances.length
                    + (noises.length == size ? "" : " and " + noises.length + " noises"));
        }
        return new PromptSet(n, L, precision, contexts, queries, targets, new Truth(task, instances, noises, null));
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
        PromptSet view = new PromptSet(n, L, precision, contexts, queries, targets, truth);
        view.derived = derived;
        return view;
    }

    /**
     * The same prompts with every token of the contexts at root mean square 1: {@math x sqrt(n)/||x||}, a zero token staying zero.
     * Queries and targets stay as they are. Computed when first asked for, in one pass, and kept: a copy of the contexts.
     */
    public PromptSet withNormalisedContexts() {
        synchronized (derived) {
            if (derived.normalised == null) {
                TokenStack<?> tokens = TokenStack.allocate(precision, size, n, L);
                normalise(contexts(), tokens);
                derived.normalised = new PromptSet(n, L, precision, tokens, queries, targets, truth);
            }
            return derived.normalised.withQueries(queries);
        }
    }

    private void normalise(TokenStack<?> from, TokenStack<?> to) {
        double root = Math.sqrt(n);
        double[] token = new double[n];
        double[] row = new double[L];
        double[] norms = new double[L];
        for (int k = 0; k < size; k++) {
            Workers.poll();
            for (int t = 0; t < L; t++) {
                for (int i = 0; i < n; i++) {
                    token[i] = from.get(k, i, t);
                }
                norms[t] = Norm.of(token, 0, n);
            }
            for (int i = 0; i < n; i++) {
                for (int t = 0; t < L; t++) {
                    row[t] = norms[t] == 0 ? 0 : root * (from.get(k, i, t) / norms[t]);
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
     * @throws IllegalStateException if {@math L = 0}
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

    /**
     * The context of prompt k as an n x L matrix: a view, not a copy. An operand whose shape does not fit is an error, see
     * {@link CheckedMatrix}.
     */
    public MatrixStore<Double> context(int k) {
        return CheckedMatrix.of(new ContextView(this, contexts(), check(k)));
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

    /** Prompt k: a view, not a copy. */
    public Prompt prompt(int k) {
        return new Prompt(this, check(k));
    }

    /** Whether the task, the instances and the noises are known, so that oracles can be asked. */
    public boolean knowsTruth() {
        return truth != null;
    }

    /** Where the prompts were drawn from; empty if they came otherwise. */
    public Optional<Origin> origin() {
        return truth == null ? Optional.empty() : Optional.ofNullable(truth.origin);
    }

    /** Empty where the prompts were imported. */
    Optional<Truth> truth() {
        return Optional.ofNullable(truth);
    }

    private Truth truth(String asked) {
        if (truth == null) {
            throw new UnknownInstanceException(asked);
        }
        return truth;
    }

    /**
     * The instance that prompt k was drawn from.
     *
     * @throws UnknownInstanceException if the prompts were imported
     */
    public Instance instance(int k) {
        return truth("instance").instances[check(k)];
    }

    /**
     * The covariance {@math Sigma_Z} of the noise on query k, in the coordinates before any transform of the task.
     *
     * @throws UnknownInstanceException if the prompts were imported
     */
    public Covariance noise(int k) {
        return truth("noise").noises[check(k)];
    }

    /**
     * The task the prompts were drawn from.
     *
     * @throws UnknownInstanceException if the prompts were imported
     */
    public Task task() {
        return truth("task").task;
    }

    /**
     * Returns {@math X X^T / L} of every context, N x n x n: linear attention depends on a context through it alone. It is
     * computed when it is first requested, in one pass, and kept.
     */
    public double[] secondMoments() {
        synchronized (derived) {
            if (derived.secondMoments == null) {
                if ((double) size * n * n > Integer.MAX_VALUE - 8) {
                    throw new IllegalStateException("PromptSet.secondMoments: N x n x n must be below 2^31, to be one"
                            + " array, got N = " + size + " and n = " + n + "; linear attention needs fewer prompts");
                }
                double[] c = new double[size * n * n];
                secondMoments(contexts(), c);
                derived.secondMoments = c;
            }
            return derived.secondMoments;
        }
    }

    private <A> void secondMoments(TokenStack<A> stack, double[] c) {
        TokenKernel<A> kernel = Kernel.chosen().of(stack);
        for (int k = 0; k < size; k++) {
            Workers.poll();
            kernel.secondMoment(stack.data(k), stack.at(k), n, L, stack.stride(), c, k * n * n);
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
                truth == null ? null : truth.slice(from, to));
    }

    /** These prompts in a precision: rounded, or the same numbers in more bits; itself where it has that precision already. */
    public PromptSet in(Precision precision) {
        if (precision == this.precision) {
            return this;
        }
        TokenStack<?> tokens = null;
        if (contexts != null) {
            tokens = TokenStack.allocate(precision, size, n, L);
            double[] row = new double[L];
            for (int k = 0; k < size; k++) {
                Workers.poll();
                for (int i = 0; i < n; i++) {
                    for (int t = 0; t < L; t++) {
                        row[t] = contexts.get(k, i, t);
                    }
                    tokens.setRow(k, i, row, 0);
                }
            }
        }
        return new PromptSet(n, L, precision, tokens, rounded(queries, precision), rounded(targets, precision), truth);
    }

    private static double[] rounded(double[] values, Precision precision) {
        return Arrays.stream(values)
                .map(value -> PromptDrawing.round(value, precision))
                .toArray();
    }

    /**
     * The first prompts for training, and the rest to test on.
     *
     * @param share of the prompts to train on, in (0, 1), rounded to a whole number of them; at least one is left on either
     *     side
     */
    public Split split(double share) {
        if (!(share > 0 && share < 1) || size < 2) {
            throw new IllegalArgumentException(
                    "PromptSet.split: share must be in (0, 1), and there must be two prompts or more, got " + share
                            + " of " + size);
        }
        int train = Math.clamp(Share.round(share, size), 1, size - 1);
        return new Split(slice(0, train), slice(train, size));
    }

    /**
     * Writes {@code X} (N, n, L), {@code query} and {@code target} (N, n) in the set's precision, and in float64 what is known
     * of the instances: {@code basis} (N, n, m) and {@code projector} (N, n, n) with {@code sigma0_sq} or {@code R}, and
     * {@code rho} and {@code context_noise} of state spaces, or {@code centres}
     * (N, n, K), {@code weights} and {@code variances} (K), or (N, K) with weights of 0 where a prompt has fewer components, or
     * {@code SigmaX} (N, n, n) of Gaussian tokens, with {@code mean} (N, n) unless it is 0, or {@code tokens} (count, n) of a user's
     * own; {@code sigmaZ_sq}, or {@code SigmaZ} (N, n, n); {@code A} (n, n) and
     * {@code A_target} of transformed prompts. Instances of a user's own code are not written.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path npz) throws IOException {
        PromptFiles.write(this, npz);
    }

    /** Does the same as {@link #write(Path)}; missing folders are made, and the shell prints the file's path. */
    public void write(String npz) throws IOException {
        PromptFiles.save(this, npz);
    }

    /** The arrays of a file that {@link #read} reads: those that {@link #write} writes but for the projectors, which the bases tell. */
    public SequencedMap<String, NpyArray> arrays() {
        return PromptFiles.arrays(this);
    }

    /**
     * Reads prompts from {@code X} (N, n, L), {@code query} and, where it is known, {@code target} (N, n); the type of {@code X} decides the
     * precision, to which the others are rounded: float32 for floats of 16 and 32 bits, else float64. Where the file holds what
     * {@link #write} writes of instances and noises, these are known again, so that oracles can be asked.
     *
     * @throws IOException if the file cannot be read, an array is missing, the shapes do not fit, or there are no prompts
     *     or numbers that are not finite
     */
    public static PromptSet read(Path npz) throws IOException {
        return of(Npz.read(npz, PromptFiles.READ::contains), npz.toString());
    }

    /** As {@link #read}, from arrays already read; {@code name} is what messages call them. */
    public static PromptSet of(SequencedMap<String, NpyArray> arrays, String name) throws IOException {
        return PromptFiles.of(arrays, name);
    }

    @Override
    public String toString() {
        return size + " prompts of " + L + " tokens in R^" + n + ", " + precision
                + (truth == null ? ", imported" : ", " + truth.task);
    }

    /**
     * Values that are computed from the contexts when they are first requested; all sets that differ only in their
     * queries share them.
     */
    private static final class Derived {
        private double[] secondMoments;
        private PromptSet normalised;
    }
}
