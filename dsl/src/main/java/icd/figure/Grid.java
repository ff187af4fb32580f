package icd.figure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Numbers in rows of one length, copied once, when they are given.
 *
 * @throws IllegalArgumentException if the rows differ in length
 */
public record Grid(List<Numbers> lines) {

    public Grid {
        lines = List.copyOf(lines);
        for (Numbers line : lines) {
            Check.sameLength("Grid", "every row", line, "row 0", lines.getFirst());
        }
    }

    /** @param rows not modified, copied */
    public static Grid of(double[][] rows) {
        return of("Grid", rows);
    }

    /** @param where whose rows they are, for errors */
    static Grid of(String where, double[][] rows) {
        for (double[] row : Check.given(where, "values", rows)) {
            Check.sameLength(where, "every row", row.length, "row 0", rows[0].length);
        }
        return new Grid(Arrays.stream(rows).map(Numbers::of).toList());
    }

    /** How many rows there are. */
    public int rows() {
        return lines.size();
    }

    /** How many columns there are; none where there is no row. */
    public int columns() {
        return lines.isEmpty() ? 0 : lines.getFirst().size();
    }

    public double at(int row, int column) {
        return lines.get(row).at(column);
    }

    /** All numbers, row by row. */
    public DoubleStream stream() {
        return lines.stream().flatMapToDouble(Numbers::stream);
    }

    /** A copy, row by row. */
    public double[][] toArray() {
        return lines.stream().map(Numbers::toArray).toArray(double[][]::new);
    }

    /** The shape and how far the numbers reach, without the data. */
    @Override
    public String toString() {
        return rows() + " x " + columns() + " of " + Numbers.of(stream().toArray());
    }
}
