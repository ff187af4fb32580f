package icd.math;

import org.ojalgo.matrix.store.MatrixStore;

/** Refuses numbers that are not finite where they enter, and names the first. */
public final class Finite {

    private Finite() {}

    /**
     * Returns the number itself.
     *
     * @param where the method it was given to, and {@code name} its name there
     * @throws IllegalArgumentException if it is NaN or infinite
     */
    public static double number(String where, String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(where + ": " + name + " must be finite, got " + value);
        }
        return value;
    }

    /** Does the same as {@link #number} for all numbers of an array, which is returned unchanged. */
    public static double[] numbers(String where, String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        where + ": " + name + " must hold finite numbers, got " + values[i] + " as number " + i);
            }
        }
        return values;
    }

    /** Does the same as {@link #number} for an entry of a matrix. */
    public static double entry(String where, String name, MatrixStore<Double> matrix, int row, int column) {
        double value = matrix.doubleValue(row, column);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(where + ": " + name + " must hold finite numbers, got " + value
                    + " in row " + row + ", column " + column);
        }
        return value;
    }

    /** Returns all entries of a matrix, row-major (a copy); as {@link #number} for each. */
    public static double[] rows(String where, String name, MatrixStore<Double> matrix) {
        int rows = matrix.getRowDim();
        int columns = matrix.getColDim();
        double[] copy = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                copy[i * columns + j] = entry(where, name, matrix, i, j);
            }
        }
        return copy;
    }
}
