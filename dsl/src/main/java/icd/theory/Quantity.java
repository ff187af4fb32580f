package icd.theory;

/** What a law gives: where its value belongs in a figure, and in which unit it comes. */
public enum Quantity {
    /** A mean squared error, summed over coordinates. */
    LOSS,
    /** alpha beta of a layer. */
    PRODUCT,
    /** ||s|| of a state after many steps. */
    NORM,
    /** A standard deviation sigma of noise. */
    NOISE,
    /** A value of beta at which something changes. */
    BETA
}
