package icd.theory;

/** The quantity of a law's value: it decides the value's place in a figure and its unit. */
public enum Quantity {
    /** A mean squared error, summed over coordinates. */
    LOSS,
    /** {@math alpha beta} of a layer. */
    PRODUCT,
    /** {@math ||s||} of a state after many steps. */
    NORM,
    /** A standard deviation {@math sigma} of noise. */
    NOISE,
    /** A value of {@math beta} at which something changes. */
    BETA
}
