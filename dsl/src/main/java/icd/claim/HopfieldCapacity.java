package icd.claim;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The Hebbian Hopfield network of N binary units with a N random patterns, at zero temperature and N to infinity.
 *
 * <p>A stored pattern is retrieved with overlap {@math m = erf(t)}, where t is the largest solution of
 *
 * {@equation
 *   erf(t) = t (sqrt(2 a) + (2 / sqrt pi) exp(-t^2)),
 * }
 *
 * which has one with {@math t &gt; 0} up to the critical load {@math a_c = max_t g(t)^2 / 2}, {@math g(t) = erf(t)/t - (2 / sqrt pi) exp(-t^2)}.
 *
 * <p>Reference: Amit, Gutfreund &amp; Sompolinsky, Phys. Rev. Lett. 55 (1985) 1530; Ann. Phys. 173 (1987) 30 (replica
 * symmetric).
 */
public final class HopfieldCapacity {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** The size beyond which erf is 1 to rounding. */
    private static final double FAR = 6;

    private HopfieldCapacity() {}

    /** Returns {@math a_c = .137906}: beyond this load no pattern is retrieved. */
    public static double criticalLoad() {
        double g = g(argmax());
        return 0.5 * g * g;
    }

    /** Returns {@math m_c = .96742}: the overlap with which patterns are retrieved at the critical load. */
    public static double criticalOverlap() {
        return erf(argmax());
    }

    /**
     * Returns the overlap m of the state retrieved from a pattern with that pattern.
     *
     * @param load the load a = patterns / units &gt; 0
     * @return m in {@math (m_c, 1)}, or 0 beyond the critical load
     * @throws IllegalArgumentException if the load is not positive
     */
    public static double overlap(double load) {
        check("overlap", load);
        double peak = argmax();
        double wanted = Math.sqrt(2 * load);
        if (wanted > g(peak)) {
            return 0;
        }
        if (wanted <= 1 / (2 * FAR)) {
            return 1; // g(t) ~ 1/t there, and erf(t) is 1 to rounding
        }
        return erf(Bisection.between(peak, 2 * FAR, t -> g(t) < wanted));
    }

    /**
     * Returns the probability {@math erfc(1 / sqrt(2 a)) / 2} that a unit of a stored pattern flips in one synchronous step.
     *
     * @throws IllegalArgumentException if the load is not positive
     */
    public static double oneStepError(double load) {
        check("oneStepError", load);
        return NORMAL.survivalProbability(1 / Math.sqrt(load));
    }

    private static void check(String where, double load) {
        if (!(load > 0 && load < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "HopfieldCapacity." + where + ": load must be > 0 and finite, got " + load);
        }
    }

    /** Returns the place where g is largest: g' = 0 reads erf(t) = (2 / sqrt pi) t (1 + 2 t^2) exp(-t^2). */
    private static double argmax() {
        return Bisection.between(0.5, FAR, t -> erf(t) > gauss(t) * t * (1 + 2 * t * t));
    }

    private static double g(double t) {
        return erf(t) / t - gauss(t);
    }

    private static double gauss(double t) {
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-t * t);
    }

    static double erf(double t) {
        return NORMAL.probability(-t * Math.sqrt(2), t * Math.sqrt(2));
    }
}
