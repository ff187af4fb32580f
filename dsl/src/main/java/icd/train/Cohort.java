package icd.train;

import icd.attention.SharedPass;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Trainings over the same prompts in the same order, side by side on one thread: prompts are read from memory once for all of
 * them, and each takes its step while they lie in the cache.
 *
 * <p>Members may differ in everything except prompts, order and kernel. Each gets the bits that it gets alone, and a
 * member that fails or ends early does not affect the others. A member that has come further than others waits until
 * they are there too.
 */
public final class Cohort {

    /** The prompts of one visit should lie in the second-level cache beside the members' parameters. */
    private static final long CACHED_BYTES = 512 << 10;

    /** Parameters are read in rows and in columns, and their gradient is added to. */
    private static final int TIMES_PARAMETERS_ARE_READ = 3;

    /** Prompts that members visit one after the other where nothing is gained from sharing, until the thread is polled. */
    private static final int APART = 1000;

    /**
     * One of those trained.
     *
     * @param trainer the training
     * @param from the state from which it goes on; empty for the start
     * @param follower follows its progress
     * @param end receives the fit as soon as it exists, or a supplier that throws the reason why there is none; an
     *     exception of its own ends all members
     */
    public record Member(
            Trainer trainer, Optional<TrainingState> from, Follower follower, Consumer<Supplier<Fit>> end) {

        @Override
        public String toString() {
            return trainer.trial() + from.map(state -> " " + state).orElse(" from the start");
        }
    }

    private final TrainingPrompts train;
    private final BatchOrder order;
    private final Workers workers;
    private final List<Seat> seats = new ArrayList<>();
    private PromptSet prompts; // of the epoch that was asked for last
    private int epochOfPrompts;

