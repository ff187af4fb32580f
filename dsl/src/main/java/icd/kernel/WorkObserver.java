package icd.kernel;

/**
 * Told how far long work has come that is done within its scope, on the thread that began it: what a shell shows progress
 * with. Work may be part of other work; then it is the outer one whose length is of interest.
 *
 * <pre>
 *   ScopedValue.where(WorkObserver.CURRENT, observer).run(() -&gt; ... task.prompts(20_000, 500, 0) ...)
 * </pre>
 */
public interface WorkObserver {

    /** Whom work of this scope tells. */
    ScopedValue<WorkObserver> CURRENT = ScopedValue.newInstance();

    /** Tells nobody. */
    WorkObserver NOBODY = new WorkObserver() {
        @Override
        public void begun(String what, long items) {}

        @Override
        public void done(long items) {}

        @Override
        public void ended() {}
    };

    /** The observer of this scope. */
    static WorkObserver current() {
        return CURRENT.orElse(NOBODY);
    }

    /**
     * Work begins.
     *
     * @param what such as {@code drawing prompts}
     * @param items how many there are to do
     */
    void begun(String what, long items);

    /** @param items of the work that was begun last and has not ended, so many are done */
    void done(long items);

    /** The work that was begun last has ended, whether done, interrupted or failed. */
    void ended();
}
