package icd.train;

import icd.attention.Attention;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Split;
import icd.task.Task;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A training put together word by word, each giving a new one:
 *
 * <pre>
 *   train(layer).on(prompts.split(0.8)).epochs(100).batch(80).adam(0.01).seed(1).run()
 * </pre>
 *
 * <p>The defaults are the published ones: 100 epochs, batches of 80, Adam at 0.01, a tenth of the rate after 80 % and
 * again after 90 % of the epochs; every weight drawn from {@math U[-1/sqrt n, 1/sqrt n]}, and seed 0. Trainings on the same
 * prompts visit them in the same order (see {@link #order}). The same seeds give the same bits as a recipe with them,
 * whatever the number of threads.
 */
public final class Training {

    private static final TrainingOptions PUBLISHED = TrainingOptions.published(100);

    private final Attention layer;
    private final BiFunction<Attention, RandomStream, Attention> init;
    private final TrainingPrompts train;
    private final PromptSet test;
    private final TrainingOptions options;
    private final OrderedBy order;
    private final long seed;
    private final int threads;
    private final Consumer<TrainingState> afterEpoch;

    private Training(
            Attention layer,
            BiFunction<Attention, RandomStream, Attention> init,
            TrainingPrompts train,
            PromptSet test,
            TrainingOptions options,
            OrderedBy order,
            long seed,
            int threads,
            Consumer<TrainingState> afterEpoch) {
        this.layer = layer;
        this.init = init;
        this.train = train;
        this.test = test;
        this.options = options;
        this.order = order;
        this.seed = seed;
        this.threads = threads;
        this.afterEpoch = afterEpoch;
    }

    /** A training of this layer, its weights to be drawn anew; see {@link #ownWeights} and {@link #init}. */
    public static Training of(Attention layer) {
        return new Training(
                layer,
                Attention::uniform,
                null,
                null,
                PUBLISHED,
                OrderedBy.DATA,
                0,
                Runtime.getRuntime().availableProcessors(),
                _ -> {});
    }

    /** Trains on a fixed set of prompts, watching others. */
    public Training on(Split split) {
        return on(split.train(), split.test());
    }

    /** Trains on a fixed set of prompts, watching others. */
    public Training on(PromptSet train, PromptSet test) {
        return on(TrainingPrompts.fixed(train), test);
    }

    /** Trains on prompts of one's own choice for each epoch, watching others. */
    public Training on(TrainingPrompts train, PromptSet test) {
        return new Training(layer, init, train, test, options, order, seed, threads, afterEpoch);
    }

    /**
     * On fresh prompts in every epoch, drawn in float32 from seed 0 and never seen again; as many others are watched.
     *
     * @param count prompts in an epoch
     * @param L context length
     */
    public Training onFresh(Task task, int count, int L) {
        return onFresh(task, count, L, Precision.FLOAT32, 0);
    }

    /** As {@link #onFresh(Task, int, int)} in any precision and from any seed. */
    public Training onFresh(Task task, int count, int L, Precision precision, long promptSeed) {
        return on(
                TrainingPrompts.fresh(task, count, L, precision, promptSeed),
                PromptSet.draw(task.heldOut(), count, L, precision, promptSeed, "test prompts", Workers.caller()));
    }

    private Training with(TrainingOptions options) {
        return new Training(layer, init, train, test, options, order, seed, threads, afterEpoch);
    }

    /** Sets the number of epochs; epochs to be kept that lie beyond it are dropped. */
    public Training epochs(int epochs) {
        return with(options.withEpochs(epochs));
    }

    /** Prompts in a batch. */
    public Training batch(int batch) {
        return with(options.withBatch(batch));
    }

    /** Trains with Adam at this rate, betas 0.9 and 0.999. */
    public Training adam(double rate) {
        return optimiser(new Optimiser.Adam(rate));
    }

    /** Trains with stochastic gradient descent. */
    public Training sgd(double rate, double momentum) {
        return optimiser(new Optimiser.Sgd(rate, momentum));
    }

    /** Trains with this optimiser. */
    public Training optimiser(Optimiser optimiser) {
        return with(options.with(optimiser));
    }

    /** Trains with Adam at this rate and decoupled weight decay. */
    public Training adamw(double rate, double weightDecay) {
        return optimiser(new Optimiser.AdamW(rate, weightDecay));
    }

    /** Trains with stochastic gradient descent and Nesterov's momentum. */
    public Training nesterov(double rate, double momentum) {
        return optimiser(new Optimiser.Sgd(rate, momentum, true, 0));
    }

    /** Trains with L-BFGS, which sees all training prompts in each step, whatever the batch, and remembers ten steps. */
    public Training lbfgs(double rate) {
        return optimiser(new Lbfgs(rate, 10));
    }

    /** Scales gradients down that are longer than this. */
    public Training clip(double norm) {
        return with(options.clippedTo(norm));
    }

    /** Sets the schedule of the learning rate. */
    public Training schedule(Schedule schedule) {
        return with(options.with(schedule));
    }

    /** Trains with a learning rate that rises for some epochs and then falls to 0 along half a cosine. */
    public Training cosine(int warmup) {
        return schedule(new Schedule.Cosine(0, warmup));
    }

    /** Trains with a learning rate that rises for some epochs and then falls to 0 in a straight line. */
    public Training linear(int warmup) {
        return schedule(new Schedule.Linear(0, warmup));
    }

    /**
     * The learning rate is multiplied by a factor after each of these fractions of the epochs; with none it is constant.
     *
     * @param factor in (0, 1]
     * @param at rising fractions in (0, 1)
     */
    public Training decay(double factor, double... at) {
        return schedule(new Decay(factor, Arrays.stream(at).boxed().toList()));
    }

    /** Trains at a constant rate. */
    public Training noDecay() {
        return schedule(Decay.NONE);
    }

    /** Keeps the layer as it is after these epochs (0 is before training), for {@link Fit#kept}. */
    public Training keep(int... epochs) {
        return with(options.keeping(new TreeSet<>(Arrays.stream(epochs).boxed().toList())));
    }

    /**
     * Ends once the loss on the test prompts has not fallen below its least value for this many epochs; see {@link Stop}.
     *
     * @param epochs at least 1
     */
    public Training patience(int epochs) {
        return with(options.stopping(new Stop(epochs)));
    }

    /** Leaves the weights with the least loss on the test prompts rather than the last. */
    public Training keepBest() {
        return with(options.leaving(WeightsKept.BEST));
    }

    /**
     * Trains the parameters of these names alone, such as {@code W_PV}; the others keep their initial values.
     *
     * @param names as {@link Attention#parameters} has them; none for all
     */
    public Training only(String... names) {
        TrainedPart.of(layer, List.of(names)); // which refuses a name that the layer does not have
        return with(options.training(List.of(names)));
    }

    /**
     * Seed of the first weights, where they are drawn. The order of the batches has it too where the prompts were not drawn from a seed
     * of their own, or {@link #order} says so.
     */
    public Training seed(long seed) {
        return new Training(layer, init, train, test, options, order, seed, threads, afterEpoch);
    }

    /** Sets whose seed orders the batches: that of the prompts by default, or that of the training. */
    public Training order(OrderedBy order) {
        return new Training(layer, init, train, test, options, order, seed, threads, afterEpoch);
    }

    private BatchOrder batches() {
        return BatchOrder.shuffled(order == OrderedBy.DATA ? train.dataSeed().orElse(seed) : seed);
    }

    /** Starts from the weights that the layer has. */
    public Training ownWeights() {
        return init((given, _) -> given);
    }

    /**
     * Starts from other weights.
     *
     * @param init from the layer and the seed's stream of random numbers to the layer to start from
     */
    public Training init(BiFunction<Attention, RandomStream, Attention> init) {
        return new Training(layer, init, train, test, options, order, seed, threads, afterEpoch);
    }

    /** Trains on this many threads, by default on all processors; any number gives the same bits. */
    public Training threads(int threads) {
        if (!(threads > 0)) {
            throw new IllegalArgumentException("Training.threads: threads must be > 0, got " + threads);
        }
        return new Training(layer, init, train, test, options, order, seed, threads, afterEpoch);
    }

    /** Calls an observer with the state after each epoch, for example to show progress; on the thread that trains. */
    public Training watch(Consumer<TrainingState> afterEpoch) {
        return new Training(layer, init, train, test, options, order, seed, threads, afterEpoch);
    }

    /** Returns the options of the training. */
    public TrainingOptions options() {
        return options;
    }

    /**
     * Trains. If the thread is interrupted, this method returns the fit after the last whole epoch, which says so and
     * can be resumed; the interrupt is thereby answered, and the thread is no longer interrupted.
     *
     * @throws IllegalStateException if no prompts to train on were given
     * @throws DivergedException if a loss or gradient is no longer finite
     */
    public Fit run() {
        return whileNotInterrupted(trainer("run"), threads, null, afterEpoch);
    }

    /**
     * Trains and returns the layer alone, with the bits of {@code run().model()}. No loss is measured on the way, which
     * leaves about two thirds of the work, and no observer is called.
     *
     * @throws IllegalStateException if no prompts to train on were given, or the end depends on losses
     * @throws DivergedException if the loss of a batch or its gradient is no longer finite
     * @throws CancellationException if the thread is interrupted
     */
    public Attention model() {
        Trainer trainer = trainer("model");
        if (options.stop().isPresent() || options.weightsKept() == WeightsKept.BEST) {
            throw new IllegalStateException("Training.model: patience and keepBest need losses; say run().model()");
        }
        try (Workers workers = Workers.of(threads)) {
            return trainer.with(workers).model();
        }
    }

    private Trainer trainer(String method) {
        if (train == null) {
            throw new IllegalStateException("Training." + method
                    + ": there must be prompts to train on, got none; say on(train, test)"
                    + " or onFresh(task, count, L)");
        }
        Attention start = init.apply(layer, RandomStream.of(seed, "weights"));
        return new Trainer(
                start.name(),
                start,
                train,
                test,
                options.optimiser().needsAllPrompts() ? options.withBatch(train.size()) : options,
                batches(),
                OptionalLong.of(seed),
                Kernel.chosen(),
                Workers.caller());
    }

    /** @param from null for the start */
    static Fit whileNotInterrupted(
            Trainer trainer, int threads, TrainingState from, Consumer<TrainingState> afterEpoch) {
        TrainingState[] last = {from != null ? from : trainer.start(Double.NaN, Double.NaN)};
        TrainingObserver observer = TrainingObserver.CURRENT.isBound() ? TrainingObserver.CURRENT.get() : null;
        Follower watching = state -> {
            last[0] = state;
            if (observer != null) {
                observer.epoch(trainer, state);
            }
            afterEpoch.accept(state);
        };
        if (observer != null) {
            observer.begun(trainer);
        }
        try (Workers workers = Workers.of(threads)) {
            Trainer working = trainer.with(workers);
            Fit fit = from == null ? working.run(watching) : working.resume(from, watching);
            return new Fit(trainer, threads, fit.state(), false);
        } catch (CancellationException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            return new Fit(trainer, threads, last[0], true);
        } finally {
            if (observer != null) {
                observer.ended();
            }
        }
    }

    @Override
    public String toString() {
        return String.format(
                "training of %s%n  on %s%n  %d epochs, batches of %d, %s, seed %d",
                layer.name(),
                train == null ? "nothing yet" : train,
                options.epochs(),
                options.batch(),
                options.optimiser(),
                seed);
    }
}
