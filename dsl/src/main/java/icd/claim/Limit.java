package icd.claim;

import java.util.List;
import java.util.Locale;

/**
 * An error that vanishes as a power of a size: {@math "error" ~ "size"^"exponent"}.
 *
 * <p>It holds if the confidence interval of the measured exponent contains the claimed one, is narrow enough to tell it
 * from others, and log error against log size is a straight line as far as the measurements can tell.
 *
 * @param size the quantity that goes to its limit, such as {@code L}
 * @param exponent the claimed exponent
 * @param confidence the confidence of the interval
 * @param resolution the largest half-width that the interval may have
 * @param measure returns the errors
 */
public record Limit(String size, double exponent, double confidence, double resolution, Measure<Scaling> measure)
        implements Kind {

    /**
     * Returns a limit with an interval of 99.9 %, and a half-width of at most 0.1: a fifth of the least distance
     * between common powers.
     */
    public static Limit power(String size, double exponent, Measure<Scaling> measure) {
        return new Limit(size, exponent, 0.999, 0.1, measure);
    }

    @Override
    public String tolerance() {
        return String.format(
                Locale.ROOT,
                "%.3g %% Student interval, half-width at most %.2g, and no lack of fit",
                100 * confidence,
                resolution);
    }

    @Override
    public List<Finding> judge(Laboratory lab) {
        PowerLaw law = PowerLaw.fit(measure.of(lab), confidence);
        return List.of(
                new Finding(
                        "exponent of " + size,
                        law.exponent(),
                        law.halfWidth(),
                        Relation.EQUAL,
                        exponent,
                        law.halfWidth(),
                        false),
                new Finding("half-width", law.halfWidth(), 0, Relation.AT_MOST, resolution, 0, false),
                new Finding("lack of fit F", law.lackOfFit(), 0, Relation.AT_MOST, law.critical(), 0, false));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "error ~ %s^%.3g, by a %s", size, exponent, tolerance());
    }
}
