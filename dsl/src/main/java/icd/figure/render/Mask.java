package icd.figure.render;

import icd.figure.Colour;
import java.util.Arrays;

/** Coverage, 0 to 1, of the pixels of a rectangle: what one item covers, before it is coloured in. */
final class Mask {

    private float[] values = new float[0];
    private Window window;

    /** Begins empty over these pixels. */
    void begin(Window pixels) {
        window = pixels;
        int size = pixels.width() * pixels.height();
        if (values.length < size) {
            values = new float[size];
        }
        Arrays.fill(values, 0, size, 0);
    }

    void raise(int x, int y, double value) {
        int at = (y - window.top()) * window.width() + x - window.left();
        values[at] = Math.max(values[at], (float) value);
    }

    /** Lays the colour over the bitmap where there is coverage. */
    void colour(Bitmap bitmap, Colour colour, double opacity) {
        byte[] rgb = bitmap.rgb();
        for (int y = 0; y < window.height(); y++) {
            for (int x = 0; x < window.width(); x++) {
                double cover = values[y * window.width() + x] * opacity;
                if (cover > 0) {
                    int at = 3 * ((window.top() + y) * bitmap.width() + window.left() + x);
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
