package icd.train;

import java.util.SequencedMap;
import java.util.stream.Collectors;

/** A training in progress: its parameters and its optimiser, from one epoch to the next. For one thread. */
public final class Learner {

    private final Trainer trainer;
    private final TrainedPart trained;
    private final double[] theta;
    private final SequencedMap<String, double[]> optimiser;
    private final double[] gradient;
    private TrainingState state;
    private long step;
    private double lastFinite;
    private double factor;

    /** Goes on from a state, which is not modified. */
    public Learner(Trainer trainer, TrainingState state) {
        this.trainer = trainer;
        this.trained = trainer.trained();
        this.state = state;
        this.theta = state.theta().clone();
        this.optimiser = TrainingState.copy(state.optimiser());
        this.gradient = new double[theta.length];
        String needed = shapes(trainer.options().optimiser().start(trained.count(theta)));
        if (!shapes(optimiser).equals(needed)) {
            throw new IllegalArgumentException(
                    "Learner: state must be of " + trainer.options().optimiser() + " for " + trained.count(theta)
                            + " parameters, with the arrays " + needed + ", got " + shapes(optimiser));
        }
        boolean keepsBest = trainer.options().weightsKept() == WeightsKept.BEST;
        if (keepsBest != state.best().length > 0) {
            throw new IllegalArgumentException("Learner: state must be of a training that leaves its "
                    + trainer.options().weightsKept() + " weights, got one " + (keepsBest ? "without" : "with")
                    + " the best so far");
        }
    }

    private static String shapes(SequencedMap<String, double[]> arrays) {
        return arrays.entrySet().stream()
                .map(array -> array.getKey() + " (" + array.getValue().length + ")")
                .collect(Collectors.joining(", "));
    }

    /** The state after the last epoch that has ended. */
    TrainingState state() {
        return state;
    }

    /** Whether its last epoch has ended, or it has stopped before. */
    boolean isDone() {
        return trainer.options().areDoneAt(state);
    }

    /** Where it stands now: the losses are those after the last epoch that has ended, and everything else is newer. */
    public TrainingState now() {
        return new TrainingState(
                state.epoch(),
                step,
                theta.clone(),
                TrainingState.copy(optimiser),
                state.trainLoss(),
                state.testLoss(),
                state.kept(),
                state.best());
    }

    /** How many prompts of the next epoch were visited before the state that it goes on from. */
    int visited() {
        int size = trainer.train().size();
        long batches = state.step() - state.epoch() * trainer.batches();
        if (!(batches >= 0 && batches <= trainer.batches())) {
            throw new IllegalArgumentException("Learner: state must be of this training, with " + trainer.batches()
                    + " steps in an epoch, got step " + state.step() + " after epoch " + state.epoch());
        }
        return (int) Math.min(size, batches * trainer.options().batch());
    }

    /** The parameters as they are now; not a copy. */
    public double[] theta() {
        return theta;
    }

    /** Begins the next epoch. */
    void begin() {
        step = state.step();
        lastFinite = state.trainLoss()[state.epoch()];
        factor = trainer.options()
                .schedule()
                .during(state.epoch() + 1, trainer.options().epochs());
    }

    /**
     * A step of the optimiser.
     *
     * @param loss of the batch
     * @param gradient of that loss. Not modified.
     * @throws DivergedException if the loss or the gradient is not finite
     */
    void step(double loss, double[] gradient) {
        if (!Double.isFinite(loss) || !finite(gradient)) {
            throw diverged();
        }
        lastFinite = loss;
        double[] part = trained.of(theta);
        double[] slope = trainer.options().clipped(trained.of(gradient));
        trainer.options().optimiser().step(++step, factor, part, slope, optimiser);
        trained.put(part, theta);
    }

    private static boolean finite(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * 0; // NaN and infinities leave NaN
        }
        return sum == 0;
    }

    private DivergedException diverged() {
        return new DivergedException(trainer.trial(), state.epoch() + 1, lastFinite);
    }

    /**
     * Ends an epoch.
     *
     * @param trainLoss on the prompts that the next epoch trains on
     * @param testLoss on the test prompts
     * @return the state after it
     * @throws DivergedException if a loss is not finite
     */
    public TrainingState end(double trainLoss, double testLoss) {
        if (!Double.isFinite(trainLoss) || !Double.isFinite(testLoss)) {
            throw diverged();
        }
        state = trainer.noted(state.next(step, theta.clone(), TrainingState.copy(optimiser), trainLoss, testLoss));
        return state;
    }

    /**
     * The steps of one epoch, without evaluation.
     *
     * @param onTrain the losses on the training prompts
     */
    public void sweep(Losses onTrain) {
        sweep(onTrain, _ -> {});
    }

    void sweep(Losses onTrain, Follower follower) {
        begin();
        int[] prompts = trainer.order().of(state.epoch() + 1, trainer.train().size());
        int batch = trainer.options().batch();
        for (int from = visited(); from < prompts.length; from += batch) {
            int to = Math.min(prompts.length, from + batch);
            step(onTrain.loss(theta, prompts, from, to, gradient), gradient);
            follower.step(this);
        }
    }

    @Override
    public String toString() {
        return "training of " + trainer.trial() + ", " + state;
    }
}
