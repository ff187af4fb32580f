package icd.claim;

import icd.math.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Plain vectors and row-major matrices for the measures. */
final class Vectors {

    private Vectors() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum = Math.fma(a[i], b[i], sum);
        }
        return sum;
    }

    static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /** Returns ||a - b||. */
    static double distance(double[] a, double[] b) {
        return norm(combine(1, a, -1, b));
    }

    /** Returns a x + b y. */
    static double[] combine(double a, double[] x, double b, double[] y) {
        double[] sum = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            sum[i] = a * x[i] + b * y[i];
        }
        return sum;
    }

    static double[] gaussian(int n, RandomStream random) {
        double[] x = new double[n];
        random.gaussians(x, 0, n);
        return x;
    }

    /** Returns a vector uniform on the sphere of this radius in R^n. */
    static double[] onSphere(int n, double radius, RandomStream random) {
        double[] x = gaussian(n, random);
        return combine(radius / norm(x), x, 0, x);
    }

    /** Returns rows x columns standard normal numbers. */
    static R064Store gaussian(int rows, int columns, RandomStream random) {
        R064Store matrix = R064Store.FACTORY.make(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, random.gaussian());
            }
        }
        return matrix;
    }

    /** Returns M x. */
    static double[] times(MatrixStore<Double> M, double[] x) {
        double[] product = new double[M.getRowDim()];
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < x.length; j++) {
                product[i] = Math.fma(M.doubleValue(i, j), x[j], product[i]);
            }
        }
        return product;
    }

    /** Returns the sum of the diagonal. */
    static double trace(MatrixStore<Double> M) {
        double sum = 0;
        for (int i = 0; i < M.getRowDim(); i++) {
            sum += M.doubleValue(i, i);
        }
        return sum;
    }

    /** Returns column j. */
    static double[] column(MatrixStore<Double> M, int j) {
        double[] column = new double[M.getRowDim()];
        for (int i = 0; i < column.length; i++) {
            column[i] = M.doubleValue(i, j);
        }
        return column;
    }

    /** Puts columns side by side, one token after another. */
    static R064Store columns(double[]... columns) {
        R064Store matrix = R064Store.FACTORY.make(columns[0].length, columns.length);
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < columns[j].length; i++) {
                matrix.set(i, j, columns[j][i]);
            }
        }
        return matrix;
    }

    /** Returns all numbers, row by row. */
    static double[] numbers(MatrixStore<Double> M) {
        double[] numbers = new double[M.getRowDim() * M.getColDim()];
        for (int i = 0; i < M.getRowDim(); i++) {
            for (int j = 0; j < M.getColDim(); j++) {
                numbers[i * M.getColDim() + j] = M.doubleValue(i, j);
            }
        }
        return numbers;
    }

    /** Returns all numbers of several vectors, one after another. */
    static double[] concatenate(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** Returns the softmax of beta times the scores. */
    static double[] softmax(double[] scores, double beta) {
        double[] p = new double[scores.length];
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, beta * score);
        }
        double total = 0;
        for (int t = 0; t < p.length; t++) {
            p[t] = StrictMath.exp(beta * scores[t] - max);
            total += p[t];
        }
        for (int t = 0; t < p.length; t++) {
            p[t] /= total;
        }
        return p;
    }
}
