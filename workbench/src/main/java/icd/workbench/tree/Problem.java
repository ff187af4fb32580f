package icd.workbench.tree;

import icd.io.Visible;
import java.util.Comparator;

/**
 * One thing wrong with a recipe.
 *
 * @param at where the offending value was written
 * @param path the key concerned, {@code training.epochs}; empty for the recipe as a whole
 * @param message what must hold, what was found and what is known, without the position
 */
public record Problem(Position at, String path, String message) implements Comparable<Problem> {

    @Override
    public int compareTo(Problem other) {
        return Comparator.comparing(Problem::at)
                .thenComparing(Problem::path)
                .thenComparing(Problem::message)
                .compare(this, other);
    }

    /** One line, in which whatever drives a terminal is escaped: names and values come from the recipe. */
    @Override
    public String toString() {
        return Visible.of(at + ": " + message);
    }
}
