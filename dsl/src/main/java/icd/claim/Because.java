package icd.claim;

/** Reasons for tolerances that several claims share. */
final class Because {

    static final String ROUNDING = "both sides are the same number computed in two ways: only rounding is left";

    static final String QUADRATURE =
            "the quadrature's nodes are dense enough for its error to be far below the tolerance; more nodes do not change it";

    static final String DIFFERENCES =
            "central differences: truncation and rounding together leave some nine digits of a first derivative";

    static final String MONTE_CARLO =
            "independent draws with fixed seeds: a true claim would be further out than that with probability 6e-5";

    static final String RATE =
            "errors at each size are independent draws, so log error scatters alike at all sizes, as least squares wants;"
                    + " the sizes are far enough in the limit for the next order not to bend the line";

    static final String COVERAGE =
            "trials are independent: their number inside is binomial, and four of its standard errors are exceeded with"
                    + " probability 3e-5";

    private Because() {}
}
