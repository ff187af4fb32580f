package icd.figure;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Numbers in rows of one length, copied once, when they are given. */
public final class Grid {

    private final double[][] rows;

    private Grid(double[][] rows) {
        this.rows = rows;
    }

    /**
     * @param rows not modified, copied
     * @throws IllegalArgumentException if the rows differ in length
     */
    public static Grid of(double[][] rows) {
        return of("Grid", rows);
    }

    /** @param where whose rows they are, for errors */
    static Grid of(String where, double[][] rows) {
        for (double[] row : Check.given(where, "values", rows)) {
            Check.sameLength(where, "every row", row.length, "row 0", rows[0].length);
        }
        return new Grid(Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new));
    }

    /** How many rows there are. */
    public int rows() {
        return rows.length;
    }

    /** How many columns there are; none where there is no row. */
    public int columns() {
        return rows.length == 0 ? 0 : rows[0].length;
    }

    public double at(int row, int column) {
        return rows[row][column];
    }

    /** All numbers, row by row. */
    public DoubleStream stream() {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream);
    }

    /** A copy, row by row. */
    public double[][] toArray() {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grid grid && Arrays.deepEquals(rows, grid.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(rows);
    }

    /** The shape and how far the numbers reach, without the data. */
    @Override
    public String toString() {
        return rows() + " x " + columns() + " of " + Numbers.of(stream().toArray());
    }
}
