package icd.task;

import icd.math.GaussLegendre;
import java.util.function.DoubleUnaryOperator;

/**
 * The loss of the estimate rho(r) R P x~ / r of a point of a sphere, r = ||P x~||, by quadrature.
 *
 * <p>In the subspace of dimension m the query is R e_1 plus noise: its part along e_1 is R + sigma_Z g with g normal, and the
 * length of the rest is sigma_Z s with s of the density s^{m-2} exp(-s^2/2) up to a factor.
 */
final class SphereLoss {

    /** Deviations of a normal variable beyond which less than 1e-18 of its mass lies. */
    private static final double FAR = 9;

    private SphereLoss() {}

    static double of(int m, double radius, double noise, DoubleUnaryOperator rho) {
        GaussLegendre rule = new GaussLegendre(80);
        double deviation = Math.sqrt(noise);
        double mode = Math.sqrt(m - 2);
        double low = Math.max(0, mode - FAR);
        double high = mode + FAR;
        // as exp(log), with the mode's value taken out: s^{m-2} alone overflows at large m
        DoubleUnaryOperator density =
                s -> StrictMath.exp((m == 2 ? 0 : (m - 2) * StrictMath.log(s / mode)) - 0.5 * (s * s - mode * mode));
        double norm = rule.integrate(low, high, density) * Math.sqrt(2 * Math.PI);
        DoubleUnaryOperator given = s -> rule.integrate(-FAR, FAR, g -> {
            double along = radius + deviation * g;
            double across = deviation * s;
            double r = Math.hypot(along, across);
            double length = rho.applyAsDouble(r) * radius / r;
            double errorAlong = length * along - radius;
            double errorAcross = length * across;
            return (errorAlong * errorAlong + errorAcross * errorAcross) * StrictMath.exp(-0.5 * g * g);
        });
        return rule.integrate(low, high, s -> density.applyAsDouble(s) * given.applyAsDouble(s)) / norm;
    }
}
