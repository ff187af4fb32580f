package icd.train;

/**
 * Observes trainings that are run, or resumed, within its scope, on the thread that trains: a shell shows progress with
 * it.
 *
 * <pre>
 *   ScopedValue.where(TrainingObserver.CURRENT, observer).run(() -&gt; ... train(layer).on(prompts).run() ...)
 * </pre>
 */
public interface TrainingObserver {

    /** The observer of trainings in this scope. */
    ScopedValue<TrainingObserver> CURRENT = ScopedValue.newInstance();

    /** A training begins, or goes on from a state. */
    void begun(Trainer trainer);

    /** An epoch is done. */
    void epoch(Trainer trainer, TrainingState state);

    /** The training has ended, whether done, interrupted or failed. */
    void ended();
}
