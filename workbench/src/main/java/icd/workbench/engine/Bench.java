package icd.workbench.engine;

import icd.attention.Architecture.Mask;
import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.attention.LayerStack;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import icd.train.BatchOrder;
import icd.train.Cohort;
import icd.train.Decay;
import icd.train.Learner;
import icd.train.Losses;
import icd.train.Optimiser;
import icd.train.Trainer;
import icd.train.TrainingOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Times the parts of trainings against summing the training set's array once, which no epoch that reads it can beat.
 * Everything runs in one process, times are medians, and both sides use equally many threads.
 */
public final class Bench {

    /** The number of layers in a group that is trained side by side. */
    public static final int GROUP = 6;

    private static final int REPEATS = 20;
    private static final Optimiser PUBLISHED = new Optimiser.Adam(0.01);

    /**
     * An optimiser whose steps are so small that sums over many tokens, which some attentions do not normalise, stay
     * finite in all epochs.
     */
    private static final Optimiser STILL = new Optimiser.Adam(1e-9);

    private static final int BATCH = 80;

    /** An epoch of a layer is timed on fewer prompts where it is more work than so many epochs of softmax attention. */
    private static final double MOST_WORK = 20;

    /** Work is warm when it has not become faster for so long; the compiler may finish late what it was given early. */
    private static final long WARM_UP_NANOS = 1_200_000_000;

    private static final long LONGEST_WARM_UP_NANOS = 10_000_000_000L;
    private static final double FASTER = 0.97;

    private static final int MOST_EPOCHS = 100_000;

    /**
     * The prompts of an epoch.
     *
     * @param n coordinates of a token
     * @param L tokens of a prompt
     * @param prompts the number of prompts
     */
    public record Shape(int n, int L, int prompts) {

        /** The shape in the paper. */
        public static final Shape PUBLISHED = new Shape(16, 500, 800);

        PromptSet draw(Precision precision, Workers workers) {
            return PromptSet.draw(new Subspaces(n, (n + 1) / 2, 2, 1), prompts, L, precision, 0, "bench", workers);
        }

        /**
         * Returns the number of multiplications and additions in an epoch of linear or softmax attention; each counts
         * as one, one after the other.
         */
        double multiplications(String what) {
            double perPass = (double) n * prompts * (what.contains("linear") ? n : L);
            return (what.contains("losses") ? 2 : 4) * perPass;
        }
    }

    /**
     * The times of one measurement.
     *
     * @param median the median in milliseconds
     * @param low the lower quartile
     * @param high the upper quartile
     */
    public record Time(double median, double low, double high) {

        Time over(double parts) {
            return new Time(median / parts, low / parts, high / parts);
        }
    }

    /**
     * One line of the result.
     *
     * @param what {@code streaming}, {@code linear}, {@code softmax}, or the name of a further row
     * @param precision of the tokens
     * @param kernel {@code simd}, {@code scalar} or {@code ojalgo}
     * @param threads the number of threads that work at a time
     * @param time the median and the quartiles of {@value #REPEATS} runs
     * @param ratio the ratio to streaming in the same precision with the same threads
     * @param bound the milliseconds that the machine needs at least, for reading and multiplying; where multiplications
     *     are not counted, for reading alone; NaN for drawing
     * @param perWork the time over that of an epoch of softmax attention, each divided by its {@link LayerWork}; NaN where it was not
     *     asked for. At most 3 is wanted
     */
    public record Row(
            String what,
            Precision precision,
            String kernel,
            int threads,
            Time time,
            double ratio,
            double bound,
            double perWork) {

        /** Returns the median in milliseconds. */
        public double milliseconds() {
            return time.median();
        }
    }

    private final Shape shape;
    private final Set<String> wanted;
    private final Consumer<Row> rows;

    private Bench(Shape shape, Set<String> wanted, Consumer<Row> rows) {
        this.shape = shape;
        this.wanted = wanted;
        this.rows = rows;
    }

