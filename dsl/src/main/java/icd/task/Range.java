package icd.task;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.describe.Written;
import icd.math.RandomStream;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A whole number that is fixed, or drawn uniformly from a range for each prompt.
 *
 * @param least the smallest, at least 1
 * @param most the largest, at least {@code least}
 */
@Describe("drawn uniformly from a range for each prompt")
public record Range(
        @Describe(value = "the smallest", key = "from", min = 1)
        int least,

        @Describe(value = "the largest, at least from", key = "to", min = 1)
        int most) {

    /** @throws IllegalArgumentException if not 1 &lt;= least &lt;= most */
    public Range {
        if (!(1 <= least && least <= most)) {
            throw new RefusedException("Range", "least", "be at least 1 and at most the largest, " + most, least);
        }
    }

    /** This number always. */
    static Range only(String where, String name, int value) {
        Check.atLeastOne(where, name, value);
        return new Range(value, value);
    }

    /** This number always. */
    @Written
    static Range only(int value) {
        return new Range(value, value);
    }

    /** The number, if it is always the same. */
    @Written
    Optional<Integer> only() {
        return isFixed() ? Optional.of(least) : Optional.empty();
    }

    /** Whether it is always the same. */
    public boolean isFixed() {
        return least == most;
    }

    /** Takes nothing from the stream where there is nothing to draw. */
    int draw(RandomStream random) {
        return isFixed() ? least : least + random.below(most - least + 1);
    }

    int only(String where) {
        if (!isFixed()) {
            throw new IllegalStateException(
                    where + ": there must be one value for all prompts, got " + least + " to " + most);
        }
        return least;
    }

    /** The mean of a function of the number. */
    public double mean(DoubleUnaryOperator of) {
        return IntStream.rangeClosed(least, most)
                .mapToDouble(of::applyAsDouble)
                .average()
                .orElseThrow();
    }

    /** As the arguments of a method. */
    String arguments() {
        return isFixed() ? Integer.toString(least) : least + ", " + most;
    }

    @Override
    public String toString() {
        return isFixed() ? Integer.toString(least) : least + " to " + most;
    }
}
