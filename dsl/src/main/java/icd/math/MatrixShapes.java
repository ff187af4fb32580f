package icd.math;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ojalgo.matrix.BasicMatrix;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.decomposition.Hessenberg;
import org.ojalgo.matrix.decomposition.LDL;
import org.ojalgo.matrix.decomposition.Tridiagonal;
import org.ojalgo.scalar.Scalar;
import org.ojalgo.structure.Factory2D;
import org.ojalgo.structure.Structure1D;
import org.ojalgo.structure.Structure2D;

/**
 * The requirements of the methods of ojAlgo's matrices on the shapes of their operands. ojAlgo itself often does not
 * check: a product of a 2 x 2 and a 3 x 1 matrix gives numbers, as does a sum that lets a column stand for a whole
 * matrix.
 *
 * <p>A rule belongs to the name of a method, whatever class has it: {@code add} and {@code subtract} need operands of one
 * shape, {@code multiply} as many columns as rows, {@code solve} and {@code getSolution} a right-hand side as tall as the
 * matrix, an index must lie within the matrix. Where ojAlgo says that it repeats a row or a column ({@code onCompatible},
 * {@code modifyCompatible}, {@code fillCompatible}), that is allowed, and where it says that a target may be larger
 * ({@code supplyTo}, {@code accept}), that is allowed too.
 */
