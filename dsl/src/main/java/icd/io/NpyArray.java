package icd.io;

import java.util.Arrays;

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
