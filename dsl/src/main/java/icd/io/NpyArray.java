package icd.io;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.ojalgo.matrix.store.R064Store;

/**
 * An array of any shape in C order, as NumPy would hold it.
 *
 * @param shape lengths of the axes; empty for a scalar
 * @param data {@code double[]}, {@code float[]} or {@code long[]}, owned by this array, not copied; something else only in an
 *     array whose numbers were not read, see {@link Npz}
 */
public record NpyArray(int[] shape, Object data) {

    /**
     * Stands for numbers that were not read, because they were not requested or the array's type holds no numbers.
     *
     * @param type the type of the array, as NumPy describes it
     * @param why the message for code that asks for the numbers all the same
     */
    record Unread(String type, String why) {}

    public NpyArray {
        long size = data instanceof Unread ? 0 : size(shape);
        int length = switch (data) {
            case double[] d -> d.length;
            case float[] f -> f.length;
            case long[] l -> l.length;
            case Unread _ -> 0;
            default ->
                throw new IllegalArgumentException("NpyArray: data must be double[], float[] or long[], got "
                        + data.getClass().getSimpleName());
        };
        if (size != length) {
            throw new IllegalArgumentException("NpyArray: data must hold as many numbers as shape "
                    + Arrays.toString(shape) + " says (" + size + "), got " + length);
        }
    }

    public static NpyArray of(double[] data, int... shape) {
        return new NpyArray(shape, data);
    }

    public static NpyArray of(float[] data, int... shape) {
        return new NpyArray(shape, data);
    }

    public static NpyArray of(long[] data, int... shape) {
        return new NpyArray(shape, data);
    }

    public static NpyArray scalar(double value) {
        return new NpyArray(new int[0], new double[] {value});
    }

    /** @throws ArithmeticException if it is 2^63 or more */
    static long size(int[] shape) {
        if (Arrays.stream(shape).anyMatch(length -> length == 0)) {
            return 0; // this holds whatever the other lengths are
        }
        long size = 1;
        for (int length : shape) {
            size = Math.multiplyExact(size, length);
        }
        return size;
    }

    /** Returns how many numbers it holds; 0 where these were not read. */
    public int count() {
        return data instanceof Unread ? 0 : Array.getLength(data);
    }

    /**
     * Returns the numbers as doubles; the array itself where it holds doubles, else a copy.
     *
     * @throws IllegalStateException if the array was read from a file without its numbers; the message says why
     */
    public double[] doubles() {
        return switch (data) {
            case double[] d -> d;
            case float[] f -> {
                double[] copy = new double[f.length];
                Arrays.setAll(copy, i -> f[i]);
                yield copy;
            }
            case long[] l -> {
                double[] copy = new double[l.length];
                Arrays.setAll(copy, i -> l[i]);
                yield copy;
            }
            case Unread unread -> throw new IllegalStateException(unread.why());
            default -> throw new AssertionError(data);
        };
    }

    /**
     * Returns the whole numbers of an array of whole numbers.
     *
     * @throws IllegalStateException if it holds floating-point numbers
     */
    public long[] longs() {
        if (data instanceof long[] l) {
            return l;
        }
        if (data instanceof Unread unread) {
            throw new IllegalStateException(unread.why());
        }
        throw new IllegalStateException("NpyArray.longs: the array must hold whole numbers, got " + this);
    }

    /**
     * Returns the value of an array of one number.
     *
     * @throws IllegalStateException if it holds more
     */
    public double value() {
        double[] all = doubles();
        if (all.length != 1) {
            throw new IllegalStateException("NpyArray.value: the array must hold one number, got " + this);
        }
        return all[0];
    }

    /**
     * Returns the numbers as a matrix (a copy): one axis is a column, and a single number 1 x 1.
     *
     * @throws IllegalStateException if it has more than two axes, an axis of length 0, or no numbers that were read
     */
    public R064Store matrix() {
        double[] numbers = doubles();
        if (shape.length > 2 || numbers.length == 0) {
            throw new IllegalStateException(
                    "NpyArray.matrix: the array must have one or two axes, none of them of length 0, got " + this);
        }
        int rows = shape.length == 0 ? 1 : shape[0];
        int columns = shape.length < 2 ? 1 : shape[1];
        R064Store matrix = R064Store.FACTORY.make(rows, columns);
        for (int i = 0; i < numbers.length; i++) {
            matrix.set(i / columns, i % columns, numbers[i]);
        }
        return matrix;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NpyArray(int[] otherShape, Object otherData)
                && Arrays.equals(shape, otherShape)
                && Arrays.deepEquals(new Object[] {data}, new Object[] {otherData});
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.deepHashCode(new Object[] {data});
    }

    @Override
    public String toString() {
        return (data instanceof Unread unread
                        ? "'" + Visible.cut(unread.type(), 60) + "' "
                        : data.getClass().getComponentType())
                + Arrays.toString(shape);
    }
}
