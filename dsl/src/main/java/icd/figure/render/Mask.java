package icd.figure.render;

import icd.figure.Colour;
import java.util.Arrays;

/** Coverage, 0 to 1, of the pixels of a rectangle: what one item covers, before it is coloured in. */
final class Mask {

    private float[] values = new float[0];
    private int left;
    private int top;
    private int width;
    private int height;

    /** Begins empty over the pixels [left, right) x [top, bottom). */
    void begin(int newLeft, int newTop, int right, int bottom) {
        left = newLeft;
        top = newTop;
        width = Math.max(0, right - newLeft);
        height = Math.max(0, bottom - newTop);
        if (values.length < width * height) {
            values = new float[width * height];
        }
        Arrays.fill(values, 0, width * height, 0);
    }

    void raise(int x, int y, double value) {
        int at = (y - top) * width + x - left;
        values[at] = Math.max(values[at], (float) value);
    }

    /** Lays the colour over the bitmap where there is coverage. */
    void colour(Bitmap bitmap, Colour colour, double opacity) {
        byte[] rgb = bitmap.rgb();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double cover = values[y * width + x] * opacity;
                if (cover > 0) {
                    int at = 3 * ((top + y) * bitmap.width() + left + x);
                    rgb[at] = mix(rgb[at], colour.red(), cover);
                    rgb[at + 1] = mix(rgb[at + 1], colour.green(), cover);
                    rgb[at + 2] = mix(rgb[at + 2], colour.blue(), cover);
                }
            }
        }
    }

    private static byte mix(byte below, int above, double cover) {
        return (byte) Math.round((below & 255) + (above - (below & 255)) * cover);
    }
}
