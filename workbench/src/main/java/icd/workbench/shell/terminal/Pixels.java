package icd.workbench.shell.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The colours of a picture.
 *
 * @param rgb the colours row by row from the top, as 0xRRGGBB
 */
record Pixels(int width, int height, int[] rgb) {

    private static final int SIGNATURE = 8;
    private static final int WIDTH_AT = 16;
    private static final int IDAT = 0x49444154;
    private static final int UP = 2;

    /** Returns the width and the height of a PNG file. */
    static int[] size(byte[] png) {
        ByteBuffer file = ByteBuffer.wrap(png);
        return new int[] {file.getInt(WIDTH_AT), file.getInt(WIDTH_AT + 4)};
    }

    /**
     * Reads a PNG file in the form that our figures have: 8 bits of red, green and blue, each row as its difference
     * from the row above.
     */
    static Pixels of(byte[] png) {
        int width = size(png)[0];
        int height = size(png)[1];
        byte[] rows = inflated(png, height * (3 * width + 1));
        int[] rgb = new int[width * height];
        byte[] above = new byte[3 * width];
        for (int y = 0; y < height; y++) {
            int start = y * (3 * width + 1);
            if (rows[start] != UP) {
                throw new IllegalArgumentException(
                        "Pixels: a row must be filtered by the one above, got filter " + rows[start]);
            }
            for (int i = 0; i < above.length; i++) {
                above[i] += rows[start + 1 + i];
            }
            for (int x = 0; x < width; x++) {
                rgb[y * width + x] =
                        (above[3 * x] & 255) << 16 | (above[3 * x + 1] & 255) << 8 | above[3 * x + 2] & 255;
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static byte[] inflated(byte[] png, int length) {
        ByteBuffer file = ByteBuffer.wrap(png);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int at = SIGNATURE; at < png.length; at += file.getInt(at) + 12) {
            if (file.getInt(at + 4) == IDAT) {
                data.write(png, at + 8, file.getInt(at));
            }
        }
        byte[] rows = new byte[length];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(data.toByteArray());
            int count = inflater.inflate(rows);
            if (count < length) {
                throw new IllegalArgumentException("Pixels: a PNG file must hold " + length + " bytes, got " + count);
            }
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("Pixels: must be a PNG file, got something else", e);
        }
        return rows;
    }
}
