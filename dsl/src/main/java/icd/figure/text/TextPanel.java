package icd.figure.text;

/** A panel that can be drawn in characters. */
sealed interface TextPanel permits TextChart, TextChart3d, TextHeatMap, TextBlank {

    /** How many lines it takes, its title included, of at most so many. */
    int height(int width, int most);

    /** Draws it with its upper left corner at (x, y). */
    void draw(TextCanvas canvas, int x, int y, int width, int height);

    /** Writes one line in the middle of a width. */
    static void centred(TextCanvas canvas, int x, int y, int width, String text) {
        String line = TextWords.cut(text, width, canvas.style());
        canvas.write(x + (width - TextWords.width(line)) / 2, y, line, TextCanvas.NONE);
    }
}
