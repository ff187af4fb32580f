package icd.task;

import icd.math.Finite;
import icd.math.RandomStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * {@math X ~ sum_a w_a N(mu_a, sigma_a^2 I)}: an instance of {@link Mixtures}.
 *
 * @param n ambient dimension
 * @param centres {@math mu}, K x n, one centre after another; owned, not copied
 * @param weights w, K numbers &gt; 0 that sum to 1; owned, not copied
 * @param variances {@math sigma^2}, K numbers &gt;= 0; owned, not copied
 */
public record Mixture(int n, double[] centres, double[] weights, double[] variances) implements Instance {

    public Mixture {
        if (weights.length != variances.length || centres.length != weights.length * n || weights.length == 0) {
            throw new IllegalArgumentException("Mixture: centres, weights and variances must be K x n, K and K with K"
                    + " > 0, got " + centres.length + ", " + weights.length + " and " + variances.length
                    + " numbers with n = " + n);
        }
        Finite.numbers("Mixture", "centres", centres);
        double total = 0;
        for (int a = 0; a < weights.length; a++) {
            Check.positive("Mixture", "weight " + a, weights[a]);
            Check.notNegative("Mixture", "variance " + a, variances[a]);
            total += weights[a];
        }
        if (!(Math.abs(total - 1) < 1e-9)) {
            throw new IllegalArgumentException("Mixture: weights must sum to 1, got " + total);
        }
    }

    /** {@code centre}: {@math mu_1, ..., mu_K}. */
    @Override
    public SequencedMap<String, List<double[]>> landmarks() {
        SequencedMap<String, List<double[]>> landmarks = new LinkedHashMap<>();
        landmarks.put(
                "centre",
                IntStream.range(0, K())
                        .mapToObj(a -> Arrays.copyOfRange(centres, a * n, (a + 1) * n))
                        .toList());
        return landmarks;
    }

    /** Number of components. */
    public int K() {
        return weights.length;
    }

    @Override
    public void sample(RandomStream random, int count, double[] tokens) {
        tiles(random, count, new Scratch()).read(0, count, tokens);
    }

    @Override
    public TokenTiles tiles(RandomStream random, int count, Scratch scratch) {
        int[] component = new int[count];
        for (int t = 0; t < count; t++) {
            double u = random.uniform();
            int a = 0;
            for (u -= weights[0]; u >= 0 && a < K() - 1; u -= weights[a]) {
                a++;
            }
            component[t] = a;
        }
        double[] deviation = new double[K()];
        for (int a = 0; a < K(); a++) {
            deviation[a] = Math.sqrt(variances[a]);
        }
        double[] gaussians = scratch.numbers(0, n * count);
        random.gaussians(gaussians, 0, n * count);
        return (from, each, tile) -> {
            for (int i = 0; i < n; i++) {
                for (int t = 0; t < each; t++) {
                    int a = component[from + t];
                    tile[i * each + t] = Math.fma(deviation[a], gaussians[i * count + from + t], centres[a * n + i]);
                }
            }
        };
    }

    /**
     * Appendix C.3, with responsibilities proportional to {@math w_a N(x~; mu_a, sigma_a^2 I + Sigma_Z)}; the evidence factor printed
     * there is wrong where variances differ. Component a contributes {@math m_a = mu_a + sigma_a^2 (sigma_a^2 I + Sigma_Z)^-1
     * (x~ - mu_a)}, which for isotropic noise is {@math (sigma_a^2 x~ + sigma_Z^2 mu_a) / (sigma_a^2 + sigma_Z^2)}. The trace is
     * {@math sum_a r_a (Tr C_a + ||m_a - x^||^2)} with {@math C_a = sigma_a^2 Sigma_Z (sigma_a^2 I + Sigma_Z)^-1}.
     *
     * <p>Where neither a component nor the noise spreads along some axis, the deviation there is taken as a millionth of
     * the scale of the centres and the noise, so that a component which the query rules out gets no weight.
     */
    @Override
    public double posterior(double[] query, int at, Covariance noise, double[] estimate, int to, Scratch scratch) {
        return noise.isIsotropic()
                ? isotropic(query, at, noise.variance(), estimate, to, scratch)
                : MixturePosterior.of(this, query, at, noise, estimate, to, scratch);
    }

