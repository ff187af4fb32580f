package icd.kernel;

/**
 * Observes the progress of long work that is done within its scope, on the thread that began the work: a shell shows
 * progress with it. Work may be part of other work; then only the length of the outer work is of interest.
 *
 * <pre>
 *   ScopedValue.where(WorkObserver.CURRENT, observer).run(() -&gt; ... task.prompts(20_000, 500, 0) ...)
 * </pre>
 */
public interface WorkObserver {

    /** The observer of work in this scope. */
    ScopedValue<WorkObserver> CURRENT = ScopedValue.newInstance();

    /** An observer that ignores every event. */
    WorkObserver NOBODY = new WorkObserver() {
        @Override
        public void begun(String what, long items) {}

        @Override
        public void done(long items) {}

        @Override
        public void ended() {}
    };

    /** Returns the observer of this scope. */
    static WorkObserver current() {
        return CURRENT.orElse(NOBODY);
    }

    /**
     * Reports that work begins.
     *
     * @param what a description such as {@code drawing prompts}
     * @param items the number of items to do
     */
    void begun(String what, long items);

    /** @param items the number of items done of the work that was begun last and has not ended */
    void done(long items);

    /** Reports that the work that was begun last has ended, whether done, interrupted or failed. */
    void ended();
}
