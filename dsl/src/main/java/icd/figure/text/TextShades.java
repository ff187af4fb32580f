package icd.figure.text;

import icd.figure.TextStyle;
import icd.figure.layout.ColourScale;
import icd.figure.layout.Ticks;

/** Colours of a scale in characters: half blocks, or characters of rising darkness where there are no colours. */
record TextShades(ColourScale scale, TextStyle style, Ticks ticks) {

    private static final String BLOCKS = " ░▒▓█";
    private static final String ASCII = " .:-=+*#%@";
    private static final String SIGNED = "=- +#";
    private static final int MISSING = '?';

    TextShades(ColourScale scale, TextStyle style) {
        this(scale, style, scale.ticks(3, t -> t.values().size() <= 3));
    }

    /** How many values stand above one another in one character. */
    int perCell() {
        return style.coloured() ? 2 : 1;
    }

    /** Fills a cell; the lower value counts only where there are colours. */
    void put(TextCanvas canvas, int x, int y, double upper, double lower) {
        if (!style.coloured()) {
            canvas.put(x, y, character(upper), TextCanvas.NONE);
            return;
        }
        int above = TerminalColours.of(upper, scale, style.colours());
        canvas.halves(x, y, above, TerminalColours.of(lower, scale, style.colours()));
    }

    /** The character for a value where there are no colours. */
    int character(double value) {
        if (scale.rgb(value) == ColourScale.MISSING) {
            return MISSING;
        }
        String ramp = scale.isSigned() ? SIGNED : style.unicode() ? BLOCKS : ASCII;
        double fraction = Math.clamp(scale.place(value), 0, 1);
        return ramp.charAt((int) Math.min(ramp.length() - 1.0, Math.floor(fraction * ramp.length())));
    }

    /** One line that shows the scale: from its low to its high end, and what it measures. */
    void bar(TextCanvas canvas, int x, int y, int width, String label) {
        String low = TextWords.plain((scale.below().isPresent() ? "< " : "") + Ticks.label(ticks.low()), style) + " ";
        String high = " " + TextWords.plain((scale.above().isPresent() ? "> " : "") + Ticks.label(ticks.high()), style);
        String text = TextWords.plain(label, style);
        int numbers = TextWords.width(low) + TextWords.width(high);
        int room = width - numbers;
        if (room < 4) {
            TextPanel.centred(canvas, x, y, width, low + (style.unicode() ? "…" : "..") + high);
            return;
        }
        int shades = Math.clamp(room - TextWords.width(text) - 2, Math.min(room, 6), 24);
        String after = text.isEmpty() ? "" : "  " + text;
        after = TextWords.cut(after, Math.max(0, room - shades), style);
        int at = x + (room - shades - TextWords.width(after)) / 2;
        canvas.write(at, y, low, TextCanvas.NONE);
        at += TextWords.width(low);
        for (int i = 0; i < shades; i++) {
            double value = ticks.at((i + 0.5) / shades);
            put(canvas, at + i, y, value, value);
        }
        canvas.write(at + shades, y, high + after, TextCanvas.NONE);
    }
}
