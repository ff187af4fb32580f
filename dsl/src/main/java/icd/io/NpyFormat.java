package icd.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The npy format, versions 1 to 3: a short header in Python's syntax, then the numbers. Written as float64, float32 and int64 in
 * C order; read in either order and byte order, from floats of 16, 32 and 64 bits, whole numbers and bool.
 */
final class NpyFormat {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** NumPy's own headers have some hundred bytes, those of records some thousand. */
    private static final int MAX_HEADER = 1 << 20;

    /** Bytes copied at a time; a multiple of every width. */
    private static final int CHUNK = 1 << 16;

    private NpyFormat() {}

    // ------------------------------------------------------------ writing

    /** Returns the number of bytes that {@link #encode} writes. */
    static long encodedSize(NpyArray array) {
        return head(array).length + NpyArray.size(array.shape()) * width(array);
    }

    static void encode(NpyArray array, OutputStream out) throws IOException {
        out.write(head(array));
        int width = width(array);
        int length = Math.toIntExact(NpyArray.size(array.shape()));
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < length; ) {
            int count = Math.min(CHUNK / width, length - from);
            switch (array.data()) {
                case double[] d -> chunk.asDoubleBuffer().put(d, from, count);
                case float[] f -> chunk.asFloatBuffer().put(f, from, count);
                case long[] l -> chunk.asLongBuffer().put(l, from, count);
                default -> array.doubles(); // says why there are none
            }
            out.write(chunk.array(), 0, count * width);
            from += count;
        }
    }

    private static int width(NpyArray array) {
        return array.data() instanceof float[] ? Float.BYTES : Double.BYTES;
    }

    private static byte[] head(NpyArray array) {
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
        int size = (MAGIC.length + 4 + header.length() + 1 + 63) / 64 * 64;
        ByteBuffer head = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        head.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (size - MAGIC.length - 4));
        head.put(header.getBytes(StandardCharsets.US_ASCII));
        while (head.position() < size - 1) {
            head.put((byte) ' ');
        }
        return head.put((byte) '\n').array();
    }

    // ------------------------------------------------------------ reading

    /** Returns whether bytes begin as npy does. */
    static boolean begins(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Returns how many bytes {@link #begins} looks at. */
    static int magicLength() {
        return MAGIC.length;
    }

    static NpyArray decode(byte[] bytes, String where) throws IOException {
        NpyArray array = decode(new ByteArrayInputStream(bytes), bytes.length, false, where);
        if (array.data() instanceof NpyArray.Unread unread) {
            throw new IOException(unread.why());
        }
        return array;
    }

    /**
     * Reads an array; one whose type holds no numbers comes without its numbers.
     *
     * @param size how many bytes there are
     * @param exact whether whole numbers that no double equals are refused
     */
    static NpyArray decode(InputStream in, long size, boolean exact, String where) throws IOException {
        Head head = head(in, size, where);
        NpyHeader header = head.header();
        NumberType type = NumberType.of(header.type());
        if (type == null) {
            return unread(
                    header,
                    where + ": type must be a float of 16, 32 or 64 bits, a whole number or bool, got " + header);
        }
        int length = header.size(where);
        long there = size - head.size();
        if (there < (long) length * type.width()) {
            throw new IOException(where + ": must hold " + length + " numbers of " + type.width() + " bytes, got "
                    + there + " bytes for " + header);
        }
        long heap = Runtime.getRuntime().maxMemory();
        if ((long) length * type.widthRead() > heap) {
            throw new IOException(where + ": must fit into Java's memory of " + heap + " bytes (-Xmx), got "
                    + (long) length * type.widthRead() + " bytes of " + header);
        }
        Object data = numbers(in, type, header, length, where);
        int inexact = exact ? type.firstInexact(data) : -1;
        if (inexact >= 0) {
            throw new IOException(
                    where + ": must hold whole numbers that a double can equal, as all up to 2^53 are, got "
                            + type.text(((long[]) data)[inexact]) + " as number " + inexact + " in the file");
        }
        data = type.whole(data);
        return new NpyArray(header.shape(), header.fortran() ? toCOrder(data, header.shape()) : data);
    }

    /** Returns the array by its type and shape alone. */
    static NpyArray skip(InputStream in, long size, String where) throws IOException {
        NpyHeader header = head(in, size, where).header();
        return unread(header, where + ": must have been asked for when the file was read, got " + header);
    }

    private static NpyArray unread(NpyHeader header, String why) {
        return new NpyArray(header.shape(), new NpyArray.Unread(header.type(), why));
    }

    private record Head(NpyHeader header, long size) {}

    private static Head head(InputStream in, long size, String where) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !begins(start)) {
            throw new IOException(where + ": must be in npy format, got other bytes");
        }
        int version = start[6];
        if (!(1 <= version && version <= 3)) {
            throw new IOException(where + ": must be in npy format of version 1, 2 or 3, got version " + version);
        }
        byte[] said = in.readNBytes(version == 1 ? 2 : 4);
        ByteBuffer number = ByteBuffer.wrap(Arrays.copyOf(said, 4)).order(ByteOrder.LITTLE_ENDIAN);
        long length = Integer.toUnsignedLong(number.getInt());
        long start2 = start.length + (version == 1 ? 2 : 4);
        if (length > size - start2) {
            throw new IOException(where + ": npy header must lie inside the file, got a file cut short");
        }
        if (length > MAX_HEADER) {
            throw new IOException(where + ": npy header must be at most " + MAX_HEADER + " bytes long, got " + length);
        }
        byte[] text = in.readNBytes((int) length);
        return new Head(
                NpyHeader.parse(
                        new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1), where),
                start2 + length);
    }

    private static Object numbers(InputStream in, NumberType type, NpyHeader header, int length, String where)
            throws IOException {
        Object data = type.allocate(length);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK)
                .order(header.type().startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < length; ) {
            int count = Math.min(CHUNK / type.width(), length - from);
            int bytes = count * type.width();
            if (in.readNBytes(chunk.array(), 0, bytes) < bytes) {
                throw new IOException(where + ": must hold " + length + " numbers of " + type.width()
                        + " bytes, got a file cut short");
            }
            type.get(chunk, data, from, count);
            from += count;
        }
        return data;
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