public final class MatrixShapes {

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("add", MatrixShapes::alike),
            Map.entry("subtract", MatrixShapes::alike),
            Map.entry("onMatching", MatrixShapes::alike),
            Map.entry("modifyMatching", MatrixShapes::alike),
            Map.entry("fillMatching", MatrixShapes::alike),
            Map.entry("onCompatible", MatrixShapes::repeatable),
            Map.entry("modifyCompatible", MatrixShapes::repeatable),
            Map.entry("fillCompatible", MatrixShapes::repeatableBoth),
            Map.entry("multiply", MatrixShapes::product),
            Map.entry("premultiply", (method, matrix, given) -> chained(method, "operand", given[0], "matrix", matrix)),
            Map.entry("multiplyBoth", MatrixShapes::quadraticForm),
            Map.entry("fillByMultiplying", MatrixShapes::filledByProduct),
            Map.entry("dot", MatrixShapes::asMany),
            Map.entry("axpy", MatrixShapes::asMany),
            Map.entry("above", (method, matrix, given) -> stacked(method, "columns", matrix, given)),
            Map.entry("below", (method, matrix, given) -> stacked(method, "columns", matrix, given)),
            Map.entry("left", (method, matrix, given) -> stacked(method, "rows", matrix, given)),
            Map.entry("right", (method, matrix, given) -> stacked(method, "rows", matrix, given)),
            Map.entry("superimpose", MatrixShapes::superimposed),
            Map.entry("accept", (method, matrix, given) -> holds(method, "matrix", matrix, "operand", given[0])),
            Map.entry("supplyTo", (method, matrix, given) -> holds(method, "operand", given[0], "matrix", matrix)),
            Map.entry("onColumns", (method, matrix, given) -> along(method, columns(matrix), matrix, given)),
            Map.entry("onRows", (method, matrix, given) -> along(method, rows(matrix), matrix, given)),
            Map.entry("modifyMatchingInColumns", (method, matrix, given) -> along(method, rows(matrix), matrix, given)),
            Map.entry("modifyMatchingInRows", (method, matrix, given) -> along(method, columns(matrix), matrix, given)),
            Map.entry("reduceRows", (method, matrix, given) -> along(method, rows(matrix), matrix, given)),
            Map.entry("reduceColumns", (method, matrix, given) -> along(method, columns(matrix), matrix, given)),
            Map.entry("fillRow", MatrixShapes::filledRow),
            Map.entry("fillColumn", MatrixShapes::filledColumn),
            Map.entry("fillDiagonal", MatrixShapes::filledDiagonal),
            Map.entry("substituteForwards", MatrixShapes::substituted),
            Map.entry("substituteBackwards", MatrixShapes::substituted),
            Map.entry("solve", MatrixShapes::solved),
            Map.entry("getSolution", MatrixShapes::solved),
            Map.entry("ftran", MatrixShapes::solved),
            Map.entry("btran", MatrixShapes::solvedTransposed),
            Map.entry("decompose", MatrixShapes::decomposed),
            Map.entry("decomposeWithoutPivoting", MatrixShapes::decomposed),
            Map.entry("compute", MatrixShapes::decomposed),
            Map.entry("computeValuesOnly", MatrixShapes::decomposed),
            Map.entry("updateColumn", (method, matrix, given) -> along(method, rows(matrix), matrix, given)),
            Map.entry("calculateDeterminant", (method, _, given) -> square(method, given[0])),
            Map.entry("getDeterminant", MatrixShapes::ofSquare),
            Map.entry("getTrace", MatrixShapes::ofSquare),
            Map.entry("rows", MatrixShapes::selectedRows),
            Map.entry("row", MatrixShapes::selectedRows),
            Map.entry("columns", MatrixShapes::selectedColumns),
            Map.entry("column", MatrixShapes::selectedColumns),
            Map.entry("limits", MatrixShapes::cut),
            Map.entry("offsets", MatrixShapes::cut));

    private MatrixShapes() {}

    /** The requirements of a method on the matrix it is called on and on its arguments. */
    @FunctionalInterface
    private interface Rule {
        void check(String method, Object matrix, Object[] given);
    }

    /** Returns whether there is a rule for methods of this name. */
    public static boolean knows(String method) {
        return RULES.containsKey(method);
    }

    /**
     * Does nothing if the shapes fit, or no rule exists for the method.
     *
     * @param matrix the matrix that the method is called on
     * @param given its arguments
     * @throws IllegalArgumentException if they do not; the message names the method, both operands and both shapes
     */
    public static void check(String method, Object matrix, Object... given) {
        Rule rule = RULES.get(method);
        if (rule != null && given.length + (matrix instanceof Structure1D ? 1 : 0) > 0) {
            rule.check(method, matrix, given);
        }
    }

    /**
     * Checks element access by row and column.
     *
     * @throws IndexOutOfBoundsException if the matrix has no such element; the message names its shape
     */
    public static void checkElement(Object matrix, long row, long column) {
        if (matrix instanceof Structure2D of
                && !(0 <= row && row < of.countRows() && 0 <= column && column < of.countColumns())) {
            throw new IndexOutOfBoundsException("element: row and column must lie within the matrix, " + shape(of)
                    + ", got row " + row + " and column " + column + ", counted from 0");
        }
    }

    /**
     * Checks element access by one index, down the columns.
     *
     * @throws IndexOutOfBoundsException if the matrix has no such element; the message names its shape
     */
    public static void checkElement(Object matrix, long index) {
        if (matrix instanceof Structure1D of && !(0 <= index && index < of.count())) {
            throw new IndexOutOfBoundsException(
                    "element: index must lie within the matrix, " + shape(of) + ", got " + index + ", counted from 0");
        }
    }

    // ------------------------------------------------------------ Rules

    private static void alike(String method, Object matrix, Object[] given) {
        for (Structure1D operand : operands(given)) {
            if (matrix instanceof Structure1D of && !sameShape(of, operand)) {
                throw misfit(method, "matrix and operand must be of one shape", "matrix", of, "operand", operand);
            }
        }
    }

    private static void repeatable(String method, Object matrix, Object[] given) {
        for (Structure1D operand : operands(given)) {
            if (matrix instanceof Structure1D of
                    && !(repeats(rows(operand), rows(of)) && repeats(columns(operand), columns(of)))) {
                throw misfit(
                        method,
                        "operand must have the matrix's rows and columns, or one to repeat",
                        "matrix",
                        of,
                        "operand",
                        operand);
            }
        }
    }

    private static void repeatableBoth(String method, Object matrix, Object[] given) {
        List<Structure1D> operands = operands(given);
        if (operands.size() == 2 && matrix instanceof Structure1D) {
            repeatable(method, matrix, given);
        }
    }

    private static boolean repeats(long size, long of) {
        return size == of || size == 1;
    }

    private static void product(String method, Object matrix, Object[] given) {
        List<Structure1D> operands = operands(given);
        if (operands.isEmpty() || !(matrix instanceof Structure2D left)) {
            return; // by a number
        }
        chained(method, "matrix", left, "operand", operands.getFirst());
        if (operands.size() == 2) {
            target(method, operands.get(1), left, operands.getFirst());
        }
    }

    private static void filledByProduct(String method, Object matrix, Object[] given) {
        List<Structure1D> operands = operands(given);
        if (operands.size() == 2 && matrix instanceof Structure2D target) {
            chained(method, "left", operands.getFirst(), "right", operands.get(1));
            target(method, target, operands.getFirst(), operands.get(1));
        }
    }

    private static void target(String method, Structure1D target, Structure1D left, Structure1D right) {
        if (left instanceof Structure2D
                && right instanceof Structure2D
                && !(rows(target) == rows(left) && columns(target) == columns(right))) {
            throw new IllegalArgumentException(method + ": the target must be " + rows(left) + " x " + columns(right)
                    + " for a product of " + shape(left) + " and " + shape(right) + ", got " + shape(target));
        }
    }

    /** The columns of one are the rows of the other. What is no matrix stands for whatever shape its numbers fill. */
    private static void chained(String method, String leftName, Object left, String rightName, Object right) {
        if (!(left instanceof Structure1D first && right instanceof Structure1D second)) {
            return;
        }
        boolean fits = first instanceof Structure2D
                ? second instanceof Structure2D
                        ? columns(first) == rows(second)
                        : divides(columns(first), second.count())
                : divides(rows(second), first.count());
        if (!fits) {
            throw misfit(
                    method,
                    leftName + " must have as many columns as " + rightName + " has rows",
                    leftName,
                    first,
                    rightName,
                    second);
        }
    }

    private static boolean divides(long part, long whole) {
        return part == 0 ? whole == 0 : whole % part == 0 && whole > 0;
    }

    private static void quadraticForm(String method, Object matrix, Object[] given) {
        if (matrix instanceof Structure2D of
                && given[0] instanceof Structure1D vector
                && !(rows(of) == columns(of) && vector.count() == rows(of) && isVector(vector))) {
            throw misfit(
                    method,
                    "matrix must be square and operand a vector as long as its side",
                    "matrix",
                    of,
                    "operand",
                    vector);
        }
    }

    private static void asMany(String method, Object matrix, Object[] given) {
        for (Structure1D operand : operands(given)) {
            if (matrix instanceof Structure1D of
                    && !(sameShape(of, operand)
                            || isVector(of) && isVector(operand) && of.count() == operand.count())) {
                throw misfit(
                        method,
                        "matrix and operand must be vectors of one length, or of one shape",
                        "matrix",
                        of,
                        "operand",
                        operand);
            }
        }
    }

    /** Several operands stand side by side (or below each other) and are together as wide (or as tall) as the matrix. */
    private static void stacked(String method, String what, Object matrix, Object[] given) {
        List<Structure1D> operands = operands(given);
        if (!(matrix instanceof Structure1D of) || operands.isEmpty()) {
            return;
        }
        boolean columns = what.equals("columns");
        long needed = columns ? columns(of) : rows(of);
        long got = operands.stream()
                .mapToLong(columns ? MatrixShapes::columns : MatrixShapes::rows)
                .sum();
        if (got != needed) {
            throw new IllegalArgumentException(method + ": operand must have as many " + what
                    + " as matrix, got matrix " + shape(of) + " and operand "
                    + operands.stream().map(MatrixShapes::shape).collect(Collectors.joining(", ")));
        }
    }

    private static void superimposed(String method, Object matrix, Object[] given) {
        long row = given.length == 3 ? number(given[0]) : 0;
        long column = given.length == 3 ? number(given[1]) : 0;
        for (Structure1D operand : operands(given)) {
            if (matrix instanceof Structure1D of
                    && !(row >= 0
                            && column >= 0
                            && row + rows(operand) <= rows(of)
                            && column + columns(operand) <= columns(of))) {
                throw misfit(
                        method,
                        "operand must lie within matrix from row " + row + " and column " + column + " on",
                        "matrix",
                        of,
                        "operand",
                        operand);
            }
        }
    }

    private static void holds(String method, String largeName, Object large, String smallName, Object small) {
        if (!(large instanceof Structure1D to && small instanceof Structure1D from)) {
            return;
        }
        boolean fits = to instanceof Structure2D && from instanceof Structure2D
                ? rows(from) <= rows(to) && columns(from) <= columns(to)
                : from.count() <= to.count();
        if (!fits) {
            throw misfit(method, largeName + " must have room for " + smallName, largeName, to, smallName, from);
        }
    }

    private static void along(String method, long length, Object matrix, Object[] given) {
        for (Structure1D operand : operands(given)) {
            if (matrix instanceof Structure1D of && !(isVector(operand) && operand.count() == length)) {
                throw misfit(
                        method, "operand must be a vector of " + length + " numbers", "matrix", of, "operand", operand);
            }
        }
    }

    private static void filledRow(String method, Object matrix, Object[] given) {
        along(method, columns(matrix) - (given.length == 3 ? number(given[1]) : 0), matrix, given);
    }

    private static void filledColumn(String method, Object matrix, Object[] given) {
        along(method, rows(matrix) - (given.length == 3 ? number(given[0]) : 0), matrix, given);
    }

    private static void filledDiagonal(String method, Object matrix, Object[] given) {
        long row = given.length == 3 ? number(given[0]) : 0;
        long column = given.length == 3 ? number(given[1]) : 0;
        along(method, Math.min(rows(matrix) - row, columns(matrix) - column), matrix, given);
    }

    /** The matrix is the right-hand side and the operand triangular; or the other way round, where flags come first. */
    private static void substituted(String method, Object matrix, Object[] given) {
        boolean flagsFirst = !(given[0] instanceof Structure2D);
        Object body = flagsFirst ? matrix : given[0];
        Object right = flagsFirst ? given[given.length - 1] : matrix;
        if (body instanceof Structure2D triangle
                && right instanceof Structure2D of
                && !(columns(triangle) == rows(of) && rows(triangle) >= columns(triangle))) {
            throw misfit(
                    method,
                    "the triangular matrix must have as many columns as the right-hand side has rows",
                    "triangular matrix",
                    triangle,
                    "right-hand side",
                    of);
        }
    }

    /** {@code solve(body, rhs)} of a task, or {@code solve(rhs)} of a matrix or decomposition, with or without a target. */
    private static void solved(String method, Object matrix, Object[] given) {
        List<Structure1D> operands = operands(given);
        if (method.equals("solve") && operands.size() >= 2) {
            solved(method, "matrix", operands.getFirst(), operands.get(1));
        } else if (!operands.isEmpty() && matrix instanceof Structure2D of) {
            solved(method, "matrix", of, operands.getFirst());
        }
    }

    private static void solved(String method, String name, Structure1D body, Structure1D right) {
        if (rows(body) != rows(right)) {
            throw misfit(
                    method, "right-hand side must have as many rows as matrix", name, body, "right-hand side", right);
        }
    }

    private static void solvedTransposed(String method, Object matrix, Object[] given) {
        if (matrix instanceof Structure2D of && given[0] instanceof Structure1D right && columns(of) != rows(right)) {
            throw misfit(
                    method,
                    "right-hand side must have as many rows as matrix has columns",
                    "matrix",
                    of,
                    "right-hand side",
                    right);
        }
    }

    private static void decomposed(String method, Object decomposition, Object[] given) {
        List<Structure1D> operands = operands(given);
        boolean needsSquare = switch (decomposition) {
            case Cholesky<?> _, LDL<?> _, Eigenvalue<?> _, Hessenberg<?> _, Tridiagonal<?> _ -> true;
            case Cholesky.Factory<?> _, LDL.Factory<?> _, Eigenvalue.Factory<?> _, Hessenberg.Factory<?> _ -> true;
            case Tridiagonal.Factory<?> _ -> true;
            default -> false;
        };
        if (needsSquare && !operands.isEmpty()) {
            square(method, operands.getFirst());
            if (operands.size() == 2) {
                alike(method, operands.getFirst(), new Object[] {operands.get(1)});
            }
        }
    }

    private static void ofSquare(String method, Object matrix, Object[] given) {
        if (matrix instanceof BasicMatrix<?, ?>) {
            square(method, matrix);
        }
    }

    private static void square(String method, Object matrix) {
        if (matrix instanceof Structure2D of && rows(of) != columns(of)) {
            throw new IllegalArgumentException(method + ": matrix must be square, got " + shape(of));
        }
    }

    private static void selectedRows(String method, Object matrix, Object[] given) {
        selected(method, "row", matrix instanceof Structure2D of ? rows(of) : 0, matrix, given);
    }

    private static void selectedColumns(String method, Object matrix, Object[] given) {
        selected(method, "column", matrix instanceof Structure2D of ? columns(of) : 0, matrix, given);
    }

    /** Indices of a matrix's rows or columns; or rows and columns that a factory makes a matrix of, all as long. */
    private static void selected(String method, String what, long count, Object matrix, Object[] given) {
        if (matrix instanceof Factory2D.TwoStep<?, ?> && given.length == 1) {
            ofOneLength(method, given[0]);
            return;
        }
        if (!(matrix instanceof Structure2D of) || given.length != 1) {
            return;
        }
        long[] indices = switch (given[0]) {
            case Integer index -> new long[] {index};
            case Long index -> new long[] {index};
            case int[] several -> Arrays.stream(several).asLongStream().toArray();
            case long[] several -> several;
            default -> new long[0];
        };
        for (long index : indices) {
            if (!(0 <= index && index < count)) {
                throw new IndexOutOfBoundsException(method + ": " + what + " must lie within the matrix, " + shape(of)
                        + ", got " + index + ", counted from 0");
            }
        }
    }

    private static void ofOneLength(String method, Object vectors) {
        if (!(vectors instanceof Object[] several)) {
            return;
        }
        for (Object vector : several) {
            if (length(vector) != length(several[0])) {
                throw new IllegalArgumentException(method + ": all must hold as many numbers, got " + length(several[0])
                        + " and " + length(vector));
            }
        }
    }

    private static long length(Object vector) {
        return switch (vector) {
            case Structure1D structure -> structure.count();
            case Collection<?> list -> list.size();
            default -> vector.getClass().isArray() ? Array.getLength(vector) : 0;
        };
    }

    private static void cut(String method, Object matrix, Object[] given) {
        if (matrix instanceof Structure2D of
                && given.length == 2
                && !(number(given[0]) <= rows(of) && number(given[1]) <= columns(of))) {
            throw new IllegalArgumentException(method + ": rows and columns must be at most the matrix's, " + shape(of)
                    + ", got " + given[0] + " and " + given[1]);
        }
    }

    // ------------------------------------------------------------ Shapes

    private static List<Structure1D> operands(Object[] given) {
        return Arrays.stream(given)
                .flatMap(each ->
                        each instanceof Object[] several ? Arrays.stream(several) : Optional.ofNullable(each).stream())
                .filter(each -> each instanceof Structure1D && !(each instanceof Scalar<?>))
                .map(Structure1D.class::cast)
                .toList();
    }

    private static long number(Object given) {
        return given instanceof Number number ? number.longValue() : 0;
    }

    private static long rows(Object of) {
        return of instanceof Structure2D matrix
                ? matrix.countRows()
                : of instanceof Structure1D vector ? vector.count() : 0;
    }

    private static long columns(Object of) {
        return of instanceof Structure2D matrix ? matrix.countColumns() : 1;
    }

    private static boolean isVector(Structure1D of) {
        return !(of instanceof Structure2D) || rows(of) == 1 || columns(of) == 1;
    }

    private static boolean sameShape(Structure1D one, Structure1D other) {
        return one instanceof Structure2D && other instanceof Structure2D
                ? rows(one) == rows(other) && columns(one) == columns(other)
                : one.count() == other.count();
    }

    private static String shape(Structure1D of) {
        return of instanceof Structure2D ? rows(of) + " x " + columns(of) : of.count() + " numbers";
    }

    private static IllegalArgumentException misfit(
            String method, String constraint, String name, Structure1D one, String otherName, Structure1D other) {
        return new IllegalArgumentException(method + ": " + constraint + ", got " + name + " " + shape(one) + " and "
                + otherName + " " + shape(other));
    }
}
