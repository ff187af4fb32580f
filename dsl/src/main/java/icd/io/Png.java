package icd.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Pictures in PNG (ISO/IEC 15948): 8-bit RGB, and nothing that changes between two runs. */
public final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int FILTER_UP = 2;

    private Png() {}

    /**
     * Writes a picture.
     *
     * @param rgb three bytes (red, green, blue) for each pixel, row by row from the top. Not modified.
     * @param pixelsPerMetre the resolution to note in the file; 0 for none
     */
    public static byte[] of(int width, int height, byte[] rgb, int pixelsPerMetre) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        out.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8).put((byte) 2); // 8 bits, RGB; the rest is 0: deflate, standard filters, not interlaced
        chunk("IHDR", header.array(), 13, out);
        if (pixelsPerMetre > 0) {
            ByteBuffer resolution =
                    ByteBuffer.allocate(9).putInt(pixelsPerMetre).putInt(pixelsPerMetre);
            chunk("pHYs", resolution.put((byte) 1).array(), 9, out);
        }
        data(width, height, rgb, out);
        chunk("IEND", new byte[0], 0, out);
        return out.toByteArray();
    }

    /** Each row as its difference from the one above, compressed. */
    private static void data(int width, int height, byte[] rgb, ByteArrayOutputStream out) {
        int stride = 3 * width;
        byte[] row = new byte[stride + 1];
        byte[] compressed = new byte[1 << 16];
        row[0] = FILTER_UP;
        Deflater deflater = new Deflater();
        try {
            for (int y = 0; y < height; y++) {
                int at = y * stride;
                for (int i = 0; i < stride; i++) {
                    row[i + 1] = (byte) (rgb[at + i] - (y == 0 ? 0 : rgb[at + i - stride]));
                }
                deflater.setInput(row);
                if (y + 1 == height) {
                    deflater.finish();
                }
                for (int n; (n = deflater.deflate(compressed)) > 0; ) {
                    chunk("IDAT", compressed, n, out);
                }
            }
        } finally {
            deflater.end();
        }
    }

    private static void chunk(String type, byte[] data, int length, ByteArrayOutputStream out) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data, 0, length);
        out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
        out.writeBytes(name);
        out.write(data, 0, length);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
