package icd;

import icd.math.Finite;
import icd.math.Sample;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** The part of {@link Dsl} about numbers: grids, statistics, and functions for formulas. */
public abstract class DslNumbers {

    /** The circumference of a circle over its diameter. */
    public static final double PI = Math.PI;

    private static final int MOST = 10_000_000;

    DslNumbers() {}

    /**
     * Numbers at equal distances, both ends among them.
     *
     * {@snippet :
     *   linspace(0, 1, 5)
     * }
     */
    public static double[] linspace(double from, double to, int count) {
        Finite.number("linspace", "from", from);
        Finite.number("linspace", "to", to);
        double[] numbers = new double[count("linspace", count)];
        double span = to - from;
        for (int i = 0; i < count; i++) {
            double part = (double) i / Math.max(1, count - 1);
            double at = Double.isFinite(span * i)
                    ? from + span * i / Math.max(1, count - 1)
                    : (1 - part) * from + part * to;
            numbers[i] = i > 0 && i == count - 1 ? to : at;
        }
        return numbers;
    }

    /**
     * Numbers at equal ratios, both ends among them: the ends themselves are given, and not their exponents.
     *
     * {@snippet :
     *   logspace(0.01, 100, 5)
     * }
     */
    public static double[] logspace(double from, double to, int count) {
        if (!(from > 0 && to > 0 && from < Double.POSITIVE_INFINITY && to < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "logspace: from and to must be > 0 and finite, as the ends themselves and not their exponents, got "
                            + from + " and " + to);
        }
        double[] numbers = linspace(StrictMath.log10(from), StrictMath.log10(to), count("logspace", count));
        for (int i = 0; i < count; i++) {
            numbers[i] = i == 0 ? from : i == count - 1 ? to : StrictMath.pow(10, numbers[i]);
        }
        return numbers;
    }

    private static int count(String where, int count) {
        if (!(count >= 1 && count <= MOST)) {
            throw new IllegalArgumentException(where + ": count must be between 1 and " + MOST + ", got " + count);
        }
        return count;
    }

    /**
     * The whole numbers from 0 to the one before the end.
     *
     * {@snippet :
     *   range(5)
     * }
     */
    public static double[] range(int end) {
        return range(0, end, 1);
    }

    /**
     * The numbers from the first, one apart, to the last before the end.
     *
     * {@snippet :
     *   range(1, 5)
     * }
     */
    public static double[] range(double from, double end) {
        return range(from, end, 1);
    }

    /**
     * The numbers from the first, a step apart, to the last before the end.
     *
     * {@snippet :
     *   range(0, 1, 0.1)
     * }
     */
    public static double[] range(double from, double end, double step) {
        if (!(step != 0 && Double.isFinite(step) && Double.isFinite(from) && Double.isFinite((end - from) / step))) {
            throw new IllegalArgumentException("range: from, end and step must be finite, and step not 0, got " + from
                    + ", " + end + " and " + step);
        }
        double steps = (end - from) / step;
        double whole = Math.rint(steps); // 1.1 / 0.1 is a little more than 11
        double count = Math.abs(steps - whole) <= 1e-9 * Math.abs(steps) ? whole : Math.ceil(steps);
        if (!(count >= 1 && count <= MOST)) {
            throw new IllegalArgumentException("range: there must be between 1 and " + MOST
                    + " numbers before the end, got " + (long) Math.max(0, count) + " from " + from + " to " + end
                    + " by " + step);
        }
        double[] numbers = new double[(int) count];
        Arrays.setAll(numbers, i -> from + i * step);
        return numbers;
    }

    /**
     * The arithmetic mean of numbers.
     *
     * {@snippet :
     *   mean(1, 2, 6)
     * }
     */
    public static double mean(double... values) {
        return Sample.mean(values);
    }

    /**
     * The arithmetic mean of numbers in an array of any kind, in a list, or of all entries of a matrix.
     *
     * {@snippet :
     *   mean(gaussianMatrix(3, 20, seed(0)))
     * }
     */
    public static double mean(Object values) {
        return Sample.mean(GivenNumbers.all("mean", "values", values));
    }

    /**
     * The standard deviation of a sample: the root of the sum of squared distances from the mean, divided by N - 1.
     *
     * {@snippet :
     *   std(1, 2, 6)
     * }
     */
    public static double std(double... values) {
        return Sample.deviation(values);
    }

