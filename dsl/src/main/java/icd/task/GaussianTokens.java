package icd.task;

import icd.kernel.Kernel;
import icd.math.Finite;
import icd.math.RandomStream;
import java.util.Arrays;

/**
 * {@math X ~ N("mean", Sigma_X)} with any {@math Sigma_X}: an instance of {@link Gaussians}.
 *
 * @param mean n numbers; owned, not copied
 * @param covariance {@math Sigma_X}, possibly singular
 */
public record GaussianTokens(double[] mean, Covariance covariance) implements Instance {

    /** @throws IllegalArgumentException if mean and covariance are not of one dimension */
    public GaussianTokens {
        if (mean.length != covariance.n()) {
            throw new IllegalArgumentException("GaussianTokens: mean and covariance must be of one dimension, got n = "
                    + mean.length + " and n = " + covariance.n());
        }
        Finite.numbers("GaussianTokens", "mean", mean);
    }

    /** Tokens of mean zero. */
    public GaussianTokens(Covariance covariance) {
        this(new double[covariance.n()], covariance);
    }

    @Override
    public int n() {
        return mean.length;
    }

    @Override
    public void sample(RandomStream random, int count, double[] tokens) {
        tiles(random, count, new Scratch()).read(0, count, tokens);
    }

    @Override
    public TokenTiles tiles(RandomStream random, int count, Scratch scratch) {
        int n = n();
        double[] values = covariance.spectrum().values();
        double[] axes = covariance.spectrum().axes();
        int rank = 0;
        while (rank < n && values[rank] > 0) {
            rank++;
        }
        double[] coordinates = scratch.numbers(0, rank * count);
        random.gaussians(coordinates, 0, rank * count);
        double[] scaled = scratch.numbers(1, rank * n);
        for (int j = 0; j < rank; j++) {
            double deviation = Math.sqrt(values[j]);
            for (int i = 0; i < n; i++) {
                scaled[j * n + i] = deviation * axes[j * n + i];
            }
        }
        int columns = rank;
        return (from, each, tile) -> {
            for (int i = 0; i < n; i++) {
                Arrays.fill(tile, i * each, (i + 1) * each, mean[i]);
            }
            Kernel.chosen().dense().addProduct(scaled, 1, n, n, columns, coordinates, from, count, each, tile);
        };
    }

    /** {@math "mean" + Sigma_X (Sigma_X + Sigma_Z)^+ (x~ - "mean")}, the linear-Gaussian case of section 3.1 and Appendix H. */
    @Override
    public double posterior(double[] query, int at, Covariance noise, double[] estimate, int to, Scratch scratch) {
        int n = n();
        double[] centred = scratch.numbers(2, n);
        for (int i = 0; i < n; i++) {
            centred[i] = query[at + i] - mean[i];
        }
        double trace = noise.isIsotropic()
                ? isotropic(centred, noise.variance(), estimate, to)
                : LinearGaussian.posterior(n, sigma(scratch), centred, 0, noise, estimate, to, scratch);
        for (int i = 0; i < n; i++) {
            estimate[to + i] += mean[i];
        }
        return trace;
    }

    /** In the eigenbasis of Sigma_X, each coordinate is on its own: lambda / (lambda + sigma_Z^2). */
    private double isotropic(double[] centred, double noiseVariance, double[] estimate, int to) {
        int n = n();
        double[] values = covariance.spectrum().values();
        double[] axes = covariance.spectrum().axes();
        for (int i = 0; i < n; i++) {
            estimate[to + i] = 0;
        }
        double trace = 0;
        for (int j = 0; j < n && values[j] > 0; j++) {
            double overlap = 0;
            for (int i = 0; i < n; i++) {
                overlap = Math.fma(axes[j * n + i], centred[i], overlap);
            }
            double shrink = values[j] / (values[j] + noiseVariance);
            trace = Math.fma(shrink, noiseVariance, trace);
            for (int i = 0; i < n; i++) {
                estimate[to + i] = Math.fma(shrink * overlap, axes[j * n + i], estimate[to + i]);
            }
        }
        return trace;
    }

    /** Sigma_X, in an array that {@link LinearGaussian} leaves alone. */
    private double[] sigma(Scratch scratch) {
        int n = n();
        double[] sigma = scratch.numbers(3, n * n);
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < n; l++) {
                sigma[i * n + l] = covariance.get(i, l);
            }
        }
        return sigma;
    }

    @Override
    public String toString() {
        return "Gaussian tokens of " + covariance;
    }
}
