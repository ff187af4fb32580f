package icd.figure.text;

import icd.figure.Contours;
import icd.figure.Grid;
import icd.figure.Numbers;
import icd.figure.Surface;
import icd.figure.layout.PlotArea;

/** Reads the value of a surface at a place of a plot in characters. */
final class TextSurface {

    private final Numbers x;
    private final Numbers y;
    private final Grid values;
    private final PlotArea area;
    private final boolean smooth;

    /** @param area in dots */
    TextSurface(Surface surface, PlotArea area) {
        this.smooth = surface instanceof Contours;
        this.x = smooth ? surface.x() : area.bordersX(surface.x());
        this.y = smooth ? surface.y() : area.bordersY(surface.y());
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
        return !Double.isNaN(place(x, dataX(px)) + place(y, dataY(py)));
    }

    private double dataX(double px) {
        return area.x().at(Math.clamp(px / area.box().width(), 0, 1));
    }

    private double dataY(double py) {
        return area.y().at(Math.clamp(1 - py / area.box().height(), 0, 1));
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
