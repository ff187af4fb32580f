package icd.figure.text;

/** A panel that can be drawn in characters. */
sealed interface TextPanel permits TextChart, TextChart3d, TextHeatMap, TextPanel.Blank {

    /** Nothing, in characters. */
    record Blank() implements TextPanel {

        @Override
        public int narrowest() {
            return 1;
        }
    }

    /** How many columns it must have to be of use. */
    default int narrowest() {
        return 26;
    }

    /** How many lines it takes, its title included, of at most so many. */
    default int height(int width, int most) {
        return 0;
    }

    /** Draws it with its upper left corner at (x, y). */
    default void draw(TextCanvas canvas, int x, int y, int width, int height) {}

    /** Writes one line in the middle of a width. */
    static void centred(TextCanvas canvas, int x, int y, int width, String text) {
        String line = TextWords.cut(text, width, canvas.style());
        canvas.write(x + (width - TextWords.width(line)) / 2, y, line, TextCanvas.NONE);
    }

    /** Writes a text with markup, if there is one, in the middle of a width, and returns how many lines it took. */
    static int title(TextCanvas canvas, int x, int y, int width, String text) {
        if (!text.isBlank()) {
            centred(canvas, x, y, width, TextWords.plain(text, canvas.style()));
        }
        return lines(text);
    }

    /** How many lines a title takes: none where there is none. */
    static int lines(String title) {
        return title.isBlank() ? 0 : 1;
    }
}