    /**
     * Creates members that have not begun; see {@link #run}, which is enough for training.
     *
     * @throws IllegalArgumentException if there is none, or two differ in their training prompts, in the order of these, or in the kernel
     */
    public Cohort(List<Member> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("Cohort: there must be a member, got none");
        }
        Trainer first = members.getFirst().trainer();
        this.train = first.train();
        this.order = first.order();
        this.workers = first.workers();
        for (Member member : members) {
            Trainer other = member.trainer();
            if (!other.train().equals(train) || !other.order().equals(order) || other.kernel() != first.kernel()) {
                throw new IllegalArgumentException("Cohort: members must have the same prompts, order and kernel, got "
                        + first + " in " + first.order() + " and " + other + " in " + other.order());
            }
            seats.add(new Seat(member));
        }
    }

    /**
     * Trains all of them.
     *
     * @throws IllegalArgumentException if two differ in their training prompts, in the order of these, or in the kernel
     * @throws CancellationException if the thread is interrupted; members that have not ended by then get no end
     */
    public static void run(List<Member> members) {
        if (!members.isEmpty()) {
            new Cohort(members).train();
        }
    }

    /** One training on its own. */
    static Fit alone(Trainer trainer, Optional<TrainingState> from, Follower follower) {
        List<Supplier<Fit>> fit = new ArrayList<>();
        run(List.of(new Member(trainer, from, follower, fit::add)));
        return fit.getFirst().get();
    }

    private void train() {
        List<Seat> starting =
                seats.stream().filter(seat -> seat.member.from().isEmpty()).toList();
        if (!starting.isEmpty()) {
            evaluate(1, starting);
            starting.forEach(seat -> seat.attempt(seat::start));
        }
        seats.forEach(Seat::leaveIfDone);
        for (seats.removeIf(seat -> seat.gone); !seats.isEmpty(); seats.removeIf(seat -> seat.gone)) {
            int epoch = seats.stream().mapToInt(Seat::nextEpoch).min().orElseThrow();
            List<Seat> active =
                    seats.stream().filter(seat -> seat.nextEpoch() == epoch).toList();
            sweep(epoch, active);
            evaluate(epoch + 1, active);
            active.forEach(seat -> seat.attempt(seat::endEpoch));
            active.forEach(Seat::leaveIfDone);
        }
    }

    private PromptSet prompts(int epoch) {
        if (prompts == null || epoch != epochOfPrompts) {
            prompts = train.of(epoch, workers);
            epochOfPrompts = epoch;
        }
        return prompts;
    }

    /**
     * Takes the steps of an epoch, for all members, as if it were their next; one of the two things that {@code
     * workbench bench} times.
     */
    public void sweep(int epoch) {
        sweep(epoch, seats);
    }

    /** Computes the losses of all members before an epoch; the other thing that {@code workbench bench} times. */
    public void evaluate(int epoch) {
        evaluate(epoch, seats);
    }

    private void sweep(int epoch, List<Seat> active) {
        PromptSet set = prompts(epoch);
        int[] visited = order.of(epoch, set.size());
        active.forEach(seat -> seat.attempt(() -> seat.beginEpoch(set)));
        visit(set, active, visited);
    }

    /** Computes the losses on all prompts of an epoch, and on the test prompts. */
    private void evaluate(int epoch, List<Seat> active) {
        PromptSet set = prompts(epoch);
        active.forEach(seat -> seat.attempt(() -> seat.beginLoss(set)));
        visit(set, active, null);
        active.forEach(seat -> seat.attempt(() -> seat.trainLoss = seat.loss.end()));
        Map<PromptSet, List<Seat>> tests = new IdentityHashMap<>();
        active.forEach(seat -> tests.computeIfAbsent(seat.trainer.test(), _ -> new ArrayList<>())
                .add(seat));
        tests.forEach((test, some) -> {
            some.forEach(seat -> seat.attempt(() -> seat.beginLoss(test)));
            visit(test, some, null);
            some.forEach(seat -> seat.attempt(() -> seat.testLoss = seat.loss.end()));
        });
    }

    /**
     * Lets each member visit all prompts, a few at a time; softmax layers do so together.
     *
     * @param order the order in which they learn from the prompts; null where they add up losses
     */
    private static void visit(PromptSet set, List<Seat> active, int[] order) {
        int stretch = stretch(set, active);
        List<Seat> together = List.of();
        Optional<SharedVisits> shared = Optional.empty();
        for (int from = 0; from < set.size(); from += stretch) {
            Workers.poll();
            int begin = from;
            int end = Math.min(set.size() - from, stretch) + from;
            List<Seat> sharing = active.stream()
                    .filter(seat -> seat.shares(set, begin, order))
                    .toList();
            if (!sharing.equals(together)) {
                together = sharing;
                shared = SharedVisits.of(
                        sharing.stream().map(seat -> seat.visits(set)).toList(),
                        sharing.stream().map(seat -> seat.loss).toList());
            }
            if (shared.isPresent()) {
                visit(shared.get(), together, begin, end, order);
            }
            for (Seat seat : active) {
                if (shared.isEmpty() || !together.contains(seat)) {
                    seat.attempt(() -> seat.visit(begin, end, order));
                }
            }
        }
    }

    private static void visit(SharedVisits shared, List<Seat> together, int begin, int end, int[] order) {
        for (int i = begin; i < end; i++) {
            if (order == null) {
                shared.add(i);
                continue;
            }
            for (Seat seat : together) {
                seat.enter();
            }
            shared.add(order[i]);
            for (Seat seat : together) {
                if (seat.leave(i + 1, order)) {
                    seat.attempt(seat::step);
                }
            }
        }
    }

    /**
     * How many prompts a member visits before it is another's turn, which changes no bit: as many as stay in the cache, or
     * many where more parameters than prompts would have to be read again each time.
     */
    private static int stretch(PromptSet set, List<Seat> active) {
        long prompt = (long) set.n() * set.L() * (set.precision() == Precision.FLOAT32 ? Float.BYTES : Double.BYTES);
        int cached = Math.clamp(CACHED_BYTES / prompt, 1, Losses.CHUNK);
        long parameters = active.stream()
                .mapToLong(seat -> (long) TIMES_PARAMETERS_ARE_READ * Double.BYTES * seat.parameters())
                .max()
                .orElse(0);
        return 2 * parameters <= cached * prompt ? cached : APART;
    }

    /** The place of a member while it is trained. */
    private static final class Seat {

        private final Member member;
        private final Trainer trainer;
        private final RunningLoss loss;
        private Learner learner;
        private Visits onTrain;
        private Visits onTest;
        private int before; // prompts of the epoch that an earlier run has visited
        private int inBatch; // prompts of the batch that have been visited
        private double trainLoss;
        private double testLoss;
        private boolean gone;

        Seat(Member member) {
            this.member = member;
            this.trainer = member.trainer();
            this.learner = new Learner(trainer, member.from().orElseGet(() -> trainer.start(Double.NaN, Double.NaN)));
            this.loss = new RunningLoss(parameters());
        }

        int parameters() {
            return learner.theta().length;
        }

        int nextEpoch() {
            return learner.state().epoch() + 1;
        }

        void start() {
            learner = new Learner(trainer, trainer.start(trainLoss, testLoss));
        }

        private Visits visits(PromptSet set) {
            if (set == trainer.test()) {
                onTest = onTest == null ? new Visits(trainer.layer(), set, trainer.kernel()) : onTest;
                return onTest;
            }
            if (onTrain == null || onTrain.prompts() != set) {
                onTrain = new Visits(trainer.layer(), set, trainer.kernel());
            }
            return onTrain;
        }

        void beginLoss(PromptSet set) {
            loss.begin(visits(set), learner.theta(), false);
        }

        void beginEpoch(PromptSet set) {
            learner.begin();
            visits(set);
            before = learner.visited();
            inBatch = 0;
        }

        /** Whether it visits prompts from this place on, and can do so with others. */
        boolean shares(PromptSet set, int place, int[] order) {
            return !gone
                    && (order == null || place >= before)
                    && SharedPass.takes(visits(set).pass());
        }

        /** Visits prompts on its own. */
        void visit(int begin, int end, int[] order) {
            for (int i = begin; i < end; i++) {
                if (order == null) {
                    loss.add(i);
                } else if (i >= before) {
                    enter();
                    loss.add(order[i]);
                    if (leave(i + 1, order)) {
                        step();
                    }
                }
            }
        }

        /** Begins a batch where the next prompt is the first of one. */
        void enter() {
            if (inBatch == 0) {
                loss.begin(onTrain, learner.theta(), true);
            }
        }

        /** Ends the visit to a prompt, before the next place, and tells whether that ends a batch. */
        boolean leave(int next, int[] order) {
            return ++inBatch == trainer.options().batch() || next == order.length;
        }

        void step() {
            inBatch = 0;
            learner.step(loss.end(), loss.gradient());
            member.follower().step(learner);
        }

        void endEpoch() {
            member.follower().epoch(learner.end(trainLoss, testLoss));
        }

        void leaveIfDone() {
            if (!gone && learner.isDone()) {
                gone = true;
                Fit fit = new Fit(trainer, trainer.workers().count(), learner.state(), false);
                member.end().accept(() -> fit);
            }
        }

        /** Attempts an action of the member, unless it has gone; the member goes if the action fails. */
        void attempt(Runnable something) {
            if (gone) {
                return;
            }
            try {
                something.run();
            } catch (RuntimeException e) {
                if (e instanceof CancellationException) {
                    Workers.poll(); // which throws where it is all that is cancelled
                }
                gone = true;
                member.end().accept(() -> {
                    throw e;
                });
            }
        }
    }

    @Override
    public String toString() {
        return "trainings side by side on " + train;
    }
}
