package icd.task;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The second moment {@math E v v^T} of a random vector v of {@math R^n}, which determines the mean of {@math ||B v||^2} for any n x n matrix B.
 * The error {@math x^ - x} of a denoiser has one too, whose trace is its loss.
 *
 * <p>Its numbers are computed when they are requested, since some take a quadrature.
 */
public final class SecondMoment {

    private final int n;
    private final DoubleSupplier trace;
    private final Supplier<double[]> matrix; // null for a multiple of the identity

    private SecondMoment(int n, DoubleSupplier trace, Supplier<double[]> matrix) {
        this.n = n;
        this.trace = trace;
        this.matrix = matrix;
    }

    /** A multiple of the identity: that of a vector which may point anywhere. */
    static SecondMoment isotropic(int n, DoubleSupplier trace) {
        return new SecondMoment(n, trace, null);
    }

    /** The second moment of v = 0. */
    static SecondMoment zero(int n) {
        return isotropic(n, () -> 0);
    }

    /** @param matrix makes n x n numbers, row-major, of this trace */
    static SecondMoment of(int n, DoubleSupplier trace, Supplier<double[]> matrix) {
        return new SecondMoment(n, trace, matrix);
    }

    /** The second moment of v ~ N(0, Sigma). */
    static SecondMoment of(Covariance sigma) {
        return sigma.isIsotropic() ? isotropic(sigma.n(), sigma::trace) : of(sigma.n(), sigma::trace, sigma::entries);
    }

    /** {@math E||v||^2}. */
    public double trace() {
        return trace.getAsDouble();
    }

    /** {@math E||A v||^2}. */
    public double through(Transform change) {
        return matrix == null ? trace() / n * change.squaredNorm() : change.trace(matrix.get());
    }

    /** {@math E||A v - v||^2}. */
    public double movedBy(Transform change) {
        return matrix == null ? trace() / n * change.squaredMove() : change.traceOfMove(matrix.get());
    }

    @Override
    public String toString() {
        return "second moment in R^" + n + " of trace " + trace();
    }
}
