package icd.claim;

import java.util.Locale;

/** The outcome of measuring a claim. */
public enum Outcome {
    /** The printed form was measured to hold. */
    HOLDS,
    /**
     * The form that should hold was measured to fail, or the measurement cannot tell an erratum from the printed form.
     */
    FAILS,
    /** The corrected form was measured to hold and the printed one to fail. */
    ERRATUM_CONFIRMED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
