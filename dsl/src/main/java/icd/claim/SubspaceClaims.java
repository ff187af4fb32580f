package icd.claim;

import icd.denoise.Baselines;
import icd.math.Frame;
import icd.math.RandomStream;
import icd.task.Subspace;
import icd.task.Subspaces;
import java.util.ArrayList;
import java.util.List;

/** Claims about Proposition 2: the Bayes estimate of a subspace and its loss. */
final class SubspaceClaims {

    private SubspaceClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "subspace-bayes-estimate",
                        "Proposition 2, equation 3",
                        "E[X | X~] = sigma_0^2 / (sigma_0^2 + sigma_Z^2) P X~",
                        Equality.exact(1e-10, SubspaceClaims::estimate),
                        Because.QUADRATURE,
                        Cost.QUICK),
                Claim.corrected(
                        "subspace-bayes-loss",
                        "Proposition 2, equation 4",
                        "E||P X~ - X||^2 = d sigma_0^2 sigma_Z^2 / (sigma_0^2 + sigma_Z^2)",
                        new Erratum(
                                1,
                                "that is the loss of sigma_0^2 / (sigma_0^2 + sigma_Z^2) P X~; P X~ itself loses d sigma_Z^2",
                                "the left side misses the shrinkage: without it the noise inside the subspace stays whole"),
                        Equality.monteCarlo(SubspaceClaims::loss),
                        Because.MONTE_CARLO,
                        Cost.QUICK));
    }

    /** Measures the posterior mean as an integral over the plane, in its own coordinates. */
    private static List<Expectation> estimate(Laboratory lab) {
        double variance = 2;
        double noise = 0.7;
        List<double[]> measured = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            RandomStream random = lab.stream("queries", k);
            Frame frame = Frame.random(4, 2, random);
            double[] query = Vectors.combine(2, Vectors.gaussian(4, random), 0, new double[4]);
            double[] y = PlaneQuadrature.mean(
                    (a, b) -> {
                        double square = 0;
                        for (int i = 0; i < 4; i++) {
                            double out = query[i] - a * frame.get(i, 0) - b * frame.get(i, 1);
                            square += out * out;
                        }
                        return StrictMath.exp(-(a * a + b * b) / (2 * variance) - square / (2 * noise));
                    },
                    12,
                    0.25);
            double[] x = new double[4];
            frame.embed(y, 1, x);
            measured.add(x);
            expected.add(Posteriors.mean(new Subspace(frame, variance), query, noise));
        }
        return List.of(Expectation.equal("E[X | X~]", Vectors.concatenate(measured), Vectors.concatenate(expected)));
    }

    private static List<Expectation> loss(Laboratory lab) {
        int d = 8;
        double variance = 2;
        double noise = 1;
        Estimates losses = OracleLosses.of(
                lab,
                new Subspaces(16, d, variance, noise),
                40_000,
                Baselines.bayes(),
                Baselines.projection(),
                Baselines.zero());
        double bayes = d * variance * noise / (variance + noise);
        return List.of(
                Expectation.equal("loss of the shrunk projection", losses.of(0), bayes),
                Expectation.equal("loss of P X~", losses.of(1), d * noise),
                Expectation.equal("loss of zero, Figure 3", losses.of(2), d * variance),
                Expectation.equal("loss of P X~", losses.of(1), bayes).asPrinted());
    }
}
