package icd.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The npy format, versions 1 to 3: a short header in Python's syntax, then the numbers. */
final class NpyFormat {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCRIPTION = Pattern.compile("'descr':\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

    private NpyFormat() {}

    static byte[] encode(NpyArray array) {
        int[] lengths = array.shape();
        String shape = Arrays.stream(lengths).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        if (lengths.length == 1) {
            shape += ","; // as Python writes a tuple of one
        }
        String type = switch (array.data()) {
            case double[] _ -> "<f8";
            case float[] _ -> "<f4";
            default -> "<i8";
        };
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        // NumPy wants the numbers to start at a multiple of 64, and the header to end with a line feed.
        int head = (MAGIC.length + 4 + header.length() + 1 + 63) / 64 * 64;
        int width = type.equals("<f4") ? Float.BYTES : Double.BYTES;
        ByteBuffer out = ByteBuffer.allocate(
                        Math.addExact(head, Math.multiplyExact((int) NpyArray.size(array.shape()), width)))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (head - MAGIC.length - 4));
        out.put(header.getBytes(StandardCharsets.US_ASCII));
        while (out.position() < head - 1) {
            out.put((byte) ' ');
        }
        out.put((byte) '\n');
        switch (array.data()) {
            case double[] d -> out.asDoubleBuffer().put(d);
            case float[] f -> out.asFloatBuffer().put(f);
            case long[] l -> out.asLongBuffer().put(l);
            default -> throw new AssertionError(array);
        }
        return out.array();
    }

    static NpyArray decode(byte[] bytes, String where) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 12 || !in.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw new IOException(where + ": must be in npy format, got other bytes");
        }
        boolean short1 = in.get(6) == 1;
        int length = short1 ? in.getShort(8) & 0xFFFF : in.getInt(8);
        int start = short1 ? 10 : 12;
        if (!(0 <= length && length <= bytes.length - start)) {
            throw new IOException(where + ": npy header must lie inside the file, got a file cut short");
        }
        String header = new String(bytes, start, length, StandardCharsets.UTF_8);
        String type = find(DESCRIPTION, header, where);
        int[] shape = shape(find(SHAPE, header, where), where);
        boolean fortran = find(ORDER, header, where).equals("True");
        ByteBuffer body = in.slice(start + length, bytes.length - start - length)
                .order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int size = size(shape, where);
        int width = type.length() == 3 && Character.isDigit(type.charAt(2)) ? type.charAt(2) - '0' : 0;
        if (body.remaining() < (long) size * width) {
            throw new IOException(where + ": must hold " + size + " numbers of " + width + " bytes, got "
                    + body.remaining() + " bytes");
        }
        Object data = switch (type.substring(Math.min(1, type.length()))) {
            case "f8" -> {
                double[] d = new double[size];
                body.asDoubleBuffer().get(d);
                yield d;
            }
            case "f4" -> {
                float[] f = new float[size];
                body.asFloatBuffer().get(f);
                yield f;
            }
            case "i8", "i4", "i2", "i1", "b1" -> wholeNumbers(body, size, width);
            default ->
                throw new IOException(
                        where + ": type must be float64, float32, bool or a signed whole number, got '" + type + "'");
        };
        return new NpyArray(shape, fortran ? toCOrder(data, shape) : data);
    }

    private static int size(int[] shape, String where) throws IOException {
        try {
            return Math.toIntExact(NpyArray.size(shape));
        } catch (ArithmeticException e) {
            throw new IOException(
                    where + ": must hold fewer than 2^31 numbers, got shape " + Arrays.toString(shape), e);
        }
    }

    private static String find(Pattern pattern, String header, String where) throws IOException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IOException(where + ": npy header must have descr, fortran_order and shape, got " + header);
        }
        return matcher.group(1);
    }

    private static int[] shape(String text, String where) throws IOException {
        List<Integer> lengths = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                if (!part.strip().matches("\\d{1,10}") || Long.parseLong(part.strip()) > Integer.MAX_VALUE) {
                    throw new IOException(where + ": shape must be whole numbers below 2^31, got (" + text + ")");
                }
                lengths.add(Integer.parseInt(part.strip()));
            }
        }
        return lengths.stream().mapToInt(Integer::intValue).toArray();
    }

    private static long[] wholeNumbers(ByteBuffer body, int size, int width) {
        long[] numbers = new long[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = switch (width) {
                case 8 -> body.getLong(8 * i);
                case 4 -> body.getInt(4 * i);
                case 2 -> body.getShort(2 * i);
                default -> body.get(i);
            };
        }
        return numbers;
    }

    /** Column-major order, which NumPy keeps for arrays that came from a transpose. */
    private static Object toCOrder(Object data, int[] shape) {
        int size = (int) NpyArray.size(shape);
        Object copy = java.lang.reflect.Array.newInstance(data.getClass().getComponentType(), size);
        int[] index = new int[shape.length];
        for (int c = 0; c < size; c++) {
            int f = 0;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                f = f * shape[axis] + index[axis];
            }
            System.arraycopy(data, f, copy, c, 1);
            for (int axis = shape.length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return copy;
    }
}
