package icd.figure.text;

import icd.figure.Colour;
import icd.figure.TextStyle;
import java.util.Arrays;

/** A page of characters with colours. Colours are 0xRRGGBB, or {@link #NONE} for those of the terminal. */
final class TextCanvas {

    static final int NONE = -1;

    private static final int BLANK = ' ';
    private static final int HALF_BLOCK = '▀';
    private static final int SECOND_HALF = 0; // of the wide character on the left
    private static final int DARK = 70;
    private static final int APART = 110;

    private final int width;
    private final int height;
    private final TextStyle style;
    private final int[] characters;
    private final int[] inks;
    private final int[] grounds;

    TextCanvas(int width, int height, TextStyle style) {
        this.width = width;
        this.height = height;
        this.style = style;
        this.characters = new int[width * height];
        this.inks = new int[width * height];
        this.grounds = new int[width * height];
        Arrays.fill(characters, BLANK);
        Arrays.fill(inks, NONE);
        Arrays.fill(grounds, NONE);
    }

    TextStyle style() {
        return style;
    }

    /** Sets a character, leaving the ground as it is; ink that would hardly show on it is made to. */
    void put(int x, int y, int character, int ink) {
        if (x >= 0 && y >= 0 && x < width && y < height) {
            int at = y * width + x;
            if (characters[at] == HALF_BLOCK) {
                grounds[at] = mean(inks[at], grounds[at]);
            }
            characters[at] = character;
            inks[at] = visible(ink, grounds[at]);
        }
    }

    /** Fills the upper and the lower half of a cell, with a ground alone where both have one colour. */
    void halves(int x, int y, int upper, int lower) {
        if (x >= 0 && y >= 0 && x < width && y < height) {
            int at = y * width + x;
            characters[at] = upper == lower ? BLANK : HALF_BLOCK;
            inks[at] = upper;
            grounds[at] = lower;
        }
    }

    /** Writes as much of a text as the page has room for, without markup. */
    void write(int x, int y, String text, int ink) {
        int at = x;
        for (int c : text.codePoints().toArray()) {
            int columns = TextWords.columns(c);
            if (columns == 0 || at + columns > width) {
                continue;
            }
            put(at, y, c, ink);
            if (columns == 2) {
                put(at + 1, y, SECOND_HALF, ink);
            }
            at += columns;
        }
    }

    /** The page: lines without blanks at their ends, each closed by a line feed. */
    String text() {
        StringBuilder out = new StringBuilder(height * (width + 1));
        for (int y = 0; y < height; y++) {
            int end = width;
            while (end > 0 && characters[y * width + end - 1] == BLANK && grounds[y * width + end - 1] == NONE) {
                end--;
            }
            line(y * width, y * width + end, out);
            out.append('\n');
        }
        return out.toString();
    }

    private void line(int from, int to, StringBuilder out) {
        int ink = NONE;
        int ground = NONE;
        for (int at = from; at < to; at++) {
            if (characters[at] == SECOND_HALF) {
                continue;
            }
            int newInk = characters[at] != BLANK ? inks[at] : ink;
            if (style.coloured() && (newInk != ink || grounds[at] != ground)) {
                if (newInk == NONE && ink != NONE || grounds[at] == NONE && ground != NONE) {
                    out.append("\u001b[0m");
                    ink = NONE;
                    ground = NONE;
                }
                colour(38, newInk, ink, out);
                colour(48, grounds[at], ground, out);
                ink = newInk;
                ground = grounds[at];
            }
            out.appendCodePoint(characters[at]);
        }
        if (ink != NONE || ground != NONE) {
            out.append("\u001b[0m");
        }
    }

    private void colour(int what, int rgb, int before, StringBuilder out) {
        if (rgb == before || rgb == NONE) {
            return;
        }
        out.append("\u001b[").append(what);
        Colour colour = Colour.of(rgb);
        boolean full = style.colours() == TextStyle.Colours.TRUE_COLOUR;
        out.append(full ? ";2;" + colour.red() + ";" + colour.green() + ";" + colour.blue() : ";5;" + nearest(rgb));
        out.append('m');
    }

    /** On the terminal's own ground, which may be dark or light, black is left to the terminal. */
    private int visible(int ink, int ground) {
        if (ground == NONE) {
            boolean plain = ink == NONE || !style.coloured() || isBlack(ink);
            return plain ? NONE : TerminalColours.readable(ink, style.colours());
        }
        boolean clear = ink != NONE && distance(ink, ground) >= APART * APART;
        return clear ? ink : luminance(ground) > 128 ? 0 : 0xFFFFFF;
    }

    private static boolean isBlack(int rgb) {
        return (rgb >> 16) <= DARK && (rgb >> 8 & 255) <= DARK && (rgb & 255) <= DARK;
    }

    private static int mean(int a, int b) {
        return (a >> 1 & 0x7F7F7F) + (b >> 1 & 0x7F7F7F);
    }

    private static double luminance(int rgb) {
        return 0.299 * (rgb >> 16) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
    }

    /** The nearest of xterm's 6 x 6 x 6 colours and 24 greys. */
    static int nearest(int rgb) {
        int r = rgb >> 16;
        int g = rgb >> 8 & 255;
        int b = rgb & 255;
        int grey = Math.clamp(Math.round((r + g + b) / 3f - 8) / 10, 0, 23);
        int level = 8 + 10 * grey;
        int cube = 16 + 36 * step(r) + 6 * step(g) + step(b);
        int ofCube = value(step(r)) << 16 | value(step(g)) << 8 | value(step(b));
        return distance(rgb, ofCube) <= distance(rgb, level << 16 | level << 8 | level) ? cube : 232 + grey;
    }

    private static int step(int part) {
        return part < 48 ? 0 : part < 115 ? 1 : Math.min(5, (part - 35) / 40);
    }

    private static int value(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }

    /** Square of the distance of two colours in sRGB. */
    private static int distance(int a, int b) {
        int red = (a >> 16) - (b >> 16);
        int green = (a >> 8 & 255) - (b >> 8 & 255);
        int blue = (a & 255) - (b & 255);
        return red * red + green * green + blue * blue;
    }
}
