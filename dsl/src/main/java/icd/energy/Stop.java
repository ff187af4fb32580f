package icd.energy;

/** Why a descent ended. */
public enum Stop {
    /** The state moved by no more than the tolerance, its schedules being over. */
    CONVERGED("converged"),
    /** All steps were made. */
    STEPS_DONE("all steps made"),
    /** State or energy ceased to be finite; the trajectory ends before. */
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
