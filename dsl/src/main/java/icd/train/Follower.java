package icd.train;

/** Follows one training, on the thread that trains: code that saves checkpoints implements it. */
@FunctionalInterface
public interface Follower {

    /** An epoch is done, with the losses after it. */
    void epoch(TrainingState state);

    /** A step of the optimiser is done, within an epoch; {@link Learner#now} is where the training stands. */
    default void step(Learner learner) {}
}
