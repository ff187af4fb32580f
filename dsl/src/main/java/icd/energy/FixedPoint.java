package icd.energy;

import icd.math.Digits;
import java.util.Arrays;
import java.util.Locale;
import org.ojalgo.matrix.store.R064Store;

/**
 * A state where grad E = 0, or many that one description covers.
 *
 * @param kind what the Hessian's eigenvalues make of it
 * @param state n x 1; of a degenerate family or a flat region the one found first. Not to be modified.
 * @param energy E there
 * @param eigenvalues of the Hessian, increasing. Not to be modified.
 * @param index how many of them are negative
 * @param nearZero how many are zero but for the census' threshold
 * @param found how many starts led here
 * @param share of all starts
 * @param extent largest distance between the first and any other state found: of a point 0 but for rounding
 * @param memory nearest memory, or -1 where the energy has none
 * @param memoryDistance distance to it, or NaN
 * @param mixture the two or three memories whose mean is nearest, empty where there are not two
 * @param mixtureDistance distance to that mean, or NaN
 * @param active memories with a weight that is not exactly zero: all of them for the log-sum-exp family
 * @param memories how many the energy has
 */
public record FixedPoint(
        Kind kind,
        R064Store state,
        double energy,
        double[] eigenvalues,
        int index,
        int nearZero,
        int found,
        double share,
        double extent,
        int memory,
        double memoryDistance,
        int[] mixture,
        double mixtureDistance,
        int[] active,
        int memories) {

    /** Kinds of fixed points. */
    public enum Kind {
        /** All eigenvalues positive. */
        MINIMUM,
        /** Some negative, some positive, none near zero. */
        SADDLE,
        /** All negative. */
        MAXIMUM,
        /** Some near zero: a valley, such as a ring of minima, of which a count would mean nothing. */
        DEGENERATE,
        /** No memory is active: every state of a whole region is stationary. */
        FLAT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Its kind in words: {@code minimum}, {@code saddle of index 2}, {@code degenerate (1 of 3 directions)}. */
    public String description() {
        return switch (kind) {
            case SADDLE -> "saddle of index " + index;
            case DEGENERATE -> "degenerate (" + nearZero + " of " + eigenvalues.length + " directions)";
            default -> kind.toString();
        };
    }

    /** The mixture as a sum, as in {@code 3+17}. */
    String mixtureName() {
        StringBuilder name = new StringBuilder();
        for (int memory : mixture) {
            name.append(name.isEmpty() ? "" : "+").append(memory);
        }
        return name.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FixedPoint point
                && kind == point.kind
                && Arrays.equals(state.data, point.state.data)
                && energy == point.energy
                && found == point.found;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(state.data);
    }

    @Override
    public String toString() {
        return Digits.text(
                "%s, energy %.6g, from %.1f %% of starts%s%s",
                description(),
                energy,
                100 * share,
                memory < 0 ? "" : Digits.text(", %.4g from memory %d", memoryDistance, memory),
                mixture.length == 0 ? "" : Digits.text(", %.4g from the mean of %s", mixtureDistance, mixtureName()));
    }
}
