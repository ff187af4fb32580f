package icd.figure.text;

import icd.figure.Colour;
import icd.figure.TextStyle;
import icd.figure.layout.ColourScale;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Colours that a terminal shows well. Ink on the terminal's own ground has a contrast of 4.5 : 1 and more on black and on
 * white alike, which leaves a narrow band of luminance: 0.175 to 0.1833 (WCAG 2.2). Of xterm's 256 colours few lie in it, and
 * scales take colours chosen by hand, as the nearest to each of their own would turn the pale ones olive and violet.
 */
final class TerminalColours {

    /** Relative luminance, 0 to 1, in the middle of the band. */
    private static final double READABLE = 0.1791;

    /** The colours of xterm within the band. */
    private static final List<Integer> INKS = List.of(0x5F5FFF, 0xAF5F5F, 0x00875F, 0xD700AF, 0x875FD7);

    private static final int GREY = 0x767676;

    /** The palette's colours, which must differ from each other, by what is left of them. */
    private static final Map<Colour, Integer> PALETTE = Map.of(
            Colour.BLUE, 0x5F5FFF,
            Colour.VERMILION, 0xAF5F5F,
            Colour.GREEN, 0x00875F,
            Colour.ORANGE, 0xD700AF,
            Colour.PURPLE, 0x875FD7,
            Colour.SKY_BLUE, GREY,
            Colour.GREY, GREY);

    /** The shades of signed values, from blue over white to red. */
    private static final int[] DIVERGING = {
        0x005FAF, 0x5F87D7, 0x87AFD7, 0xAFD7FF, 0xD7D7FF, 0xFFFFFF, 0xFFD7D7, 0xFFAFAF, 0xD78787, 0xD75F5F, 0xAF0000
    };

    /** The shades of other values, from dark purple over teal to yellow, each lighter than the one before. */
    private static final int[] SEQUENTIAL = {
        0x5F005F, 0x5F00AF, 0x5F5FAF, 0x0087AF, 0x00AF87, 0x5FD75F, 0xAFD700, 0xD7FF00, 0xFFFF00
    };

    private TerminalColours() {}

    /** A colour as ink that can be read on black and on white; black and greys near it stay as they are. */
    static int readable(int rgb, TextStyle.Colours colours) {
        Colour colour = Colour.of(rgb);
        int[] parts = {colour.red(), colour.green(), colour.blue()};
        if (colours == TextStyle.Colours.ANSI_256) {
            int[] rising = Arrays.stream(parts).sorted().toArray();
            return PALETTE.getOrDefault(colour, rising[2] - rising[0] < 32 ? GREY : nearestHue(colour));
        }
        double[] linear =
                Arrays.stream(parts).mapToDouble(TerminalColours::linear).toArray();
        double luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
        int ink = 0;
        for (double part : linear) {
            double moved = luminance >= READABLE
                    ? part * READABLE / luminance
                    : part + (1 - part) * (READABLE - luminance) / (1 - luminance);
            ink = ink << 8 | Colour.encoded(moved);
        }
        return ink;
    }

    private static int nearestHue(Colour colour) {
        return INKS.stream()
                .min(Comparator.comparingDouble(ink -> {
                    double turn = Math.abs(hue(colour) - hue(Colour.of(ink)));
                    return Math.min(turn, 2 * Math.PI - turn);
                }))
                .orElseThrow();
    }

    private static double hue(Colour c) {
        return StrictMath.atan2(Math.sqrt(3) * (c.green() - c.blue()), 2.0 * c.red() - c.green() - c.blue());
    }

    /** The colour of a value; with 256 colours, that of the ramp at the value's place on the scale. */
    static int of(double value, ColourScale scale, TextStyle.Colours colours) {
        int own = scale.rgb(value);
        if (own == ColourScale.MISSING || colours != TextStyle.Colours.ANSI_256) {
            return own;
        }
        int[] ramp = scale.isSigned() ? DIVERGING : SEQUENTIAL;
        return ramp[Math.clamp(Math.round(scale.place(value) * (ramp.length - 1)), 0, ramp.length - 1)];
    }

    private static double linear(int part) {
        double v = part / 255.0;
        return v <= 0.04045 ? v / 12.92 : StrictMath.pow((v + 0.055) / 1.055, 2.4);
    }
}
