package icd.figure.render;

import icd.figure.layout.Item;

/** Pixels, row by row from the top, three bytes (red, green, blue) each. */
record Bitmap(int width, int height, byte[] rgb) {

    private static final int ENLARGED = 128;
    private static final int MOST_PIXELS_PER_CELL = 8;

    /** The cells of a picture, small ones enlarged: some viewers smooth an image, and then only the cells' rims blur. */
    static Bitmap of(Item.Picture picture) {
        int columns = picture.columns();
        int rows = picture.rows();
        int scale = Math.clamp(ENLARGED / Math.max(columns, rows), 1, MOST_PIXELS_PER_CELL);
        byte[] rgb = new byte[3 * columns * scale * rows * scale];
        int at = 0;
        for (int y = 0; y < rows * scale; y++) {
            for (int x = 0; x < columns * scale; x++) {
                int colour = picture.colours()[y / scale * columns + x / scale];
                rgb[at++] = (byte) (colour >> 16);
                rgb[at++] = (byte) (colour >> 8);
                rgb[at++] = (byte) colour;
            }
        }
        return new Bitmap(columns * scale, rows * scale, rgb);
    }
}
