package icd.figure.render;

import icd.figure.layout.Item;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Pixels, 0xRRGGBB, row by row from the top. */
record Bitmap(int width, int height, int[] colours) {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int FILTER_UP = 2;
    private static final int ENLARGED = 128;
    private static final int MOST_PIXELS_PER_CELL = 8;

    /** The cells of a picture, small ones enlarged: some viewers smooth an image, and then only the cells' rims blur. */
    static Bitmap of(Item.Picture picture) {
        int scale = Math.clamp(ENLARGED / Math.max(picture.columns(), picture.rows()), 1, MOST_PIXELS_PER_CELL);
        int width = picture.columns() * scale;
        int[] colours = new int[width * picture.rows() * scale];
        Arrays.setAll(colours, i -> picture.colours()[i / width / scale * picture.columns() + i % width / scale]);
        return new Bitmap(width, picture.rows() * scale, colours);
    }

    /** Three bytes for each pixel: red, green, blue. */
    byte[] rgb() {
        byte[] rgb = new byte[3 * colours.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (colours[i / 3] >> 16 - 8 * (i % 3));
        }
        return rgb;
    }

    /**
     * These pixels as PNG: 8-bit RGB, and nothing that changes between two runs.
     *
     * @param pixelsPerMetre the resolution to note in the file; 0 for none
     */
    byte[] png(int pixelsPerMetre) {
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
        data(out);
        chunk("IEND", new byte[0], 0, out);
        return out.toByteArray();
    }

    /** Each row as its difference from the one above, compressed. */
    private void data(ByteArrayOutputStream out) {
        byte[] rgb = rgb();
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
