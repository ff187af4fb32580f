package icd.attention;

import icd.io.NpyArray;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One named array among a layer's parameters.
 *
 * @param name as files call it: {@code W_KQ}, {@code W_PV}, {@code beta}, {@code alpha}
 * @param shape lengths of the axes; empty for a scalar
 */
public record Parameter(String name, int... shape) {

    /**
     * Returns how many numbers it holds.
     *
     * @throws IllegalArgumentException if these are more than an array can hold
     */
    public int size() {
        double size = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (!(size <= Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("Parameter: " + name + " must hold at most " + Integer.MAX_VALUE
                    + " numbers, got a shape of " + Arrays.toString(shape));
        }
        return (int) size;
    }

    /** The same array under a longer name. */
    Parameter with(String suffix) {
        return new Parameter(name + suffix, shape);
    }

    /** Whether there is an array of this name and shape. */
    boolean isIn(Map<String, NpyArray> arrays) {
        NpyArray array = arrays.get(name);
        return array != null && Arrays.equals(array.shape(), shape);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameter(String otherName, int[] otherShape)
                && name.equals(otherName)
                && Arrays.equals(shape, otherShape);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(shape);
    }

    /** Name and shape, as in {@code W_KQ (16 x 16)}. */
    @Override
    public String toString() {
        return name + " (" + (shape.length == 0 ? "a number" : shape(shape)) + ")";
    }

    static String shape(int[] shape) {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }
}
