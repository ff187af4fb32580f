package icd.figure.render;

import icd.figure.layout.Item;
import icd.io.Png;
import java.util.Arrays;

/** Pixels, 0xRRGGBB, row by row from the top. */
record Bitmap(int width, int height, int[] colours) {

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
        for (int i = 0; i < colours.length; i++) {
            rgb[3 * i] = (byte) (colours[i] >> 16);
            rgb[3 * i + 1] = (byte) (colours[i] >> 8);
            rgb[3 * i + 2] = (byte) colours[i];
        }
        return rgb;
    }

    /** @param pixelsPerMetre the resolution to note in the file; 0 for none */
    byte[] png(int pixelsPerMetre) {
        return Png.of(width, height, rgb(), pixelsPerMetre);
    }
}
