package icd.workbench.tree;

import java.util.Comparator;

/**
 * The place where a value was written: a place in a file, or a {@code --set} of the command line as a whole.
 *
 * @param source the file as the user named it, or the text of the override
 * @param line from 1, or 0 where the source has no lines
 * @param column from 1, or 0 where the source has no lines
 */
public record Position(String source, int line, int column) implements Comparable<Position> {

    public static Position whole(String source) {
        return new Position(source, 0, 0);
    }

    /** Compares positions: files come before overrides, then lines and columns ascend. */
    @Override
    public int compareTo(Position other) {
        return Comparator.comparing((Position p) -> p.source.startsWith("--set"))
                .thenComparing(Position::source)
                .thenComparingInt(Position::line)
                .thenComparingInt(Position::column)
                .compare(this, other);
    }

    /**
     * Returns the position as compilers print it, {@code recipes/fig3.yaml:12:7}, so that editors and terminals can
     * jump to it.
     */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
