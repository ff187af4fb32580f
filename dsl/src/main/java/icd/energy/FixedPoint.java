package icd.energy;

import icd.math.Digits;
import java.util.Arrays;
import java.util.Locale;
import org.ojalgo.matrix.store.R064Store;

/**
 * A state where {@math grad E = 0}, or many states that one description covers.
 *
 * @param kind its kind by the Hessian's eigenvalues
 * @param state n x 1; for a degenerate family or a flat region the state that was found first. Not to be modified.
 * @param energy the energy there
 * @param eigenvalues the Hessian's eigenvalues, increasing. Not to be modified.
 * @param index the number of negative ones
 * @param nearZero the number of those that are zero within the census' threshold
 * @param found the number of starts that led here
 * @param share their share of all starts
 * @param extent the largest distance between the first and any other state found; for a point 0 except for rounding
 * @param memory the nearest memory, or -1 where the energy has none
 * @param memoryDistance distance to it, or NaN
 * @param mixture the two or three memories whose mean is nearest, empty where there are not two
 * @param mixtureDistance distance to that mean, or NaN
 * @param active the number of memories with a weight that is not exactly zero: all of them for the log-sum-exp family
 * @param memories the number of memories of the energy
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

    /** The kinds of fixed points. */
    public enum Kind {
        /** All eigenvalues are positive. */
        MINIMUM,
        /** Some eigenvalues are negative, some positive, none near zero. */
        SADDLE,
        /** All eigenvalues are negative. */
        MAXIMUM,
        /**
         * Some eigenvalues are near zero: a valley, such as a ring of minima, for which a count would have no meaning.
         */
        DEGENERATE,
        /** No memory is active: every state of a whole region is stationary. */
        FLAT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Returns its kind in words: {@code minimum}, {@code saddle of index 2}, {@code degenerate (1 of 3 directions)}.
     */
    public String description() {
        return switch (kind) {
            case SADDLE -> "saddle of index " + index;
            case DEGENERATE -> "degenerate (" + nearZero + " of " + eigenvalues.length + " directions)";
            default -> kind.toString();
        };
    }

    /** Returns the mixture as a sum, as in {@code 3+17}. */
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
