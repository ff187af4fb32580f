package icd.energy;

import icd.kernel.Precision;
import icd.kernel.TokenStack;
import org.ojalgo.matrix.store.MatrixStore;

/** The conditions that energies and their descents share, with the same words; and arrays made of checked matrices. */
final class Check {

    private Check() {}

    static double positive(String where, String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(where + ": " + name + " must be > 0 and finite, got " + value);
        }
        return value;
    }

    static double notNegative(String where, String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(where + ": " + name + " must be >= 0 and finite, got " + value);
        }
        return value;
    }

    static int atLeast(String where, String name, int least, int value) {
        if (!(value >= least)) {
            throw new IllegalArgumentException(where + ": " + name + " must be >= " + least + ", got " + value);
        }
        return value;
    }

    /** Returns a vector of n finite numbers, n x 1 or 1 x n, as an array (a copy). */
    static double[] vector(String where, String name, MatrixStore<Double> vector, int n) {
        if (!(vector.count() == n && Math.max(vector.getRowDim(), vector.getColDim()) == n)) {
            throw new IllegalArgumentException(where + ": " + name + " must be " + n + " x 1, got " + vector.getRowDim()
                    + " x " + vector.getColDim());
        }
        double[] copy = new double[n];
        for (int i = 0; i < n; i++) {
            copy[i] = finite(where, name, vector.doubleValue(i));
        }
        return copy;
    }

    /** Requires an array of the given length. */
    static void length(String where, String name, double[] numbers, int length) {
        if (numbers.length != length) {
            throw new IllegalArgumentException(
                    where + ": " + name + " must hold " + length + " numbers, got " + numbers.length);
        }
    }

    /** Returns a matrix of finite numbers of the given shape, row-major (a copy). */
    static double[] matrix(String where, String name, MatrixStore<Double> matrix, int rows, int columns) {
        if (!(matrix.getRowDim() == rows && matrix.getColDim() == columns)) {
            throw new IllegalArgumentException(where + ": " + name + " must be " + rows + " x " + columns + ", got "
                    + matrix.getRowDim() + " x " + matrix.getColDim());
        }
        double[] copy = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                copy[i * columns + j] = finite(where, name, matrix.doubleValue(i, j));
            }
        }
        return copy;
    }

    /** Returns memories, n x L with n, L &gt; 0, laid out for kernels (a copy). */
    @SuppressWarnings("unchecked") // allocated in float64
    static TokenStack<double[]> memories(String where, MatrixStore<Double> X) {
        int n = X.getRowDim();
        int L = X.getColDim();
        if (!(n > 0 && L > 0)) {
            throw new IllegalArgumentException(
                    where + ": memories must be n x L with n > 0 and L > 0, got " + n + " x " + L);
        }
        TokenStack<double[]> stack = (TokenStack<double[]>) TokenStack.allocate(Precision.FLOAT64, 1, n, L);
        double[] row = new double[L];
        for (int i = 0; i < n; i++) {
            for (int t = 0; t < L; t++) {
                row[t] = finite(where, "memories", X.doubleValue(i, t));
            }
            stack.setRow(0, i, row, 0);
        }
        return stack;
    }

    /**
     * Returns E(s) itself, or a term of it. A local kernel's energy may really be infinite, beyond the reach of all
     * memories.
     *
     * @throws IllegalArgumentException if it is not a number, or overflowed
     */
    static double value(String where, Energy energy, double value) {
        boolean inEarnest = value == Double.POSITIVE_INFINITY
                && energy instanceof MemoryEnergy memories
                && memories.form().local();
        if (!(Double.isFinite(value) || inEarnest)) {
            throw new IllegalArgumentException(where + ": the energy of a state must be finite, got " + value + " from "
                    + energy.name() + "; the state or the memories may be too large for double precision");
        }
        return value;
    }

    private static double finite(String where, String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(where + ": " + name + " must hold finite numbers, got " + value);
        }
        return value;
    }
}
