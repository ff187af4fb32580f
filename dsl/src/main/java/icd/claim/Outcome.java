package icd.claim;

import java.util.Locale;

/** What a measurement says about a claim. */
public enum Outcome {
    /** What is printed was measured to hold. */
    HOLDS,
    /** What should hold was measured not to, or the measurement cannot tell an erratum from what is printed. */
    FAILS,
    /** The corrected form was measured to hold and the printed one to fail. */
    ERRATUM_CONFIRMED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
