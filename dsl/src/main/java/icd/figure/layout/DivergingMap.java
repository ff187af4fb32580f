package icd.figure.layout;

import icd.figure.Colour;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * Colours for values about zero: white at 0, blue below, red above. Lightness falls and chroma rises linearly with the
 * magnitude in OKLab (Ottosson 2020), alike on both sides, so that equal steps look equal; in grey the map shows magnitude.
 */
final class DivergingMap implements ColourScale {

    private static final double LIGHTNESS_AT_ZERO = 0.985;
    private static final double LIGHTNESS_AT_END = 0.43;
    private static final double CHROMA_AT_END = 0.155;
    private static final double BLUE = Math.toRadians(258);
    private static final double RED = Math.toRadians(29);
    private static final int STEPS = 255;
    private static final int SHADES = 96;

    private final double limit;
    private final boolean pointed;
    private final int[] colours = new int[2 * STEPS + 1];

    /**
     * @param limit the magnitude of the two end colours
     * @param pointed whether there are values beyond them
     */
    DivergingMap(double limit, boolean pointed) {
        this.limit = limit;
        this.pointed = pointed;
        for (int i = 0; i < colours.length; i++) {
            colours[i] = colour((i - STEPS) / (double) STEPS);
        }
    }

    @Override
    public int rgb(double value) {
        if (!Double.isFinite(value)) {
            return MISSING;
        }
        double t = Math.clamp(value / limit, -1, 1);
        return colours[(int) Math.round(t * STEPS) + STEPS];
    }

    @Override
    public double place(double value) {
        return (value + limit) / (2 * limit);
    }

    @Override
    public boolean isSigned() {
        return true;
    }

    @Override
    public int[] bar() {
        int[] shades = new int[SHADES];
        for (int i = 0; i < SHADES; i++) {
            shades[i] = rgb(limit * (1 - (2 * i + 1) / (double) SHADES));
        }
        return shades;
    }

    @Override
    public Ticks ticks(int wanted, Predicate<Ticks> fits) {
        return LinearTicks.within(-limit, limit, wanted, fits);
    }

    @Override
    public OptionalInt below() {
        return pointed ? OptionalInt.of(rgb(-limit)) : OptionalInt.empty();
    }

    @Override
    public OptionalInt above() {
        return pointed ? OptionalInt.of(rgb(limit)) : OptionalInt.empty();
    }

    private static int colour(double t) {
        double magnitude = Math.abs(t);
        double lightness = LIGHTNESS_AT_ZERO + (LIGHTNESS_AT_END - LIGHTNESS_AT_ZERO) * magnitude;
        double chroma = CHROMA_AT_END * magnitude;
        double hue = t < 0 ? BLUE : RED;
        double a = chroma * StrictMath.cos(hue);
        double b = chroma * StrictMath.sin(hue);
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        int red = Colour.encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
        int green = Colour.encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
        int blue = Colour.encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        return red << 16 | green << 8 | blue;
    }

    private static double cube(double v) {
        return v * v * v;
    }
}
