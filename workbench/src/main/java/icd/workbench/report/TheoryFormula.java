package icd.workbench.report;

import icd.attention.LinearOptimum;
import icd.math.Bessel;
import icd.task.Mixtures;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.workbench.recipe.Theory;

/** What theory says at a place. Losses are summed over coordinates. */
final class TheoryFormula {

    private TheoryFormula() {}

    static double at(Theory theory, Place place) {
        return switch (theory) {
            case BAYES_LOSS -> task(place).bayesLoss().orElseThrow();
            case ZERO_LOSS -> square(place);
            case FINITE_CONTEXT_LOSS -> optimum(place).loss();
            case FINITE_CONTEXT_PRODUCT -> optimum(place).product();
            case ASYMPTOTIC_PRODUCT -> 1 / (tokenVariance(place) + place.get("noise_variance"));
            case SCALED_IDENTITY_LOSS -> optimum(place).loss(place.get("alpha") * place.get("beta"));
            case DESCENT_LOSS -> descent(place);
            case FIXED_POINT_NORM -> fixedPoint(place);
            case STABILITY_THRESHOLD -> 1 / (place.get("alpha") * tokenVariance(place));
        };
    }

    private static Task task(Place place) {
        int n = place.whole("n");
        int d = place.whole("d");
        double noise = place.get("noise_variance");
        return place.task() instanceof Spheres
                ? new Spheres(n, d, place.get("radius"), noise)
                : new Subspaces(n, d, place.get("variance"), noise);
    }

    /** E||x||^2. */
    private static double square(Place place) {
        return switch (place.task()) {
            case Subspaces _ -> place.get("d") * place.get("variance");
            case Spheres _ -> place.get("radius") * place.get("radius");
            case Mixtures _ -> place.get("radius") * place.get("radius") + place.get("n") * place.get("variance");
            default -> throw new IllegalArgumentException("theory: no formula is known for " + place.task());
        };
    }

    /** Of a token along each direction of the space that it spans: sigma_0^2, or R^2/m with m = d + 1. */
    private static double tokenVariance(Place place) {
        return place.task() instanceof Spheres ? square(place) / (place.get("d") + 1) : place.get("variance");
    }

    private static LinearOptimum optimum(Place place) {
        int L = place.whole("L");
        return task(place) instanceof Spheres spheres
                ? LinearOptimum.of(spheres, L)
                : LinearOptimum.of((Subspaces) task(place), L);
    }

    /**
     * After t steps of size gamma (in units of alpha) from the query, as X X^T/L tends to sigma_0^2 P: each step multiplies
     * the state by 1 - gamma (1 - alpha beta sigma_0^2) in the subspace and by 1 - gamma beside it.
     */
    private static double descent(Place place) {
        double gamma = place.get("rate");
        double t = place.get("steps");
        double variance = place.get("variance");
        double noise = place.get("noise_variance");
        double inside = Math.pow(1 - gamma * (1 - place.get("alpha") * place.get("beta") * variance), t);
        double beside = Math.pow(1 - gamma, t);
        return place.get("d") * (variance * (1 - inside) * (1 - inside) + noise * inside * inside)
                + (place.get("n") - place.get("d")) * noise * beside * beside;
    }

    /**
     * The norm s = alpha R A(beta R s), A = I_{m/2}/I_{m/2-1} the mean of a direction with weights exp(kappa cos), at which a
     * state in the space of a sphere stays as L grows; 0 where that is the only one, as A(kappa) &lt;= kappa/m.
     */
    private static double fixedPoint(Place place) {
        double alpha = place.get("alpha");
        double radius = place.get("radius");
        double beta = place.get("beta");
        double m = place.get("d") + 1;
        if (!(alpha * beta * radius * radius > m)) {
            return 0;
        }
        double low = 0;
        double high = alpha * radius;
        while (high - low > 1e-12 * alpha * radius) {
            double s = (low + high) / 2;
            boolean grows = alpha * radius * Bessel.ratio(m / 2 - 1, beta * radius * s) > s;
            low = grows ? s : low;
            high = grows ? high : s;
        }
        return (low + high) / 2;
    }
}
