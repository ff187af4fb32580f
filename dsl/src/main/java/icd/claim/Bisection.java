package icd.claim;

import java.util.function.DoublePredicate;

/** Finds the number at which a property begins to hold. */
final class Bisection {

    private Bisection() {}

    /**
     * Returns the number between low and high, to rounding, below which the property is as at low and above which as at
     * high.
     *
     * @throws IllegalArgumentException if it is the same at both ends
     */
    static double between(double low, double high, DoublePredicate property) {
        boolean below = property.test(low);
        if (below == property.test(high)) {
            throw new IllegalArgumentException("Bisection.between: the property must change between low and high, got "
                    + below + " at both " + low + " and " + high);
        }
        for (int i = 0; i < 200; i++) {
            double middle = 0.5 * (low + high);
            if (middle == low || middle == high) {
                break;
            }
            if (property.test(middle) == below) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
