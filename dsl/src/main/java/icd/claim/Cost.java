package icd.claim;

import java.util.Locale;

/** How long a claim takes to check. */
public enum Cost {
    /** Under about a second on one core. */
    QUICK,
    /** Some seconds. */
    THOROUGH;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