    private double isotropic(double[] query, int at, double noiseVariance, double[] estimate, int to, Scratch scratch) {
        double[] r = scratch.numbers(0, K());
        double[] share = scratch.numbers(1, K());
        logResponsibilities(query, at, noiseVariance, r);
        double total = scratch.exponentiate(r, K());
        double ofQuery = 0;
        for (int a = 0; a < K(); a++) {
            double variance = variances[a] + noiseVariance;
            share[a] = r[a] / total;
            ofQuery += r[a] / total * variances[a] / variance;
            r[a] *= noiseVariance / (total * variance);
        }
        combine(r, estimate, to);
        for (int i = 0; i < n; i++) {
            estimate[to + i] = Math.fma(ofQuery, query[at + i], estimate[to + i]);
        }
        double trace = 0;
        for (int a = 0; a < K(); a++) {
            double pull = variances[a] / (variances[a] + noiseVariance);
            double square = 0;
            for (int i = 0; i < n; i++) {
                double centre = centres[a * n + i];
                double difference = Math.fma(pull, query[at + i] - centre, centre) - estimate[to + i];
                square = Math.fma(difference, difference, square);
            }
            trace = Math.fma(share[a], n * pull * noiseVariance + square, trace);
        }
        return trace;
    }

    /** log w_a N(x~; mu_a, (sigma_a^2 + noiseVariance) I), but for a constant. */
    private void logResponsibilities(double[] query, int at, double noiseVariance, double[] r) {
        for (int a = 0; a < K(); a++) {
            double variance = variances[a] + noiseVariance;
            double square = 0;
            for (int i = 0; i < n; i++) {
                double difference = query[at + i] - centres[a * n + i];
                square = Math.fma(difference, difference, square);
            }
            r[a] = StrictMath.log(weights[a]) - 0.5 * n * StrictMath.log(variance) - square / (2 * variance);
        }
    }

    /**
     * The probability of each component given a clean token, {@math w_a N(x; mu_a, sigma_a^2 I)} normalised, whose mean over tokens is
     * {@math w_a}. Every variance counts a 1e-12th of the largest {@math ||mu_a||^2} more, so that components of variance 0 have one.
     *
     * @param tokens holds x, n numbers from {@code at}. Not modified.
     * @param r K numbers. Modified.
     */
    public void responsibilities(double[] tokens, int at, double[] r) {
        double largest = 0;
        for (int a = 0; a < K(); a++) {
            largest = Math.max(largest, squareOfCentre(a));
        }
        logResponsibilities(tokens, at, 1e-12 * largest, r);
        double total = new Scratch().exponentiate(r, K());
        for (int a = 0; a < K(); a++) {
            r[a] /= total;
        }
    }

    /**
     * Equation 8, the Bayes estimate if all variances were 0: {@math sum_a w_a exp(mu_a.x~ / "noiseVariance") mu_a}, normalised. Where
     * centres are of different norms, which equation 8 leaves out, {@math mu_a.x~ - ||mu_a||^2/2} stands for {@math mu_a.x~}.
     */
    public void zeroVarianceMean(
            double[] query, int at, double noiseVariance, double[] estimate, int to, Scratch scratch) {
        double[] r = scratch.numbers(0, K());
        for (int a = 0; a < K(); a++) {
            double overlap = 0;
            for (int i = 0; i < n; i++) {
                overlap = Math.fma(centres[a * n + i], query[at + i], overlap);
            }
            r[a] = StrictMath.log(weights[a]) + overlap / noiseVariance;
        }
        if (!centresAreOfOneNorm()) {
            for (int a = 0; a < K(); a++) {
                r[a] -= squareOfCentre(a) / (2 * noiseVariance);
            }
        }
        double total = scratch.exponentiate(r, K());
        for (int a = 0; a < K(); a++) {
            r[a] /= total;
        }
        combine(r, estimate, to);
    }

    private double squareOfCentre(int a) {
        double square = 0;
        for (int i = a * n; i < (a + 1) * n; i++) {
            square = Math.fma(centres[i], centres[i], square);
        }
        return square;
    }

    /** To the rounding of centres that were scaled to one norm. */
    private boolean centresAreOfOneNorm() {
        double first = squareOfCentre(0);
        for (int a = 1; a < K(); a++) {
            if (!(Math.abs(squareOfCentre(a) - first) <= 1e-12 * first)) {
                return false;
            }
        }
        return true;
    }

    /** estimate = sum_a r_a mu_a. */
    private void combine(double[] r, double[] estimate, int to) {
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int a = 0; a < K(); a++) {
                sum = Math.fma(r[a], centres[a * n + i], sum);
            }
            estimate[to + i] = sum;
        }
    }

    @Override
    public String toString() {
        return "Mixture of " + K() + " Gaussians in R^" + n;
    }
}
