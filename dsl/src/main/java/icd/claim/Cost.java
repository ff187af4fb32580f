package icd.claim;

import java.util.Locale;

/** The time that the check of a claim takes. */
public enum Cost {
    /** The check takes under about a second on one core. */
    QUICK,
    /** The check takes some seconds. */
    THOROUGH;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
