package icd.figure;

/** How a line is broken, so that lines can be told apart without colour. */
public enum Dash {
    SOLID(),
    DASHED(5, 2.5f),
    DOTTED(1.2f, 1.8f),
    DASH_DOTTED(6, 2, 1.2f, 2),
    LONG_DASHED(10, 3);

    private final float[] lengths;

    Dash(float... lengths) {
        this.lengths = lengths;
    }

    /** Alternating lengths of ink and gap in points; empty for a solid line. */
    public float[] lengths() {
        return lengths.clone();
    }
}
