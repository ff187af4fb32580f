package icd.figure;

/**
 * The colours of viridis (van der Walt & Smith 2015, CC0): from dark blue to yellow, rising evenly in lightness, alike for
 * readers with any common colour blindness. Every seventeenth of its 256 entries, and linear between them in sRGB, which
 * differs from the whole table by at most a few parts in 255.
 */
final class Viridis {

    private static final int[] ANCHORS = {
        0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E,
        0x1F988B, 0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725
    };

    private Viridis() {}

    /** 0xRRGGBB for a fraction from 0 to 1; beyond them the ends. */
    static int rgb(double fraction) {
        double at = Math.clamp(fraction, 0, 1) * (ANCHORS.length - 1);
        int from = Math.min((int) at, ANCHORS.length - 2);
        double share = at - from;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = ANCHORS[from] >> shift & 255;
            int b = ANCHORS[from + 1] >> shift & 255;
            rgb |= (int) Math.round(a + share * (b - a)) << shift;
        }
        return rgb;
    }
}
