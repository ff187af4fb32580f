package icd.figure.render;

/** The pixels [left, right) x [top, bottom), none where an end is not beyond its beginning. */
record Window(int left, int top, int right, int bottom) {

    /** Returns the part of the window whose pixels a rectangle touches. */
    Window within(double x0, double y0, double x1, double y1) {
        return new Window(
                Math.max(left, (int) Math.floor(x0)),
                Math.max(top, (int) Math.floor(y0)),
                Math.min(right, (int) Math.ceil(x1)),
                Math.min(bottom, (int) Math.ceil(y1)));
    }

    int width() {
        return Math.max(0, right - left);
    }

    int height() {
        return Math.max(0, bottom - top);
    }
}