    /**
     * Runs everything for 1 thread and for all, and then, on one thread and in float32, what else there is to time: layers side by side,
     * their losses, drawing, the other attentions, positions, heads and stacks; then groups on all threads, one on each. All kernels are timed, those
     * that give the same bits first.
     *
     * @param wanted what is timed, of {@link #names}; streaming always is
     * @param progress receives each row as it comes
     */
    public static List<Row> run(Shape shape, int threads, Set<String> wanted, Consumer<Row> progress) {
        List<Row> rows = new ArrayList<>();
        Bench bench = new Bench(shape, wanted, row -> {
            rows.add(row);
            progress.accept(row);
        });
        for (List<Kernel> kernels : List.of(List.of(Kernel.simd(), Kernel.scalar()), List.of(Kernel.ojalgo()))) {
            for (int count : new TreeSet<>(List.of(1, threads))) {
                try (Workers workers = Workers.of(count)) {
                    for (Precision precision : Precision.values()) {
                        bench.epochs(precision, kernels, workers);
                    }
                }
            }
        }
        bench.further();
        if (threads > 1) {
            try (Workers workers = Workers.of(threads)) {
                bench.groups(List.of(GROUP), workers);
            }
        }
        return rows;
    }

    /** Returns what can be timed, by {@link Row#what}. */
    public static SequencedSet<String> names(Shape shape) {
        List<String> basic = pair(shape.n).map(AttentionLayer::name).toList();
        SequencedSet<String> names = new LinkedHashSet<>(basic);
        for (String name : basic) {
            names.addAll(List.of("losses of " + name, together(name, GROUP), "losses of " + together(name, GROUP)));
        }
        names.add("drawing");
        others(shape).map(Attention::name).forEach(names::add);
        return names;
    }

    private static Stream<AttentionLayer> pair(int n) {
        return Stream.of(AttentionLayer.linear(n), AttentionLayer.softmax(n));
    }

    private static String together(String name, int size) {
        return size == 1 ? name : name + ", each of " + size;
    }

    /** Times streaming, which is our own code, and epochs of single layers. */
    private void epochs(Precision precision, List<Kernel> kernels, Workers workers) {
        PromptSet prompts = shape.draw(precision, workers);
        Machine machine = Machine.measure(prompts, workers);
        if (kernels.contains(Kernel.scalar())) {
            add("streaming", prompts, Kernel.simd(), workers, machine, machine.streaming());
        }
        for (Kernel kernel : kernels) {
            for (AttentionLayer layer : pair(shape.n).toList()) {
                if (wanted.contains(layer.name())) {
                    Attention start = layer.uniform(RandomStream.of(1, "weights"));
                    Time epoch = epoch(start, PUBLISHED, prompts, kernel, workers);
                    add(layer.name(), prompts, kernel, workers, machine, epoch);
                }
            }
        }
    }

    private void further() {
        Workers caller = Workers.caller();
        groups(List.of(1, GROUP), caller);
        PromptSet prompts = shape.draw(Precision.FLOAT32, caller);
        Machine machine = Machine.measure(prompts, caller);
        Kernel kernel = Kernel.chosen();
        if (wanted.contains("drawing")) {
            add("drawing", prompts, kernel, caller, machine, median(() -> shape.draw(Precision.FLOAT32, caller)));
        }
        List<Attention> layers =
                others(shape).filter(layer -> wanted.contains(layer.name())).toList();
        if (!layers.isEmpty()) {
            Attention start = AttentionLayer.softmax(shape.n).uniform(RandomStream.of(1, "weights"));
            Time softmax = epoch(start, PUBLISHED, prompts, kernel, caller);
            layers.forEach(layer -> layer(layer, softmax, prompts, kernel, machine));
        }
    }

