package icd.figure;

/** How a line is broken, so that lines can be told apart without colour. */
public enum Dash {
    SOLID(),
    DASHED(5, 2.5),
    DOTTED(1.2, 1.8),
    DASH_DOTTED(6, 2, 1.2, 2),
    LONG_DASHED(10, 3);

    private final double[] lengths;

    Dash(double... lengths) {
        this.lengths = lengths;
    }

    /** Alternating lengths of ink and gap in points; empty for a solid line. */
    public double[] lengths() {
        return lengths.clone();
    }
}
