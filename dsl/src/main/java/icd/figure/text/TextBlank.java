package icd.figure.text;

/** Nothing, in characters. */
record TextBlank() implements TextPanel {

    @Override
    public int height(int width, int most) {
        return 0;
    }

    @Override
    public void draw(TextCanvas canvas, int x, int y, int width, int height) {}
}
