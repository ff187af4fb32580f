package icd.task;

import icd.math.Bessel;
import icd.math.Frame;
import icd.math.Norm;
import icd.math.RandomStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * X uniform on the sphere {@math S^d} of radius R in a (d+1)-dimensional subspace: an instance of {@link Spheres}.
 *
 * @param frame basis of the subspace, d + 1 vectors
 * @param radius {@math R &gt; 0}
 * @param drift how the subspace turned on its way to the query, whose subspace the frame spans; empty where it stood still
 */
public record Sphere(Frame frame, double radius, Optional<Drift> drift) implements SpannedInstance {

    public Sphere {
        Check.length("Sphere", "radius", radius);
    }

    /** One that stands still. */
    public Sphere(Frame frame, double radius) {
        this(frame, radius, Optional.empty());
    }

    /** One that turns. */
    Sphere(Drift drift, double radius) {
        this(drift.frame(), radius, Optional.of(drift));
    }

    /** Dimension of the sphere, one less than that of its subspace. */
    public int d() {
        return frame.k() - 1;
    }

    @Override
    public void sample(RandomStream random, int count, double[] tokens) {
        frame.embed(coordinates(random, count, new Scratch()), count, tokens);
    }

    @Override
    public TokenTiles tiles(RandomStream random, int count, Scratch scratch) {
        double[] coordinates = coordinates(random, count, scratch);
        if (drift.isEmpty()) {
            return (from, each, tile) -> frame.embed(coordinates, from, count, each, tile);
        }
        double[] turned = drift.get().turned(coordinates, count, scratch);
        return (from, each, tile) -> drift.get().axes().embed(turned, from, count, each, tile);
    }

    private double[] coordinates(RandomStream random, int count, Scratch scratch) {
        int k = frame.k();
        double[] coordinates = scratch.numbers(0, k * count);
        random.gaussians(coordinates, 0, k * count);
        double[] scale = scratch.numbers(1, count);
        Arrays.fill(scale, 0, count, 0);
        for (int i = 0; i < k; i++) {
            for (int t = 0; t < count; t++) {
                scale[t] = Math.fma(coordinates[i * count + t], coordinates[i * count + t], scale[t]);
            }
        }
        for (int t = 0; t < count; t++) {
            scale[t] = radius / Math.sqrt(scale[t]);
        }
        for (int i = 0; i < k; i++) {
            for (int t = 0; t < count; t++) {
                coordinates[i * count + t] *= scale[t];
            }
        }
        return coordinates;
    }

    /**
     * Proposition 3, equation 6, with the Bessel orders of the sphere {@math S^d} in {@math R^{d+1}} (the text and the published code have
     * those of {@math R^d}): {@math (I_{(d+1)/2} / I_{(d-1)/2})(R r / sigma^2) R P x~ / r}, where {@math r = ||P x~||}. Zero where r is. The
     * trace is {@math R^2 (1 - "ratio"^2)}.
     *
     * <p>The noise may be of any covariance that is isotropic of variance {@math sigma^2} within the subspace and has nothing to do
     * with what is outside; where {@math sigma^2 = 0} the target is {@math P x~} itself.
     *
     * @throws UnsupportedOperationException for other noise
     */
    @Override
    public double posterior(double[] query, int at, Covariance noise, double[] estimate, int to, Scratch scratch) {
        double within = noise.within(frame);
        if (Double.isNaN(within)) {
            throw new UnsupportedOperationException(
                    "Sphere.posterior: the noise must be isotropic within the instance's"
                            + " subspace and uncorrelated with what is outside, got " + noise
                            + "; there is no closed form, use bayesBySampling(samples)");
        }
        double r = projectOnto(query, at, estimate, to);
        if (within == 0) {
            return 0;
        }
        double order = (d() - 1) / 2.0;
        double concentration = radius * r / within;
        double ratio = Bessel.ratio(order, concentration);
        for (int i = 0; i < n(); i++) {
            estimate[to + i] *= ratio;
        }
        return radius * radius * Bessel.oneMinusRatio(order, concentration) * (1 + ratio);
    }

    /**
     * {@math R P x~ / ||P x~||}, the point of the sphere nearest to the query; zero where {@math P x~} is.
     *
     * @return {@math ||P x~||}
     */
    public double projectOnto(double[] query, int at, double[] estimate, int to) {
        frame.project(query, at, estimate, to);
        double r = Norm.of(estimate, to, n());
        double scale = radius / r;
        for (int i = 0; i < n() && r > 0; i++) {
            estimate[to + i] = Double.isFinite(scale) ? scale * estimate[to + i] : radius * (estimate[to + i] / r);
        }
        return r;
    }

    @Override
    public String toString() {
        return "Sphere[frame=" + frame + ", radius=" + radius
                + drift.map(turning -> ", " + turning).orElse("") + "]";
    }
}
