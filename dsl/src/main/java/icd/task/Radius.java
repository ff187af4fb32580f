package icd.task;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.describe.Written;
import icd.math.GaussLegendre;
import icd.math.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The radius R of a sphere: fixed, or drawn uniformly from an interval.
 *
 * @param least the smallest, &gt; 0
 * @param most the largest, at least {@code least}
 */
@Describe("drawn uniformly from an interval")
public record Radius(
        @Describe(value = "the smallest", key = "from", above = 0, max = Task.MOST_LENGTH)
        double least,

        @Describe(value = "the largest, at least from", key = "to", above = 0, max = Task.MOST_LENGTH)
        double most) {

    /** Exact for polynomials of degree 7 in R, and so for the moments of tokens up to the sixth. */
    private static final GaussLegendre MOMENTS = new GaussLegendre(4);

    private static final GaussLegendre LOSSES = new GaussLegendre(8);

    /**
     * The tolerance of the quadrature, as a share of the mean of a loss: that of the losses themselves, see {@link
     * Spheres#loss}.
     */
    private static final double TOLERANCE = 1e-8;

    /** @throws IllegalArgumentException if not 0 &lt; least &lt;= most, or the square of a radius is not finite */
    public Radius {
        Check.length("Radius", "least", least);
        Check.length("Radius", "most", most);
        if (!(least <= most)) {
            throw new RefusedException("Radius", "least", "be at most the largest, " + most, least);
        }
    }

    /** This radius always. */
    static Radius only(String where, double radius) {
        Check.length(where, "radius", radius);
        return new Radius(radius, radius);
    }

    /** This radius always. */
    @Written
    static Radius only(double radius) {
        return new Radius(radius, radius);
    }

    /** The radius, if it is always the same. */
    @Written
    Optional<Double> only() {
        return isFixed() ? Optional.of(least) : Optional.empty();
    }

    /** Whether it is always the same. */
    public boolean isFixed() {
        return least == most;
    }

    /** Takes nothing from the stream where there is nothing to draw. */
    double draw(RandomStream random) {
        return isFixed() ? least : random.uniform(least, most);
    }

    double only(String where) {
        if (!isFixed()) {
            throw new IllegalStateException(
                    where + ": there must be one radius for all prompts, got " + least + " to " + most);
        }
        return least;
    }

    /** E R^2 = (a^2 + a b + b^2)/3 of an interval from a to b. */
    double meanSquare() {
        return isFixed() ? least * least : most * most * meanPower(1);
    }

    /** E (R/b)^{2k} with b the largest radius, for k up to 3; in these units, as R^6 overflows. */
    double meanPower(int k) {
        return isFixed() ? 1 : MOMENTS.integrate(least / most, 1, r -> StrictMath.pow(r, 2 * k)) / (1 - least / most);
    }

    /** Radii and shares that give the mean of any polynomial of degree 7 in R exactly. */
    List<GaussLegendre.Node> nodes() {
        return isFixed() ? List.of(new GaussLegendre.Node(least, 1)) : MOMENTS.nodes(least, most);
    }

    /** The mean of a loss that is a smooth function of R, by quadrature to eight digits. */
    public double mean(DoubleUnaryOperator loss) {
        return isFixed()
                ? loss.applyAsDouble(least)
                : LOSSES.integrateByPanels(0, 1, TOLERANCE, share -> loss.applyAsDouble(least + share * (most - least)))
                        .value();
    }

    /** As the arguments of a method. */
    String arguments() {
        return isFixed() ? Double.toString(least) : least + ", " + most;
    }

    @Override
    public String toString() {
        return isFixed() ? Double.toString(least) : least + " to " + most;
    }
}
