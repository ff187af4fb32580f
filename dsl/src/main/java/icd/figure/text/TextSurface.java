package icd.figure.text;

import icd.figure.Contours;
import icd.figure.Grid;
import icd.figure.Numbers;
import icd.figure.Surface;
import icd.figure.layout.PlotArea;

/**
 * Reads the value of a surface at a place of a plot in characters.
 *
 * @param x where the columns of values stand, or where their cells begin and end
 * @param y the same of the rows
 * @param area in dots
 * @param smooth whether values vary between the places of the grid
 */
record TextSurface(Numbers x, Numbers y, Grid values, PlotArea area, boolean smooth) {

    static TextSurface of(Surface surface, PlotArea area) {
        boolean smooth = surface instanceof Contours;
        Numbers x = smooth ? surface.x() : area.x().borders(surface.x());
        Numbers y = smooth ? surface.y() : area.y().borders(surface.y());
        return new TextSurface(x, y, surface.values(), area, smooth);
    }

    /** The value at a dot: of the cell around it, or between the corners around it; NaN where there is none. */
    double at(double px, double py) {
        double column = column(px);
        double row = row(py);
        if (Double.isNaN(column + row)) {
            return Double.NaN;
        }
        int j = Math.min((int) column, x.size() - 2);
        int i = Math.min((int) row, y.size() - 2);
        if (!smooth) {
            return values.at(i, j);
        }
        double s = column - j;
        double t = row - i;
        return (1 - t) * ((1 - s) * values.at(i, j) + s * values.at(i, j + 1))
                + t * ((1 - s) * values.at(i + 1, j) + s * values.at(i + 1, j + 1));
    }

    /** Whether a dot lies on the grid. */
    boolean covers(double px, double py) {
        return !Double.isNaN(column(px) + row(py));
    }

    private double column(double px) {
        return place(x, area.x().at(Math.clamp(px / area.box().width(), 0, 1)));
    }

    private double row(double py) {
        return place(y, area.y().at(Math.clamp(1 - py / area.box().height(), 0, 1)));
    }

    /** Between which two of monotone numbers a value lies, with the fraction of the way; NaN outside. */
    private static double place(Numbers at, double value) {
        for (int k = 0; k + 1 < at.size(); k++) {
            double t = (value - at.at(k)) / (at.at(k + 1) - at.at(k));
            if (t >= -1e-9 && t <= 1 + 1e-9) {
                return k + Math.clamp(t, 0, 1);
            }
        }
        return Double.NaN;
    }
}
