package icd.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The types of NumPy whose values are numbers that Java can hold, and how each is read. */
enum NumberType {
    FLOAT64("f8", 8),
    FLOAT32("f4", 4),
    FLOAT16("f2", 2),
    INT64("i8", 8),
    INT32("i4", 4),
    INT16("i2", 2),
    INT8("i1", 1),
    UINT64("u8", 8),
    UINT32("u4", 4),
    UINT16("u2", 2),
    UINT8("u1", 1),
    BOOL("b1", 1);

    private final String code;
    private final int width;

    NumberType(String code, int width) {
        this.code = code;
        this.width = width;
    }

    /** Returns the type of a description such as {@code <f8}, or null where it is another. */
    static NumberType of(String description) {
        String code = "<>|=".indexOf(description.isEmpty() ? ' ' : description.charAt(0)) < 0
                ? description
                : description.substring(1);
        return Arrays.stream(values())
                .filter(type -> type.code.equals(code.equals("?") ? "b1" : code))
                .findFirst()
                .orElse(null);
    }

    /** Bytes of a number in a file. */
    int width() {
        return width;
    }

    /** Bytes of a number in memory. */
    int widthRead() {
        return this == FLOAT32 || this == FLOAT16 ? Float.BYTES : Double.BYTES;
    }

    Object allocate(int length) {
        return switch (this) {
            case FLOAT64 -> new double[length];
            case FLOAT32, FLOAT16 -> new float[length];
            default -> new long[length];
        };
    }

    /** Copies the first numbers of a chunk into an array that {@link #allocate} made. */
    void get(ByteBuffer chunk, Object data, int from, int count) {
        switch (data) {
            case double[] d -> chunk.asDoubleBuffer().get(d, from, count);
            case float[] f when this == FLOAT32 -> chunk.asFloatBuffer().get(f, from, count);
            case float[] f -> {
                for (int i = 0; i < count; i++) {
                    f[from + i] = Float.float16ToFloat(chunk.getShort(2 * i));
                }
            }
            case long[] l -> {
                for (int i = 0; i < count; i++) {
                    l[from + i] = wholeNumber(chunk, i * width);
                }
            }
            default -> throw new AssertionError(data);
        }
    }

    private long wholeNumber(ByteBuffer chunk, int at) {
        return switch (this) {
            case INT64, UINT64 -> chunk.getLong(at);
            case INT32 -> chunk.getInt(at);
            case INT16 -> chunk.getShort(at);
            case INT8 -> chunk.get(at);
            case UINT32 -> Integer.toUnsignedLong(chunk.getInt(at));
            case UINT16 -> Short.toUnsignedLong(chunk.getShort(at));
            case UINT8 -> Byte.toUnsignedLong(chunk.get(at));
            case BOOL -> chunk.get(at) == 0 ? 0 : 1;
            default -> throw new AssertionError(this);
        };
    }

    /**
     * Returns the index of the first whole number, as {@link #get} leaves it, that no double equals; -1 if there is
     * none.
     */
    int firstInexact(Object data) {
        return data instanceof long[] l
                ? IntStream.range(0, l.length)
                        .filter(i -> significantBits(this == UINT64 ? l[i] : Math.abs(l[i])) > 53)
                        .findFirst()
                        .orElse(-1)
                : -1;
    }

    /** Counts the bits of a number without a sign, from the first that is set to the last. */
    private static int significantBits(long value) {
        return 64 - Long.numberOfLeadingZeros(value) - Long.numberOfTrailingZeros(value);
    }

    /** Returns a whole number, as {@link #get} leaves it, in full. */
    String text(long value) {
        return this == UINT64 ? Long.toUnsignedString(value) : Long.toString(value);
    }

    /**
     * Returns the numbers once they are whole: unsigned numbers of 2^63 and more, which no long holds, become the
     * nearest doubles.
     */
    Object whole(Object data) {
        if (this == UINT64 && data instanceof long[] l && Arrays.stream(l).anyMatch(value -> value < 0)) {
            return Arrays.stream(l).mapToDouble(NumberType::unsigned).toArray();
        }
        return data;
    }

    /** Halved with a sticky last bit, so that it is rounded once. */
    private static double unsigned(long value) {
        return value >= 0 ? value : 2.0 * (value >>> 1 | value & 1);
    }
}
