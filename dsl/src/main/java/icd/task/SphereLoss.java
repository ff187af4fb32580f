package icd.task;

import icd.math.GaussLegendre;
import java.util.function.DoubleUnaryOperator;

/**
 * The loss of the estimate rho(r) R P x~ / r of a point of a sphere, r = ||P x~||, by quadrature.
 *
 * <p>In the subspace of dimension m the query is R e_1 plus noise. In units of sigma_Z its part along e_1 is a + g with
 * a = R / sigma_Z and g normal, and the length of the rest is s, of the density s^{m-2} exp(-s^2/2) up to a factor. With
 * the angle theta between the query and e_1, the loss of one query is
 *
 * {@equation
 *   R^2 [(1 - rho)^2 + 4 rho sin^2(theta/2)].
 * }
 *
 * <p>The integral runs over polar coordinates, t = r / sigma_Z and theta, because rho is a function of r alone: it may be
 * anything at r = 0, where a function of g and s would have no derivative. No difference of close numbers is taken: neither
 * 1 - cos theta nor t - a is ever formed as such, and estimates are given by 1 - rho, most of
 * whose digits are lost in rho where the noise is small.
 */
final class SphereLoss {

    /** Deviations of a normal variable beyond which less than 1e-18 of its mass lies. */
    private static final double FAR = 9;

    /** Share of the loss that the quadrature may be off. */
    private static final double PROMISED = 1e-8;

    private static final GaussLegendre RULE = new GaussLegendre(64);

    private final int m;
    private final double a;
    private final double mode; // of s
    private final double low;
    private final double high;

    private SphereLoss(int m, double a) {
        this.m = m;
        this.a = a;
        this.mode = Math.sqrt(m - 2);
        this.low = Math.max(0, mode - FAR);
        this.high = mode + FAR;
    }

    /** @param rest 1 - rho(r) */
    static double of(int m, double radius, double noise, DoubleUnaryOperator rest) {
        double deviation = Math.sqrt(noise);
        return radius * radius * new SphereLoss(m, radius / deviation).relative(deviation, rest);
    }

    private double relative(double deviation, DoubleUnaryOperator rest) {
        double excess = (m - 1) / (Math.hypot(a, Math.sqrt(m - 1)) + a); // of the typical t over a
        double least = Math.max(-a, excess - FAR - 1); // of t - a
        double start = a + least;
        GaussLegendre.Integral integral = RULE.integrateByPanels(0, excess + FAR + 1 - least, v -> {
            double t = start + v;
            return t * overAngles(t, least + v, finite(rest, deviation * t));
        });
        // the noise's density in the same units, integrated on its own
        double norm = Math.sqrt(2 * Math.PI) * RULE.integrate(low, high, s -> StrictMath.exp(logDensity(s)));
        if (!(integral.error() <= PROMISED * integral.value())) {
            throw new ArithmeticException("Spheres.loss: the quadrature must reach " + PROMISED
                    + " of the loss, got an error of " + integral.error() / integral.value()
                    + " of it; rho must vary less over lengths r of " + deviation);
        }
        return integral.value() / norm;
    }

    private static double finite(DoubleUnaryOperator rest, double r) {
        double value = rest.applyAsDouble(r);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Spheres.loss: rho must be finite, got " + (1 - value) + " at r = " + r);
        }
        return value;
    }

    /** The integral over theta at one t, between the angles beyond which g or s is unlikely. */
    private double overAngles(double t, double excess, double rest) {
        if (t <= low) {
            return 0;
        }
        double flat = StrictMath.asin(low / t);
        double least = Math.max(flat, angle((excess - FAR) / (2 * t)));
        double most = Math.min(t > high ? StrictMath.asin(high / t) : Math.PI - flat, angle((excess + FAR) / (2 * t)));
        if (!(least < most)) {
            return 0;
        }
        double off = rest * rest;
        double rho = 1 - rest;
        return RULE.integrate(least, most, theta -> {
            double half = StrictMath.sin(0.5 * theta);
            double g = excess - 2 * t * half * half;
            return StrictMath.exp(logDensity(t * StrictMath.sin(theta)) - 0.5 * g * g) * (off + 4 * rho * half * half);
        });
    }

    /** theta of this sin^2(theta/2). */
    private static double angle(double square) {
        return 2 * StrictMath.asin(Math.sqrt(Math.clamp(square, 0, 1)));
    }

    /** log s^{m-2} exp(-s^2/2), less its largest value, so that no power overflows. */
    private double logDensity(double s) {
        double power = m == 2 ? 0 : (m - 2) * StrictMath.log1p((s - mode) / mode);
        return power - 0.5 * (s - mode) * (s + mode);
    }
}
