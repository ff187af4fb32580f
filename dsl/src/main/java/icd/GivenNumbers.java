package icd;

import icd.figure.Grid;
import icd.figure.Numbers;
import icd.io.NpyArray;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;
import org.ojalgo.structure.Access1D;
import org.ojalgo.structure.Access2D;

/**
 * Reads numbers in every form in which a user holds them. All words of {@link Dsl} that take numbers read them here, so
 * that each takes the same forms: arrays of primitive or boxed numbers, collections of them, {@link Numbers}, ojAlgo's
 * matrices and vectors, arrays of files, and a single number; for rows, arrays and collections of these.
 */
final class GivenNumbers {

    private static final String FORMS =
            "numbers: an array such as double[], float[] or int[], a list of numbers, or a matrix";

    private GivenNumbers() {}

    /** Returns whether these are numbers one after another; a matrix of several rows and columns is not. */
    static boolean areInLine(Object given) {
        return !(given instanceof Number) && inLine(given) != null;
    }

    /** Returns whether these are the rows of a matrix, or what must be: a message says what is wrong with them. */
    static boolean areRows(Object given) {
        return given instanceof Access2D<?>
                || given instanceof NpyArray
                || given instanceof Grid
                || several(given).length > 0 && Stream.of(several(given)).allMatch(GivenNumbers::areInLine);
    }

    /**
     * Returns numbers that stand one after another, also in a single row or column of a matrix; not to be modified.
     *
     * @throws IllegalArgumentException if they are something else
     */
    static double[] line(String where, String name, Object given) {
        double[] found = inLine(given);
        if (found == null) {
            throw cannot(where, name, given);
        }
        return found;
    }

    /**
     * Returns numbers in any form; those of a matrix or of several rows, column by column. Not to be modified.
     *
     * @throws IllegalArgumentException if they are something else, or rows differ in length
     */
    static double[] all(String where, String name, Object given) {
        double[] found = inLine(given);
        if (found != null) {
            return found;
        }
        return Stream.of(columns(where, name, given))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /**
     * Returns the columns of a matrix; numbers that stand one after another, and in no matrix, are a single column.
     *
     * @throws IllegalArgumentException if they are something else, or rows differ in length
     */
    static double[][] columns(String where, String name, Object given) {
        if (!(given instanceof Access2D<?>) && areInLine(given)) {
            return new double[][] {inLine(given)};
        }
        double[][] rows = rows(where, name, given);
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    /**
     * Returns the rows of a matrix; numbers that stand one after another are a single row.
     *
     * @throws IllegalArgumentException if they are something else, or rows differ in length
     */
    static double[][] rows(String where, String name, Object given) {
        Object held = given instanceof NpyArray array ? array.matrix() : given;
        if (held instanceof Access2D<?> matrix && matrix.count() > 0 && matrix.get(0, 0) instanceof Number) {
            double[][] rows = new double[Math.toIntExact(matrix.countRows())][Math.toIntExact(matrix.countColumns())];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < rows[i].length; j++) {
                    rows[i][j] = matrix.doubleValue(i, j);
                }
            }
            return rows;
        }
        Object[] several = several(held);
        if (several.length > 0 && Stream.of(several).allMatch(GivenNumbers::areInLine)) {
            double[][] rows = Stream.of(several).map(GivenNumbers::inLine).toArray(double[][]::new);
            for (int i = 1; i < rows.length; i++) {
                if (rows[i].length != rows[0].length) {
                    throw new IllegalArgumentException(where + ": rows of " + name + " must be of one length, got "
                            + rows[0].length + " numbers in row 0 and " + rows[i].length + " in row " + i);
                }
            }
            return rows;
        }
        return new double[][] {line(where, name, held)};
    }

    /** Returns what may be rows; none where these are not several. */
    private static Object[] several(Object given) {
        return switch (given) {
            case Grid grid -> grid.lines().toArray();
            case Object[] all -> all;
            case Collection<?> all -> all.toArray();
            case null, default -> new Object[0];
        };
    }

    /** Returns the numbers; null where these are not numbers one after another. */
    private static double[] inLine(Object given) {
        return switch (given) {
            case null -> null;
            case double[] numbers -> numbers;
            case Number number -> new double[] {number.doubleValue()};
            case Numbers numbers -> numbers.toArray();
            case NpyArray array -> inLine(array.matrix());
            case Access2D<?> matrix when matrix.countRows() != 1 && matrix.countColumns() != 1 -> null;
            case Access1D<?> vector ->
                vector.count() == 0 || vector.get(0L) instanceof Number ? vector.toRawCopy1D() : null;
            case Collection<?> all -> each(all.toArray());
            case Object[] all -> each(all);
            case char[] _ -> null;
            case boolean[] _ -> null;
            default -> {
                double[] numbers = given.getClass().isArray() ? new double[Array.getLength(given)] : null;
                if (numbers != null) {
                    Arrays.setAll(numbers, i -> Array.getDouble(given, i));
                }
                yield numbers;
            }
        };
    }

    private static double[] each(Object[] all) {
        return Stream.of(all).allMatch(Number.class::isInstance)
                ? Stream.of(all)
                        .mapToDouble(number -> ((Number) number).doubleValue())
                        .toArray()
                : null;
    }

    private static IllegalArgumentException cannot(String where, String name, Object given) {
        return new IllegalArgumentException(where + ": " + name + " must be " + FORMS + ", got " + kind(given));
    }

    /** Returns what something is, for a message. */
    static String kind(Object given) {
        return switch (given) {
            case null -> "null";
            case Access2D<?> matrix -> "a matrix of " + matrix.countRows() + " x " + matrix.countColumns();
            case Collection<?> all
            when each(all.toArray()) == null ->
                "a collection with "
                        + kind(all.stream()
                                .filter(each -> !(each instanceof Number))
                                .toList()
                                .getFirst());
            case Collection<?> all -> "a collection of " + all.size() + " numbers";
            default -> given.getClass().getSimpleName();
        };
    }
}
