package icd;

import icd.math.Finite;
import icd.math.Frame;
import icd.math.Norm;
import icd.math.RandomStream;
import icd.task.Transform;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * The part of {@link Dsl} that makes matrices and vectors in ojAlgo's types, and computes simple properties of them.
 */
public abstract class DslMatrices extends DslNumbers {

    DslMatrices() {}

    /**
     * One row of a matrix.
     *
     * {@snippet :
     *   matrix(row(1, 2), row(3, 4))
     * }
     */
    public static double[] row(double... entries) {
        return entries;
    }

    /**
     * Numbers in any other form as such an array: those of a list, of an {@code int[]}, of a row or column of a matrix.
     *
     * {@snippet :
     *   row(List.of(1, 2, 3))
     * }
     */
    public static double[] row(Object numbers) {
        return GivenNumbers.line("row", "numbers", numbers).clone();
    }

    /**
     * A matrix from its rows. In code typed in the shell, wherever it stands, it is an error to give a method of a
     * matrix another matrix whose shape does not fit, or an index outside the matrix, and the message names both
     * shapes: {@code add} and {@code subtract} need one shape, {@code onCompatible} repeats a row or a column. This
     * check does not cover code in jars, nor calls by reflection; there, only reads of a prompt's context are checked.
     *
     * {@snippet :
     *   matrix(row(1, 2), row(3, 4))
     * }
     */
    public static R064Store matrix(double[]... rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("matrix: there must be at least one row, got none");
        }
        for (double[] row : rows) {
            if (row.length != rows[0].length || row.length == 0) {
                throw new IllegalArgumentException("matrix: rows must hold at least one number, all as many, got "
                        + rows[0].length + " and " + row.length);
            }
        }
        R064Store matrix = R064Store.FACTORY.make(rows.length, rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                matrix.set(i, j, rows[i][j]);
            }
        }
        return matrix;
    }

    /**
     * A matrix from rows in any other form: a {@code float[][]}, a list of lists.
     *
     * {@snippet :
     *   matrix(List.of(List.of(1, 2), List.of(3, 4)))
     * }
     */
    public static R064Store matrix(Object rows) {
        return matrix(GivenNumbers.rows("matrix", "rows", rows));
    }

    /**
     * A column vector.
     *
     * {@snippet :
     *   vector(1, 2, 3)
     * }
     */
    public static R064Store vector(double... entries) {
        return R064Store.FACTORY.column(entries);
    }

    /**
     * A column vector of numbers in any other form, such as a list.
     *
     * {@snippet :
     *   vector(List.of(1, 2, 3))
     * }
     */
    public static R064Store vector(Object entries) {
        return vector(GivenNumbers.line("vector", "entries", entries));
    }

    /**
     * The n x n identity.
     *
     * {@snippet :
     *   identity(3)
     * }
     */
    public static R064Store identity(int n) {
        size("identity", n, n);
        return R064Store.FACTORY.makeEye(n, n);
    }

    /**
     * A diagonal matrix.
     *
     * {@snippet :
     *   diagonal(1, 2, 3)
     * }
     */
    public static R064Store diagonal(double... entries) {
        R064Store matrix = R064Store.FACTORY.make(entries.length, entries.length);
        for (int i = 0; i < entries.length; i++) {
            matrix.set(i, i, entries[i]);
        }
        return matrix;
    }

    /**
     * A matrix of independent standard normal numbers.
     *
     * {@snippet :
     *   gaussianMatrix(3, 20, seed(0))
     * }
     */
    public static R064Store gaussianMatrix(int rows, int columns, long seed) {
        RandomStream random = RandomStream.of(seed, "gaussian matrix");
        return filled("gaussianMatrix", rows, columns, random::gaussian);
    }

    /**
     * A matrix of independent signs, -1 or 1 with equal probability.
     *
     * {@snippet :
     *   signMatrix(100, 10, seed(0))
     * }
     */
    public static R064Store signMatrix(int rows, int columns, long seed) {
        RandomStream random = RandomStream.of(seed, "sign matrix");
        return filled("signMatrix", rows, columns, () -> random.below(2) == 0 ? -1 : 1);
    }

    /**
     * An orthogonal matrix, Haar distributed.
     *
     * {@snippet :
     *   randomOrthogonal(3, seed(0))
     * }
     */
    public static R064Store randomOrthogonal(int n, long seed) {
        size("randomOrthogonal", n, n);
        return Frame.random(n, n, RandomStream.of(seed, "orthogonal")).matrix();
    }

    /**
     * A random invertible matrix of given condition number.
     *
     * {@snippet :
     *   randomInvertible(3, 10, seed(0))
     * }
     */
    public static R064Store randomInvertible(int n, double condition, long seed) {
        size("randomInvertible", n, n);
        return Transform.random(n, condition, Transform.Target.OLD, RandomStream.of(seed, "transform"))
                .matrix();
    }

    /**
     * The inverse of a square matrix.
     *
     * {@snippet :
     *   inverse(matrix(row(2, 1), row(0, 1)))
     * }
     */
    public static R064Store inverse(MatrixStore<Double> A) {
        square("inverse", A);
        return Transform.of(A, Transform.Target.OLD).inverse();
    }

    /**
     * The eigenvalue decomposition: getEigenvalues(), getV(), getD().
     *
     * {@snippet :
     *   eigen(matrix(row(2, 1), row(1, 2))).getEigenvalues()
     * }
     */
    public static Eigenvalue<Double> eigen(MatrixStore<Double> A) {
        square("eigen", A);
        Finite.rows("eigen", "A", A);
        Eigenvalue<Double> decomposition = Eigenvalue.R064.make(A);
        decomposition.decompose(A);
        return decomposition;
    }

    /**
     * The root of the sum of squares of all entries, of any finite size.
     *
     * {@snippet :
     *   norm(vector(3, 4))
     * }
     */
    public static double norm(MatrixStore<Double> A) {
        double[] entries = Finite.rows("norm", "A", A);
        return Norm.of(entries, 0, entries.length);
    }

    /**
     * The root of the sum of squares of numbers in an array or in a list.
     *
     * {@snippet :
     *   norm(row(3, 4))
     * }
     */
    public static double norm(Object numbers) {
        return norm(vector(GivenNumbers.all("norm", "A", numbers)));
    }

    /**
     * The inner product of two vectors.
     *
     * {@snippet :
     *   dot(vector(1, 2), vector(3, 4))
     * }
     */
    public static double dot(MatrixStore<Double> x, MatrixStore<Double> y) {
        if (x.count() != y.count() || !x.isVector() || !y.isVector()) {
            throw new IllegalArgumentException("dot: x and y must be vectors of one length, got " + x.getRowDim()
                    + " x " + x.getColDim() + " and " + y.getRowDim() + " x " + y.getColDim());
        }
        double[] a = Finite.rows("dot", "x", x);
        double[] b = Finite.rows("dot", "y", y);
        double product = product(a, b);
        if (!Double.isFinite(product)) { // a partial sum may have overflowed
            int exponentA = exponent(a);
            int exponentB = exponent(b);
            double unit = product(scaled(a, exponentA), scaled(b, exponentB));
            product = Math.scalb(Math.scalb(unit, exponentA), exponentB);
        }
        return Finite.number("dot", "the product of x and y", product);
    }

    /**
     * The inner product of two vectors, each an array, a list or a matrix of one row or column.
     *
     * {@snippet :
     *   dot(row(1, 2), vector(3, 4))
     * }
     */
    public static double dot(Object x, Object y) {
        return dot(vector(GivenNumbers.line("dot", "x", x)), vector(GivenNumbers.line("dot", "y", y)));
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }

    private static int exponent(double[] numbers) {
        return Math.getExponent(Arrays.stream(numbers).map(Math::abs).max().orElse(0));
    }

    private static double[] scaled(double[] numbers, int exponent) {
        return Arrays.stream(numbers)
                .map(number -> Math.scalb(number, -exponent))
                .toArray();
    }

    /**
     * The cosine of the angle between two vectors; NaN where one is zero.
     *
     * {@snippet :
     *   cosine(vector(1, 0), vector(1, 1))
     * }
     */
    public static double cosine(MatrixStore<Double> x, MatrixStore<Double> y) {
        double[] a = unit(Finite.rows("cosine", "x", x));
        double[] b = unit(Finite.rows("cosine", "y", y));
        return dot(R064Store.wrap(a), R064Store.wrap(b)) / (norm(R064Store.wrap(a)) * norm(R064Store.wrap(b)));
    }

    /**
     * The cosine of the angle between two vectors, each an array, a list or a matrix of one row or column.
     *
     * {@snippet :
     *   cosine(row(1, 0), vector(1, 1))
     * }
     */
    public static double cosine(Object x, Object y) {
        return cosine(vector(GivenNumbers.line("cosine", "x", x)), vector(GivenNumbers.line("cosine", "y", y)));
    }

    /** Divides by a power of two, so that neither squares nor products overflow or vanish. */
    private static double[] unit(double[] numbers) {
        return Arrays.stream(numbers).allMatch(number -> number == 0) ? numbers : scaled(numbers, exponent(numbers));
    }

    /**
     * The sum of the diagonal.
     *
     * {@snippet :
     *   trace(identity(3))
     * }
     */
    public static double trace(MatrixStore<Double> A) {
        square("trace", A);
        double sum = 0;
        for (int i = 0; i < A.getRowDim(); i++) {
            sum += Finite.entry("trace", "A", A, i, i);
        }
        return sum;
    }

    private static void square(String where, MatrixStore<Double> A) {
        if (A.getRowDim() != A.getColDim()) {
            throw new IllegalArgumentException(
                    where + ": A must be square, got " + A.getRowDim() + " x " + A.getColDim());
        }
    }

    private static R064Store filled(String where, int rows, int columns, DoubleSupplier entry) {
        size(where, rows, columns);
        R064Store matrix = R064Store.FACTORY.make(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, entry.getAsDouble());
            }
        }
        return matrix;
    }

    private static void size(String where, int rows, int columns) {
        if (!(rows > 0 && columns > 0)) {
            throw new IllegalArgumentException(
                    where + ": rows and columns must be > 0, got " + rows + " and " + columns);
        }
        if (!((long) rows * columns <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(where + ": rows x columns must be at most " + Integer.MAX_VALUE
                    + " entries, got " + rows + " x " + columns);
        }
    }
}
