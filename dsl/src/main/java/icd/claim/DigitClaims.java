package icd.claim;

import icd.attention.Potential;
import icd.task.Subspaces;
import icd.theory.LinearOptimum;
import java.util.List;

/**
 * Claims about digits that the literature prints, or that were derived independently, against the closed formulas here.
 */
final class DigitClaims {

    private DigitClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "finite-context-digits",
                        "derived; explains 0.327 of Section 3.2 and Figure 4(a)",
                        "d = 8, sigma_0^2 = 2, sigma_Z^2 = 1: at L = 500 c* = 0.327439, MSE/16 = 0.345121; at 20, 50, 100, 200"
                                + " MSE/16 = .540230, .435028, .388379, .362041",
                        Equality.exact(2e-6, DigitClaims::finiteContext),
                        rounded("six"),
                        Cost.QUICK),
                Claim.asPrinted(
                        "hopfield-digits",
                        "Amit, Gutfreund and Sompolinsky 1985; digits by the mean-field equations",
                        "a_c = .137906, m_c = .96742, m(.10) = .99800, m(.13) = .98721",
                        Equality.exact(5e-6, DigitClaims::hopfield),
                        rounded("five"),
                        Cost.QUICK),
                Claim.asPrinted(
                        "dense-memory-digits",
                        "Krotov and Hopfield 2016, equation 6",
                        "at N = 100, 15.07, 502.4 and 10048 patterns for k = 2, 3, 4: N^{k-1}/(6.635 (2k-3)!!)",
                        Equality.exact(2e-4, DigitClaims::denseMemory),
                        rounded("four"),
                        Cost.QUICK),
                Claim.asPrinted(
                        "spherical-load-digits",
                        "derived; Lucibello and Mezard 2024",
                        "a_1 = .62257 at lambda = 1, .38701 at 0.5",
                        Equality.exact(1.3e-5, DigitClaims::sphericalLoad),
                        rounded("five"),
                        Cost.QUICK),
                Claim.asPrinted(
                        "one-step-regression-digits",
                        "von Oswald et al. 2023, section 3; optimum derived",
                        "d = N = 10, inputs uniform in [-1/2, 1/2]: eta* = 6.0606, loss .206229",
                        Equality.exact(1e-5, DigitClaims::regression),
                        rounded("five"),
                        Cost.QUICK),
                Claim.asPrinted(
                        "antipodal-digits",
                        "derived: m = tanh(beta R^2 m)",
                        "m = .502941 at beta R^2 = 1.1, .957504 at 2",
                        Equality.exact(1e-6, DigitClaims::antipodal),
                        rounded("six"),
                        Cost.QUICK),
                Claim.asPrinted(
                        "prediction-map-digits",
                        "Santos et al. 2024; digits computed independently",
                        "z = (-2, 0, 0.5): softmax (.0486, .3592, .5922), sparsemax (0, .25, .75), entmax-1.5 (0, .3260,"
                                + " .6740), normmax-2 (0, .3110, .6890)",
                        Equality.exact(1e-4, DigitClaims::predictionMaps),
                        rounded("four"),
                        Cost.QUICK));
    }

    private static String rounded(String digits) {
        return "printed to " + digits + " digits, of which the last may be out by one half";
    }

    private static List<Expectation> finiteContext(Laboratory lab) {
        int[] lengths = {20, 50, 100, 200, 500};
        double[] losses = new double[5];
        for (int i = 0; i < 5; i++) {
            losses[i] = LinearOptimum.of(new Subspaces(16, 8, 2, 1), lengths[i]).msePerDim();
        }
        return List.of(
                Expectation.equal("MSE/16", losses, new double[] {.540230, .435028, .388379, .362041, .345121}),
                Expectation.equal(
                        "c* at L = 500",
                        LinearOptimum.of(new Subspaces(16, 8, 2, 1), 500).product(),
                        .327439));
    }

    /**
     * Measures the Hopfield network. At a_c itself the mean-field iteration does not converge: a_c and m_c come from
     * the closed equation for erf.
     */
    private static List<Expectation> hopfield(Laboratory lab) {
        return List.of(
                Expectation.equal("a_c", HopfieldCapacity.criticalLoad(), .137906),
                Expectation.equal("m_c", HopfieldCapacity.criticalOverlap(), .96742),
                Expectation.equal("m(.10)", HopfieldClaims.meanField(.10), .99800),
                Expectation.equal("m(.13)", HopfieldClaims.meanField(.13), .98721));
    }

    private static List<Expectation> denseMemory(Laboratory lab) {
        double[] expected = {15.07, 502.4, 10048};
        double[] measured = new double[3];
        double[] relative = new double[3];
        for (int k = 2; k <= 4; k++) {
            measured[k - 2] = DenseMemoryCapacity.patterns(100, k, .005);
            relative[k - 2] = measured[k - 2] / expected[k - 2];
        }
        return List.of(
                Expectation.equal("patterns over those printed", relative, new double[] {1, 1, 1}),
                Expectation.equal("patterns", measured, expected),
                Expectation.equal("N over patterns at k = 2", 100 / measured[0], 6.635));
    }

    private static List<Expectation> sphericalLoad(Laboratory lab) {
        return List.of(
                Expectation.equal("a_1 at lambda = 1", SphericalExponentialMemory.criticalLoad(1), .62257),
                Expectation.equal("a_1 at lambda = 0.5", SphericalExponentialMemory.criticalLoad(.5), .38701));
    }

    private static List<Expectation> regression(Laboratory lab) {
        OneStepRegression one = new OneStepRegression(10, 10, .5);
        return List.of(
                Expectation.equal("eta*", one.bestStep(), 6.0606),
                Expectation.equal("loss at eta*", one.leastLoss(), .206229));
    }

    private static List<Expectation> antipodal(Laboratory lab) {
        return List.of(
                Expectation.equal("m at 1.1", AntipodalMemories.magnetisation(1.1), .502941),
                Expectation.equal("m at 2", AntipodalMemories.magnetisation(2), .957504));
    }

    private static List<Expectation> predictionMaps(Laboratory lab) {
        double[] z = {-2, 0, 0.5};
        return List.of(
                map(z, new Potential.Softmax(), .0486, .3592, .5922),
                map(z, new Potential.Sparsemax(), 0, .25, .75),
                map(z, new Potential.Entmax(1.5), 0, .3260, .6740),
                map(z, new Potential.Normmax(2), 0, .3110, .6890));
    }

    private static Expectation map(double[] z, Potential potential, double... expected) {
        double[] y = new double[z.length];
        potential.weigh(z, y);
        return Expectation.equal(potential.label(), y, expected);
    }
}