    /** Single layers, and layers with positions, heads and stacks, all with scores so small that no power overflows. */
    private static Stream<Attention> others(Shape shape) {
        int n = shape.n;
        Stream<AttentionLayer> single = Stream.of(
                        AttentionLayer.softmax(n).full(),
                        AttentionLayer.gaussian(n),
                        AttentionLayer.sparsemax(n),
                        AttentionLayer.entmax(n, 1.25),
                        AttentionLayer.entmax(n, 1.5),
                        AttentionLayer.entmax(n, 3),
                        AttentionLayer.normmax(n, 2),
                        AttentionLayer.polynomial(n, 3),
                        AttentionLayer.exponential(n))
                .map(layer -> layer.identity(1, 0.01));
        AttentionLayer one = AttentionLayer.softmax(n).identity(1, 0.01);
        AttentionLayer linear = AttentionLayer.linear(n).identity(1, 0.01);
        Stream<Attention> composed = Stream.of(
                one.recency(0.01).trained(),
                linear.recency(0.01).trained(),
                one.sinusoidal().trained(),
                one.learnedPositions(shape.L),
                Heads.of(one, 2),
                LayerStack.of(one, 2),
                one.trainedScales(),
                one.normalised(),
                LayerStack.of(one, 2).mlp(4 * n),
                LayerStack.of(linear, 2).moving(Mask.FULL),
                LayerStack.of(one, 2).moving(Mask.FULL),
                LayerStack.of(one, 2).moving(Mask.CAUSAL),
                LayerStack.of(one, 2).mlp(4 * n).moving(Mask.FULL));
        Stream<Attention> rotary = n % 2 == 0 ? Stream.of(one.rotary().trained()) : Stream.empty();
        return Stream.of(single, composed, rotary).flatMap(layers -> layers);
    }

    /**
     * Times an epoch of a layer on one thread: of few prompts where each is much work, as if they were all.
     *
     * @param softmax the time of an epoch of softmax attention, on all prompts
     */
    private void layer(Attention layer, Time softmax, PromptSet prompts, Kernel kernel, Machine machine) {
        Workers caller = Workers.caller();
        double work = LayerWork.of(layer, shape.L) / LayerWork.of(AttentionLayer.softmax(shape.n), shape.L);
        int count = (int) Math.clamp(shape.prompts * MOST_WORK / work, 1, shape.prompts);
        Time time = epoch(layer, STILL, prompts.slice(0, count), kernel, caller).over((double) count / shape.prompts);
        add(layer.name(), prompts, kernel, caller, machine, time, time.median() / softmax.median() / work);
    }

    /**
     * Times groups of these sizes, one on each thread, as in a sweep: the time is the total divided by the number of
     * all layers.
     */
    private void groups(List<Integer> sizes, Workers workers) {
        PromptSet prompts = shape.draw(Precision.FLOAT32, workers);
        Machine machine = Machine.measure(prompts, workers);
        Kernel kernel = Kernel.chosen();
        for (AttentionLayer layer : pair(shape.n).toList()) {
            for (int size : sizes) {
                List<Cohort> groups = Stream.generate(() -> group(layer, size, prompts))
                        .limit(workers.count())
                        .toList();
                int layers = size * groups.size();
                int[] epoch = {0};
                String what = together(layer.name(), size);
                if (size > 1 && wanted.contains(what)) {
                    Time sweep = median(() -> {
                        epoch[0]++;
                        workers.forEach(
                                groups.size(), (_, item) -> groups.get(item).sweep(epoch[0]));
                    });
                    add(what, prompts, kernel, workers, machine, sweep.over(layers));
                }
                if (wanted.contains("losses of " + what)) {
                    Time losses = median(() -> workers.forEach(
                            groups.size(), (_, item) -> groups.get(item).evaluate(1)));
                    add("losses of " + what, prompts, kernel, workers, machine, losses.over(layers));
                }
            }
        }
    }

    private void add(String what, PromptSet prompts, Kernel kernel, Workers workers, Machine machine, Time time) {
        add(what, prompts, kernel, workers, machine, time, Double.NaN);
    }

    private void add(
            String what,
            PromptSet prompts,
            Kernel kernel,
            Workers workers,
            Machine machine,
            Time time,
            double perWork) {
        double bound = machine.bound(shape, what);
        rows.accept(new Row(
                what,
                prompts.precision(),
                kernel.name(),
                workers.count(),
                time,
                time.median() / machine.streaming().median(),
                bound,
                perWork));
    }

    /**
     * The best speed of the machine.
     *
     * @param streaming the time to read the prompts once
     * @param perMillisecond the multiplications in a millisecond with data in the nearest cache
     */
    private record Machine(Time streaming, double perMillisecond) {

        static Machine measure(PromptSet prompts, Workers workers) {
            Time streaming = median(() -> stream(prompts.contexts(), workers));
            return new Machine(streaming, workers.count() * multiplications(prompts.contexts()));
        }

