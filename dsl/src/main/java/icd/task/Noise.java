package icd.task;

import icd.describe.Describe;
import icd.describe.KnownKinds;
import icd.describe.Written;
import icd.math.RandomStream;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ojalgo.matrix.store.MatrixStore;

/**
 * The corruption of queries: {@math x~ = x + z} with {@math z ~ N(0, Sigma_Z)}, where {@math Sigma_Z} may vary from prompt to prompt.
 *
 * <p>Users may implement it: one method makes a noise.
 */
@Describe("the noise on the query: x~ = x + z, z ~ N(0, Sigma_Z)")
@KnownKinds({Noises.Isotropic.class, Noises.Orthogonal.class, Noises.OfSpectrum.class, Noises.Given.class})
@FunctionalInterface
public interface Noise {

    /**
     * {@math Sigma_Z} for one prompt.
     *
     * @param instance the instance of the prompt's tokens
     * @param random the prompt's stream, after its tokens were drawn
     */
    Covariance covariance(Instance instance, RandomStream random);

    /**
     * {@math sigma_Z^2} where {@math Sigma_Z = sigma_Z^2 I} for every prompt.
     *
     * @throws UnsupportedOperationException if the noise is not isotropic
     */
    default double variance() {
        throw new UnsupportedOperationException(
                "Noise.variance: the noise must be isotropic, got " + this + "; ask each prompt for its covariance");
    }

    /** {@math sigma_Z^2}, if it is isotropic. */
    @Written
    default Optional<Double> isotropicVariance() {
        return isIsotropic() ? Optional.of(variance()) : Optional.empty();
    }

    /** Whether {@math Sigma_Z = sigma_Z^2 I} with one {@math sigma_Z^2} for every prompt. */
    default boolean isIsotropic() {
        return false;
    }

    /** Returns {@math E Tr Sigma_Z / n}, where {@math Sigma_Z} is independent of the instance and this is known. */
    default OptionalDouble meanVariance() {
        return isIsotropic() ? OptionalDouble.of(variance()) : OptionalDouble.empty();
    }

    /** {@math Sigma_Z} where it is known, and one for all prompts of dimension n. */
    default Optional<Covariance> common(int n) {
        return isIsotropic() ? Optional.of(Covariance.isotropic(n, variance())) : Optional.empty();
    }

    /** Whether {@math Sigma_Z} is invertible, so that the noise has a density. */
    default boolean hasDensity() {
        return true;
    }

    /** Whether {@math R^n} may be turned, instances with it, without a change of how the noise is drawn. */
    default boolean isRotationInvariant() {
        return isIsotropic();
    }

    /**
     * {@math Sigma_Z = "variance" I}.
     *
     * @param variance {@math sigma_Z^2 &gt; 0}
     */
    @Written
    static Noise isotropic(double variance) {
        Check.positive("Noise.isotropic", "variance", variance);
        return new Noises.Isotropic(variance);
    }

    /** One {@math Sigma_Z} for all prompts, n x n, possibly singular (copied). */
    static Noise gaussian(MatrixStore<Double> sigma) {
        return gaussian(Covariance.of(sigma));
    }

    /** One {@math Sigma_Z} for all prompts. */
    static Noise gaussian(Covariance covariance) {
        return new Noises.Given(covariance);
    }

    /**
     * {@math Sigma_Z} with these eigenvalues and axes that are Haar-random for each prompt.
     *
     * @param eigenvalues n numbers &gt;= 0. Not modified.
     */
    static Noise spectrum(double... eigenvalues) {
        return new Noises.OfSpectrum(Check.spectrum("Noise.spectrum", eigenvalues));
    }

    /**
     * {@math Sigma_Z = "variance" (I - P)}: orthogonal to the instance's subspace. Asked about an instance that has none, it throws
     * {@link UnsupportedOperationException}.
     *
     * @param variance &gt; 0
     */
    static Noise orthogonal(double variance) {
        Check.positive("Noise.orthogonal", "variance", variance);
        return new Noises.Orthogonal(variance);
    }
}
