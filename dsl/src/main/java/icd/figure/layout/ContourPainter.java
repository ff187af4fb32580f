package icd.figure.layout;

import icd.figure.Colour;
import icd.figure.Contours;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws filled contours from the lowest colour up, each area over the one before: neighbouring colours meet without a gap,
 * whatever a renderer does at edges.
 */
final class ContourPainter {

    private static final double TOLERANCE = 0.04; // points: a sixth of a dot at 300 dots per inch
    private static final double LINE = 0.3;
    private static final Colour LINE_COLOUR = new Colour(45, 45, 45);
    private static final double FAR = 1e4;

    private final PlotArea area;
    private final LevelMap colours;
    private double[] pageX;
    private double[] pageY;
    private int times;

    ContourPainter(PlotArea area, LevelMap colours) {
        this.area = area;
        this.colours = colours;
    }

    void add(Contours contours, List<Item> items) {
        pageX = orFar(area.pageX(contours.x()), -FAR); // left of a logarithmic axis
        pageY = orFar(area.pageY(contours.y()), FAR);
        if (contours.values().stream().anyMatch(v -> !Double.isFinite(v))) {
            Box grid = Box.between(pageX[0], pageY[0], pageX[pageX.length - 1], pageY[pageY.length - 1]);
            items.add(Item.Fill.of(grid, Colour.of(ColourScale.MISSING), 1)); // it shows where there are no values
        }
        double[][] values = contours.values().toArray();
        times = Refinement.times(values);
        double[][] fine = times == 1 ? values : Refinement.of(values, times);
        List<Item> lines = new ArrayList<>();
        for (int band = 0; band < colours.bands(); band++) {
            List<MarchingSquares.Ring> rings = MarchingSquares.above(fine, colours.from(band));
            items.add(new Item.Fill(areas(rings), Colour.of(colours.colour(band)), 1));
            if (contours.lines() && band > 0) {
                rings.forEach(ring -> lines(ring, lines));
            }
        }
        items.addAll(lines);
    }

    private static double[] orFar(double[] page, double far) {
        return Arrays.stream(page).map(at -> Double.isNaN(at) ? far : at).toArray();
    }

    private List<double[][]> areas(List<MarchingSquares.Ring> rings) {
        List<double[][]> areas = new ArrayList<>();
        for (MarchingSquares.Ring ring : rings) {
            double[][] outline = onPage(ring, 0);
            double[][] fewer = Simplify.line(outline[0], outline[1], TOLERANCE);
            if (fewer[0].length > 3) { // the last point is the first
                areas.add(fewer);
            }
        }
        return areas;
    }

    /** The parts of a ring that lie on the level, not along the edge of the grid. */
    private void lines(MarchingSquares.Ring ring, List<Item> items) {
        int n = ring.rows().length;
        int first = 0;
        while (first < n && ring.onLevel()[first]) {
            first++;
        }
        double[][] outline = onPage(ring, first);
        for (int k = 0; k <= n; k++) {
            outline[0][k] = ring.onLevel()[(first + k) % n] ? outline[0][k] : Double.NaN;
        }
        for (int[] run : PlotArea.runs(outline[0])) {
            if (run[1] - run[0] > 1) {
                double[] xs = PlotArea.slice(outline[0], run);
                double[][] line = Simplify.line(xs, PlotArea.slice(outline[1], run), TOLERANCE);
                items.add(new Item.Stroke(line[0], line[1], LINE_COLOUR, LINE));
            }
        }
    }

    /** The points of a ring from one of them to itself again, as {xs, ys}. */
    private double[][] onPage(MarchingSquares.Ring ring, int first) {
        int n = ring.rows().length;
        double[][] page = new double[2][n + 1];
        for (int k = 0; k <= n; k++) {
            page[0][k] = between(pageX, ring.columns()[(first + k) % n]);
            page[1][k] = between(pageY, ring.rows()[(first + k) % n]);
        }
        return page;
    }

    /** Returns the place of a fraction of the fine grid on the page. */
    private double between(double[] page, double fine) {
        double at = fine / times;
        int from = Math.min((int) at, page.length - 2);
        return page[from] + (at - from) * (page[from + 1] - page[from]);
    }
}
