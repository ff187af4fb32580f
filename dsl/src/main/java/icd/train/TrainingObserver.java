package icd.train;

/**
 * Told how trainings get on that are run, or resumed, within its scope, on the thread that trains: what a shell shows progress
 * with.
 *
 * <pre>
 *   ScopedValue.where(TrainingObserver.CURRENT, observer).run(() -&gt; ... train(layer).on(prompts).run() ...)
 * </pre>
 */
public interface TrainingObserver {

    /** Whom trainings of this scope tell. */
    ScopedValue<TrainingObserver> CURRENT = ScopedValue.newInstance();

    /** A training begins, or goes on from a state. */
    void begun(Trainer trainer);

    /** An epoch is done. */
    void epoch(Trainer trainer, TrainingState state);

    /** It has ended, whether done, interrupted or failed. */
    void ended();
}
