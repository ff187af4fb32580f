package icd.figure;

/**
 * A colour in sRGB, each part 0 to 255. The constants are the palette of Okabe and Ito (2008), which readers with any
 * common colour blindness can tell apart, and two greys.
 *
 * @throws IllegalArgumentException if a part is outside 0 to 255
 */
public record Colour(int red, int green, int blue) {

    public static final Colour BLACK = new Colour(0, 0, 0);
    public static final Colour ORANGE = new Colour(230, 159, 0);
    public static final Colour SKY_BLUE = new Colour(86, 180, 233);
    public static final Colour GREEN = new Colour(0, 158, 115);
    public static final Colour YELLOW = new Colour(240, 228, 66);
    public static final Colour BLUE = new Colour(0, 114, 178);
    public static final Colour VERMILION = new Colour(213, 94, 0);
    public static final Colour PURPLE = new Colour(204, 121, 167);
    public static final Colour GREY = new Colour(127, 127, 127);
    public static final Colour DARK_GREY = new Colour(64, 64, 64);

    public static final Colour WHITE = new Colour(255, 255, 255);

    /** All text and the axes. */
    public static final Colour INK = new Colour(26, 26, 26);

    /** Every seventeenth of the 256 entries of viridis. */
    private static final int[] VIRIDIS = {
        0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E,
        0x1F988B, 0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725
    };

    public Colour {
        part("red", red);
        part("green", green);
        part("blue", blue);
    }

    /**
     * A colour of viridis (van der Walt & Smith 2015, CC0): from dark blue to yellow, rising evenly in lightness, alike for
     * readers with any common colour blindness. Linear in sRGB between every seventeenth of its 256 entries, which
     * differs from the whole table by at most a few parts in 255.
     *
     * @param fraction from 0, dark blue, to 1, yellow; on white paper lines beyond 0.85 are hard to see
     * @throws IllegalArgumentException if the fraction is not between 0 and 1
     */
    public static Colour viridis(double fraction) {
        Check.that(fraction >= 0 && fraction <= 1, "Colour.viridis", "fraction", "be between 0 and 1", fraction);
        double at = fraction * (VIRIDIS.length - 1);
        int from = Math.min((int) at, VIRIDIS.length - 2);
        double share = at - from;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = VIRIDIS[from] >> shift & 255;
            int b = VIRIDIS[from + 1] >> shift & 255;
            rgb |= (int) Math.round(a + share * (b - a)) << shift;
        }
        return of(rgb);
    }

    /** @param rgb 0xRRGGBB */
    public static Colour of(int rgb) {
        return new Colour(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
    }

    /** The colour as 0xRRGGBB. */
    public int rgb() {
        return red << 16 | green << 8 | blue;
    }

    /** Linear light, 0 to 1, as a part of a colour in sRGB. */
    public static int encoded(double linear) {
        double v = Math.clamp(linear, 0, 1);
        return (int) Math.round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * StrictMath.pow(v, 1 / 2.4) - 0.055));
    }

    private static void part(String name, int value) {
        Check.that(value >= 0 && value <= 255, "Colour", name, "be between 0 and 255", value);
    }
}