    /**
     * The standard deviation of numbers in an array of any kind, in a list, or of all entries of a matrix.
     *
     * {@snippet :
     *   std(gaussianMatrix(3, 20, seed(0)))
     * }
     */
    public static double std(Object values) {
        return Sample.deviation(GivenNumbers.all("std", "values", values));
    }

    /**
     * The value below which a share of the numbers lies, linear between neighbours; 0.5 is the median. The numbers are an
     * array, a list, or all entries of a matrix.
     *
     * {@snippet :
     *   quantile(row(1, 2, 6), 0.5)
     * }
     */
    public static double quantile(Object values, double share) {
        return Sample.quantile(GivenNumbers.all("quantile", "values", values), share);
    }

    /**
     * The square root; NaN below 0.
     *
     * {@snippet :
     *   sqrt(2)
     * }
     */
    public static double sqrt(double x) {
        return Math.sqrt(x);
    }

    /**
     * The square root of a boxed number.
     *
     * {@snippet :
     *   sqrt(List.of(2, 3).getFirst())
     * }
     */
    public static double sqrt(Number x) {
        return sqrt(x.doubleValue());
    }

    /**
     * The square root of each number of an array of any kind or of a list.
     *
     * {@snippet :
     *   sqrt(range(5))
     * }
     */
    public static double[] sqrt(Object x) {
        return each("sqrt", x, Math::sqrt);
    }

    /**
     * The square root of each entry of a matrix.
     *
     * {@snippet :
     *   sqrt(identity(2))
     * }
     */
    public static R064Store sqrt(MatrixStore<Double> x) {
        return each(x, Math::sqrt);
    }

    /**
     * The exponential function.
     *
     * {@snippet :
     *   exp(1)
     * }
     */
    public static double exp(double x) {
        return StrictMath.exp(x);
    }

    /**
     * The exponential function of a boxed number.
     *
     * {@snippet :
     *   exp(List.of(2, 3).getFirst())
     * }
     */
    public static double exp(Number x) {
        return exp(x.doubleValue());
    }

    /**
     * The exponential function of each number of an array of any kind or of a list.
     *
     * {@snippet :
     *   exp(range(5))
     * }
     */
    public static double[] exp(Object x) {
        return each("exp", x, StrictMath::exp);
    }

    /**
     * The exponential function of each entry of a matrix.
     *
     * {@snippet :
     *   exp(identity(2))
     * }
     */
    public static R064Store exp(MatrixStore<Double> x) {
        return each(x, StrictMath::exp);
    }

    /**
     * The natural logarithm; minus infinity at 0, NaN below.
     *
     * {@snippet :
     *   log(10)
     * }
     */
    public static double log(double x) {
        return StrictMath.log(x);
    }

    /**
     * The natural logarithm of a boxed number.
     *
     * {@snippet :
     *   log(List.of(2, 3).getFirst())
     * }
     */
    public static double log(Number x) {
        return log(x.doubleValue());
    }

    /**
     * The natural logarithm of each number of an array of any kind or of a list.
     *
     * {@snippet :
     *   log(logspace(1, 100, 3))
     * }
     */
    public static double[] log(Object x) {
        return each("log", x, StrictMath::log);
    }

    /**
     * The natural logarithm of each entry of a matrix.
     *
     * {@snippet :
     *   log(identity(2))
     * }
     */
    public static R064Store log(MatrixStore<Double> x) {
        return each(x, StrictMath::log);
    }

    private static double[] each(String word, Object x, DoubleUnaryOperator f) {
        return Arrays.stream(GivenNumbers.line(word, "x", x)).map(f).toArray();
    }

    private static R064Store each(MatrixStore<Double> x, DoubleUnaryOperator f) {
        R064Store result = R064Store.FACTORY.copy(x);
        Arrays.setAll(result.data, i -> f.applyAsDouble(result.data[i]));
        return result;
    }

    /**
     * The product of two matrices.
     *
     * {@snippet :
     *   times(matrix(row(1, 2), row(3, 4)), vector(1, 1))
     * }
     */
    public static R064Store times(MatrixStore<Double> A, MatrixStore<Double> B) {
        if (A.getColDim() != B.getRowDim()) {
            throw new IllegalArgumentException("times: A must have as many columns as B has rows, got " + A.getRowDim()
                    + " x " + A.getColDim() + " and " + B.getRowDim() + " x " + B.getColDim());
        }
        return R064Store.FACTORY.copy(A.multiply(B));
    }
}
