package icd.io;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Arrays in the IDX format of the MNIST files, such as {@code train-images-idx3-ubyte}, as they are or packed by gzip.
 *
 * <p>Two zeros, a byte for the type (8 unsigned and 9 signed bytes, 11 short, 12 int, 13 float, 14 double), a byte for the number of axes, a
 * length of 32 bits for each, and the numbers, all big-endian. Messages say what should be there, and nothing of what is but lengths.
 */
public final class Idx {

    /** The most bytes that a packed file may unpack to, 1 GiB, as a few kilobytes can unpack to any number. */
    private static final int MOST = 1 << 30;

    private static final int MOST_AXES = 8;

    private Idx() {}

    /** Whether bytes begin as an IDX file or a packed file does. */
    public static boolean begins(byte[] bytes) {
        return isPacked(bytes)
                || bytes.length >= 4 && bytes[0] == 0 && bytes[1] == 0 && size(bytes[2]) > 0 && bytes[3] > 0;
    }

    private static boolean isPacked(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    }

    /** Bytes of a number of this type; 0 if there is no such type. */
    private static int size(byte type) {
        return switch (type) {
            case 8, 9 -> 1;
            case 11 -> 2;
            case 12, 13 -> 4;
            case 14 -> 8;
            default -> 0;
        };
    }

    /**
     * Reads an array. Unsigned bytes are divided by 255, so that the grey of a picture goes from 0 to 1; other numbers stay as they are.
     *
     * @param bytes the file. Not modified.
     * @throws IOException if it is damaged, or no IDX file; the message is the end of a sentence that begins with the file
     */
    public static NpyArray read(byte[] bytes) throws IOException {
        byte[] plain = isPacked(bytes) ? unpacked(bytes) : bytes;
        if (!begins(plain) || isPacked(plain)) {
            throw new IOException(
                    "must be an IDX file, two zeros, a type of 8, 9 or 11 to 14, and a number of axes, got other bytes");
        }
        int axes = plain[3];
        if (axes > MOST_AXES || plain.length < 4 + 4 * axes) {
            throw new IOException("must be an IDX file of at most " + MOST_AXES
                    + " axes, whose lengths stand in bytes 4 to " + (3 + 4 * Math.min(axes, MOST_AXES)) + ", got "
                    + axes + " axes and " + plain.length + " bytes");
        }
        ByteBuffer data = ByteBuffer.wrap(plain, 4, plain.length - 4);
        int[] shape = new int[axes];
        double count = 1;
        for (int i = 0; i < axes; i++) {
            shape[i] = data.getInt();
            if (shape[i] < 1) {
                throw new IOException("must have axes of length 1 or more, got " + shape[i] + " for axis " + i);
            }
            count *= shape[i];
        }
        double wanted = count * size(plain[2]);
        if (wanted != data.remaining()) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "must hold %.0f bytes of numbers for the shape %s, got %d; it may have been cut off on its way here",
                    wanted,
                    Arrays.toString(shape),
                    data.remaining()));
        }
        double[] numbers = new double[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (plain[2]) {
                case 8 -> (data.get() & 0xff) / 255.0;
                case 9 -> data.get();
                case 11 -> data.getShort();
                case 12 -> data.getInt();
                case 13 -> data.getFloat();
                default -> data.getDouble();
            };
        }
        return NpyArray.of(numbers, shape);
    }

    private static byte[] unpacked(byte[] bytes) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] plain = in.readNBytes(MOST);
            if (plain.length == MOST) {
                throw new IOException("must unpack to fewer than " + MOST + " bytes, got more");
            }
            return plain;
        } catch (EOFException e) {
            throw new IOException("must be a whole file of gzip, got one that is cut off", e);
        } catch (ZipException e) {
            throw new IOException("must be a file of gzip that is not damaged, got one that is", e);
        }
    }
}
