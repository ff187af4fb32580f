package icd.figure;

import java.util.List;

/**
 * Marks over two axes. A surface is drawn first, then bands, histograms, rules, lines and trajectories, then points with
 * and without error bars, then notes, each kind in list order.
 *
 * @param equalUnits whether a unit of x and a unit of y are equally long on the page, so that circles are round; the height of
 *     the plot area then follows from the ranges, and one axis shows more than it must where that would be a ribbon or a tower
 * @throws IllegalArgumentException if there is more than one surface, or units are to be equal on a logarithmic axis or one of
 *     names
 */
public record Chart(String title, Axis x, Axis y, List<Mark> marks, boolean equalUnits) implements Panel {

    public Chart {
        Check.given("Chart", "title", title);
        Check.given("Chart", "x", x);
        Check.given("Chart", "y", y);
        marks = List.copyOf(marks);
        long surfaces = marks.stream().filter(Surface.class::isInstance).count();
        if (surfaces > 1) {
            throw Check.error("Chart", "marks", "hold at most one surface", surfaces);
        }
        boolean numbers = x.names().isEmpty() && y.names().isEmpty();
        if (equalUnits && !(numbers && !x.logarithmic() && !y.logarithmic())) {
            throw Check.error("Chart", "axes", "be linear for equal units", x + " and " + y);
        }
    }

    public Chart(String title, Axis x, Axis y, List<Mark> marks) {
        this(title, x, y, marks, false);
    }

    public Chart(String title, Axis x, Axis y, Mark... marks) {
        this(title, x, y, List.of(marks), false);
    }

    /** This chart with units of x and y equally long on the page. */
    public Chart withEqualUnits() {
        return new Chart(title, x, y, marks, true);
    }

    /** Whether colours lie under the marks. */
    public boolean hasSurface() {
        return marks.stream().anyMatch(Surface.class::isInstance);
    }
}
