package icd.claim;

import icd.denoise.Baselines;
import icd.task.PromptSet;
import icd.task.StatePath;
import icd.task.StateSpace;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.matrix.store.R064Store;

/**
 * Claims about tokens that follow one another: the information of the whole prompt about the target, and the weight of
 * each token.
 */
final class StateSpaceClaims {

    private static final String SOURCE =
            "derived; next steps of the talk: positional embedding and dynamical inference";
    private static final StateSpace CLEAN = new StateSpace(16, 8);
    private static final StateSpace NOISY = CLEAN.contextNoise(1);

    private StateSpaceClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "state-space-clean-context",
                        SOURCE,
                        "of a clean context the last token alone matters: d q sigma_Z^2/(q + sigma_Z^2), q = (1 - rho^2) sigma_0^2, which is"
                                + " 2.2028986 where the query alone leaves 16/3",
                        Equality.monteCarlo(StateSpaceClaims::cleanContext),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "state-space-riccati",
                        SOURCE,
                        "the variance of the next token given L noisy ones is P of the Riccati recursion: .718719 with gain .418171 in the end",
                        Equality.exact(1e-6, StateSpaceClaims::riccati),
                        "conditioning by the joint covariance is exact but for rounding; what is printed has six digits",
                        Cost.QUICK),
                Claim.asPrinted(
                        "state-space-weights-decay",
                        SOURCE,
                        "each weight is rho (1 - K) times the one after it: -ln[rho (1 - K)] = .646940 a token",
                        Equality.exact(1e-6, StateSpaceClaims::weightsDecay),
                        "conditioning by the joint covariance is exact but for rounding; what is printed has six digits",
                        Cost.QUICK),
                Claim.asPrinted(
                        "state-space-kalman-loss",
                        SOURCE,
                        "the Kalman filter and then the query lose d P sigma_Z^2/(P + sigma_Z^2) on prompts, less than the query alone",
                        Equality.monteCarlo(StateSpaceClaims::kalmanLoss),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH));
    }

    /** Measures a denoiser written by hand: the last token times rho, and the query's projection about it. */
    private static List<Expectation> cleanContext(Laboratory lab) {
        PromptSet prompts = lab.prompts("prompts", CLEAN, 10_000, 20);
        int n = 16;
        double[] values = new double[prompts.size()];
        for (int k = 0; k < prompts.size(); k++) {
            double[] rest = new double[n];
            double[] inside = new double[n];
            for (int i = 0; i < n; i++) {
                rest[i] = prompts.queries()[k * n + i] - .9 * prompts.contexts().get(k, i, 19);
            }
            ((StatePath) prompts.instance(k)).frame().project(rest, 0, inside, 0);
            for (int i = 0; i < n; i++) {
                double estimate = .9 * prompts.contexts().get(k, i, 19) + .38 / 1.38 * inside[i];
                double error = estimate - prompts.targets()[k * n + i];
                values[k] += error * error;
            }
        }
        Estimates losses = OracleLosses.of(prompts, Baselines.kalman(), Baselines.bayes());
        return List.of(
                Expectation.equal(
                        "loss of the last token and the query",
                        new Estimates(prompts.size(), 1, values).of(0),
                        CLEAN.kalmanLoss(20)),
                Expectation.equal("loss of the filter and the query", losses.of(0), 2.2028986),
                Expectation.equal("loss of the query alone", losses.of(1), 16 / 3.0));
    }

    /** Returns the weights of one coordinate of the tokens in E[x_{L+1} | context], from the joint covariance. */
    private static double[] weights(StateSpace task, int L) {
        R064Store covariance = R064Store.FACTORY.make(L, L);
        double[] target = new double[L];
        for (int j = 0; j < L; j++) {
            target[j] = covariance(task, L - j);
            for (int k = 0; k < L; k++) {
                covariance.set(j, k, covariance(task, Math.abs(j - k)) + (j == k ? task.contextNoise() : 0));
            }
        }
        return Vectors.times(WeightSearch.inverse(covariance), target);
    }

    private static double covariance(StateSpace task, int lag) {
        return task.variance() * StrictMath.pow(task.rho(), lag);
    }

    private static double variance(StateSpace task, int L) {
        double[] weights = weights(task, L);
        double variance = task.variance();
        for (int j = 0; j < L; j++) {
            variance -= weights[j] * covariance(task, L - j);
        }
        return variance;
    }

    private static List<Expectation> riccati(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (int L : new int[] {1, 3, 10}) {
            expectations.add(Expectation.equal("variance given " + L, variance(NOISY, L), NOISY.predictionVariance(L)));
        }
        double last = variance(NOISY, 40);
        expectations.add(Expectation.equal("variance given 40", last, .718719));
        expectations.add(Expectation.equal("gain", last / (last + 1), .418171));
        return expectations;
    }

    private static List<Expectation> weightsDecay(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        double[] weights = weights(NOISY, 40);
        expectations.add(
                Expectation.equal("-ln of a ratio, R = 1", -StrictMath.log(weights[29] / weights[30]), .646940));
        for (double noise : new double[] {.2, 4}) {
            StateSpace task = NOISY.contextNoise(noise);
            double[] others = weights(task, 60);
            expectations.add(Expectation.equal(
                    "-ln of a ratio, R = " + noise, -StrictMath.log(others[54] / others[55]), task.decay()));
        }
        return expectations;
    }

    private static List<Expectation> kalmanLoss(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (int L : new int[] {2, 20}) {
            Estimates losses =
                    OracleLosses.of(lab.prompts("prompts", NOISY, 10_000, L), Baselines.kalman(), Baselines.bayes());
            expectations.add(Expectation.equal("loss at L = " + L, losses.of(0), NOISY.kalmanLoss(L)));
            expectations.add(
                    Expectation.above("loss below the query's alone at L = " + L, losses.combination(-1, 1), 0));
        }
        return expectations;
    }
}
