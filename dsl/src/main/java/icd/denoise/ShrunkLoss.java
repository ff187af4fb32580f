package icd.denoise;

import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The loss of the shrunk PCA projection whose components are the subspace, of dimension m. With v = Tr C / m, c = v / (v + assumed) and
 * s = E tr P Sigma_Z / m, its estimate is c P x~ and its loss the mean over contexts of (1 - c)^2 E||x||^2 + c^2 m s.
 */
final class ShrunkLoss {

    /** Points of the rule for each standard deviation; it converges faster than any power of them. */
    private static final double POINTS = 5;

    private ShrunkLoss() {}

    /**
     * On subspaces and spheres; of others it is not known.
     *
     * @param L context length, at least m
     * @param assumed the noise variance that it shrinks by, &gt; 0
     */
    static Optional<DoubleSupplier> of(Task task, int L, double assumed) {
        return task.projectionError().flatMap(error -> switch (task) {
            case Subspaces subspaces ->
                Optional.of(() -> {
                    double noise = error.trace() / subspaces.dimensions().mean(d -> d);
                    return subspaces
                            .dimensions()
                            .mean(d -> onSubspaces((int) d, L, subspaces.variance(), assumed, noise));
                });
            case Spheres spheres ->
                Optional.of(() -> {
                    double noise = error.trace() / spheres.dimensions().mean(d -> d + 1);
                    return spheres.dimensions()
                            .mean(d -> spheres.radii().mean(R -> onSpheres((int) d + 1, R * R, assumed, noise)));
                });
            default -> Optional.empty();
        });
    }

    /** All tokens are of length R, so that v = R^2 / m whatever the context. */
    private static double onSpheres(int m, double square, double assumed, double noise) {
        double v = square / m;
        double keep = v / (v + assumed);
        double lose = assumed / (v + assumed);
        return lose * lose * square + keep * keep * m * noise;
    }

    /**
     * The estimated variance v is sigma_0^2 times a Gamma variable of shape dL/2 and mean 1: by the trapezoidal rule over its logarithm,
     * to 12 digits.
     */
    private static double onSubspaces(int d, int L, double variance, double assumed, double noise) {
        double shape = 0.5 * d * L;
        double deviation = 1 / Math.sqrt(shape);
        double step = Math.min(1, deviation) / POINTS;
        int below = (int) Math.ceil(Math.max(12 * deviation, 40 / shape) / step); // the density falls to e^-40 at least
        int above = (int) Math.ceil(12 * Math.min(1, deviation) / step);
        double sum = 0;
        double mass = 0;
        for (int i = -below; i <= above; i++) {
            double t = i * step;
            double density = StrictMath.exp(-shape * (StrictMath.expm1(t) - t));
            double v = variance * StrictMath.exp(t);
            double keep = v / (v + assumed);
            double lose = assumed / (v + assumed);
            sum += density * (lose * lose * variance + keep * keep * noise);
            mass += density;
        }
        return d * (sum / mass);
    }
}
