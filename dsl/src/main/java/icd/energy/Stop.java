package icd.energy;

/** The reasons why a descent ends. */
public enum Stop {
    /** The state moved by no more than the tolerance, after the end of its schedules. */
    CONVERGED("converged"),
    /** All steps were made. */
    STEPS_DONE("not converged"),
    /** State or energy was no longer finite; the trajectory ends before. */
    DIVERGED("diverged");

    private final String words;

    Stop(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
