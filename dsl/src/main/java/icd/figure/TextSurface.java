package icd.figure;

/** What a surface is worth at a place of a plot in characters. */
final class TextSurface {

    private final double[] x;
    private final double[] y;
    private final double[][] values;
    private final PlotArea area;
    private final boolean smooth;

    /** @param area in dots */
    TextSurface(Surface surface, PlotArea area) {
        this.smooth = surface instanceof Contours;
        this.x = smooth ? surface.x() : Spans.borders(surface.x(), area.x() instanceof LogTicks);
        this.y = smooth ? surface.y() : Spans.borders(surface.y(), area.y() instanceof LogTicks);
        this.values = surface.values();
        this.area = area;
    }

    /** The value at a dot: of the cell around it, or between the corners around it; NaN where there is none. */
    double at(double px, double py) {
        double column = place(x, dataX(px));
        double row = place(y, dataY(py));
        if (Double.isNaN(column + row)) {
            return Double.NaN;
        }
        int j = Math.min((int) column, x.length - 2);
        int i = Math.min((int) row, y.length - 2);
        if (!smooth) {
            return values[i][j];
        }
        double s = column - j;
        double t = row - i;
        return (1 - t) * ((1 - s) * values[i][j] + s * values[i][j + 1])
                + t * ((1 - s) * values[i + 1][j] + s * values[i + 1][j + 1]);
    }

    /** Whether a dot lies on the grid. */
    boolean covers(double px, double py) {
        return !Double.isNaN(place(x, dataX(px)) + place(y, dataY(py)));
    }

    private double dataX(double px) {
        return area.x().at(Math.clamp(px / area.box().width(), 0, 1));
    }

    private double dataY(double py) {
        return area.y().at(Math.clamp(1 - py / area.box().height(), 0, 1));
    }

    /** Between which two of monotone numbers a value lies, with the fraction of the way; NaN outside. */
    private static double place(double[] at, double value) {
        for (int k = 0; k + 1 < at.length; k++) {
            double t = (value - at[k]) / (at[k + 1] - at[k]);
            if (t >= -1e-9 && t <= 1 + 1e-9) {
                return k + Math.clamp(t, 0, 1);
            }
        }
        return Double.NaN;
    }
}
