package icd.workbench.tree;

import icd.io.Visible;
import java.util.Comparator;

/**
 * One mistake in a recipe.
 *
 * @param at the place of the offending value
 * @param path the key concerned, {@code training.epochs}; empty for the recipe as a whole
 * @param message the constraint, the value found and the known alternatives, without the position
 */
public record Problem(Position at, String path, String message) implements Comparable<Problem> {

    @Override
    public int compareTo(Problem other) {
        return Comparator.comparing(Problem::at)
                .thenComparing(Problem::path)
                .thenComparing(Problem::message)
                .compare(this, other);
    }

    /** Returns one line, in which control characters are escaped, as names and values come from the recipe. */
    @Override
    public String toString() {
        return Visible.of(at + ": " + message);
    }
}