        private static <A> double multiplications(TokenStack<A> stack) {
            TokenKernel<A> kernel = Kernel.simd().of(stack);
            int rows = 8;
            int tokens = 512;
            int times = 200;
            A x = kernel.allocate(rows * tokens);
            A s = kernel.allocate(tokens);
            double[] u = new double[rows];
            Time time = median(() -> {
                for (int i = 0; i < times; i++) {
                    kernel.scores(x, 0, rows, tokens, u, s);
                }
            });
            return times * rows * (double) tokens / time.low();
        }

        /**
         * Returns the longer of two times: for reading the prompts once, which a group shares, and for multiplying,
         * where multiplications are counted. Linear attention reads second moments instead of prompts.
         */
        double bound(Shape shape, String what) {
            if (what.equals("drawing")) {
                return Double.NaN;
            }
            if (!what.matches("(losses of )?(linear|softmax)(, each of .*)?")) {
                return streaming.median();
            }
            double reading = what.contains("linear") ? 0 : streaming.median() / (what.contains("each of") ? GROUP : 1);
            return Math.max(reading, shape.multiplications(what) / perMillisecond);
        }
    }

    private static <A> void stream(TokenStack<A> stack, Workers workers) {
        TokenKernel<A> kernel = Kernel.simd().of(stack);
        int chunk = 8;
        double[] sums = new double[(stack.count() + chunk - 1) / chunk];
        workers.forEach(sums.length, (worker, item) -> {
            for (int k = item * chunk; k < Math.min(stack.count(), (item + 1) * chunk); k++) {
                sums[item] += kernel.sum(stack.data(k), stack.at(k), stack.at(k) + stack.n() * stack.stride());
            }
        });
        if (Double.isNaN(Arrays.stream(sums).sum())) {
            throw new ArithmeticException("Bench: prompts must be finite, got NaN");
        }
    }

    private static Trainer trainer(
            Attention layer, Optimiser optimiser, PromptSet prompts, Kernel kernel, Workers workers) {
        TrainingOptions options =
                new TrainingOptions(MOST_EPOCHS, Math.min(BATCH, prompts.size()), optimiser, Decay.PUBLISHED);
        PromptSet test = prompts.slice(0, 1);
        return new Trainer("bench", layer, prompts, test, options, BatchOrder.shuffled(1), kernel, workers);
    }

    private static Time epoch(Attention start, Optimiser optimiser, PromptSet prompts, Kernel kernel, Workers workers) {
        Trainer trainer = trainer(start, optimiser, prompts, kernel, workers);
        Losses losses = new Losses(start, prompts, kernel, workers);
        Learner learner = new Learner(trainer, trainer.start(1, 1));
        return median(() -> {
            learner.sweep(losses);
            learner.end(1, 1); // so that the next epoch has another order
        });
    }

    private static Cohort group(AttentionLayer layer, int size, PromptSet prompts) {
        return new Cohort(IntStream.range(0, size)
                .mapToObj(seed -> new Cohort.Member(
                        trainer(
                                layer.uniform(RandomStream.of(seed, "weights")),
                                PUBLISHED,
                                prompts,
                                Kernel.chosen(),
                                Workers.caller()),
                        Optional.empty(),
                        _ -> {},
                        Supplier::get))
                .toList());
    }

    private static void warmUp(Runnable work) {
        long begin = System.nanoTime();
        long end = begin;
        double best = Double.POSITIVE_INFINITY;
        for (long better = begin; end - better < WARM_UP_NANOS && end - begin < LONGEST_WARM_UP_NANOS; ) {
            long start = end;
            work.run();
            end = System.nanoTime();
            if (end - start < FASTER * best) {
                best = end - start;
                better = end;
            }
        }
    }

    private static Time median(Runnable work) {
        warmUp(work);
        double[] milliseconds = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            long start = System.nanoTime();
            work.run();
            milliseconds[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(milliseconds);
        double median = (milliseconds[REPEATS / 2 - 1] + milliseconds[REPEATS / 2]) / 2;
        return new Time(median, milliseconds[REPEATS / 4], milliseconds[REPEATS - 1 - REPEATS / 4]);
    }

    @Override
    public String toString() {
        return "bench of " + shape;
    }
}
