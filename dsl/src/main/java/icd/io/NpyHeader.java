package icd.io;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The header of an npy file.
 *
 * @param type as NumPy describes it: {@code <f8}, {@code |O}, or the list of a record's fields
 * @param fortran whether the first index runs fastest
 * @param shape lengths of the axes
 */
record NpyHeader(String type, boolean fortran, int[] shape) {

    /** Reads the header's text, a Python dictionary. */
    static NpyHeader parse(String text, String where) throws IOException {
        Object value;
        try {
            value = PythonLiteral.parse(text);
        } catch (IllegalArgumentException e) {
            throw incomplete(text, where);
        }
        if (value instanceof Map<?, ?> header
                && header.get("descr") instanceof Object type
                && header.get("fortran_order") instanceof Boolean fortran
                && header.get("shape") instanceof List<?> lengths) {
            return new NpyHeader(type.toString(), fortran, shape(lengths, where));
        }
        throw incomplete(text, where);
    }

    private static IOException incomplete(String text, String where) {
        return new IOException(where + ": npy header must have descr, fortran_order and shape, got "
                + Visible.cut(text.strip(), 1000));
    }

    private static int[] shape(List<?> lengths, String where) throws IOException {
        int[] shape = new int[lengths.size()];
        for (int axis = 0; axis < shape.length; axis++) {
            if (!(lengths.get(axis) instanceof Long length && 0 <= length && length <= Integer.MAX_VALUE)) {
                throw new IOException(where + ": shape must be whole numbers below 2^31, got " + tuple(lengths));
            }
            shape[axis] = length.intValue();
        }
        return shape;
    }

    /** Returns how many numbers there are. */
    int size(String where) throws IOException {
        try {
            return Math.toIntExact(NpyArray.size(shape));
        } catch (ArithmeticException e) {
            throw new IOException(where + ": must hold fewer than 2^31 numbers, got shape " + tuple(), e);
        }
    }

    /** Returns the shape as NumPy prints it. */
    private String tuple() {
        return tuple(Arrays.stream(shape).boxed().toList());
    }

    private static String tuple(List<?> lengths) {
        String joined = lengths.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return Visible.of("(" + joined + (lengths.size() == 1 ? ",)" : ")"));
    }

    /** Type and shape, for messages. */
    @Override
    public String toString() {
        return "type '" + Visible.cut(type, 60) + "' and shape " + tuple();
    }
}
