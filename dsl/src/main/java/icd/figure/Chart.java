package icd.figure;

import java.util.List;
import java.util.Optional;

/**
 * Marks over two axes. A surface is drawn first, then bands, histograms, rules, lines and trajectories, then points with
 * and without error bars, then notes, each kind in list order.
 *
 * @param equalUnits whether a unit of x and a unit of y are equally long on the page, so that circles are round; the height of
 *     the plot area then follows from the ranges, and one axis shows more than it must where that would be a ribbon or a tower
 * @param direct whether lines and rules are named where they end instead of in the legend
 * @param inset what is drawn once more and larger, in the upper right corner; empty for nothing
 * @throws IllegalArgumentException if there is more than one surface, or units are to be equal on a logarithmic axis or one of
 *     names
 */
public record Chart(
        String title, Axis x, Axis y, List<Mark> marks, boolean equalUnits, boolean direct, Optional<Inset> inset)
        implements Panel {

    /** The part of a chart that an inset shows: axes with ranges within those of the chart. */
    public record Inset(Axis x, Axis y) {}

    public Chart {
        Check.given("Chart", "title", title);
        Check.given("Chart", "x", x);
        Check.given("Chart", "y", y);
        marks = List.copyOf(marks);
        long surfaces = marks.stream().filter(Surface.class::isInstance).count();
        Check.that(surfaces <= 1, "Chart", "marks", "hold at most one surface", surfaces);
        boolean numbers = x.names().isEmpty() && y.names().isEmpty();
        boolean linear = numbers && !x.logarithmic() && !y.logarithmic();
        Check.that(linear || !equalUnits, "Chart", "axes", "be linear for equal units", x + " and " + y);
    }

    public Chart(String title, Axis x, Axis y, List<Mark> marks) {
        this(title, x, y, marks, false, false, Optional.empty());
    }

    public Chart(String title, Axis x, Axis y, Mark... marks) {
        this(title, x, y, List.of(marks));
    }

    /** This chart under another title. */
    public Chart titled(String other) {
        return new Chart(other, x, y, marks, equalUnits, direct, inset);
    }

    /** These marks over other axes. */
    public Chart over(Axis otherX, Axis otherY) {
        return new Chart(title, otherX, otherY, marks, equalUnits, direct, inset);
    }

    /** Other marks over these axes. */
    public Chart with(List<Mark> others) {
        return new Chart(title, x, y, others, equalUnits, direct, inset);
    }

    /** This chart with units of x and y equally long on the page. */
    public Chart withEqualUnits() {
        return new Chart(title, x, y, marks, true, direct, inset);
    }

    /** This chart with its lines and rules named where they end instead of in the legend. */
    public Chart withDirectLabels() {
        return new Chart(title, x, y, marks, equalUnits, true, inset);
    }

    /** This chart with a part of it drawn once more and larger in its upper right corner. */
    public Chart withInset(Axis insetX, Axis insetY) {
        return new Chart(title, x, y, marks, equalUnits, direct, Optional.of(new Inset(insetX, insetY)));
    }

    /** Returns what lies in colour under the marks. */
    public Optional<Surface> surface() {
        return marks.stream()
                .filter(Surface.class::isInstance)
                .map(Surface.class::cast)
                .findFirst();
    }

    /** Whether a mark is a line that can be named where it ends. */
    public static boolean hasEnd(Drawn mark) {
        return mark instanceof Line || mark instanceof Rule || mark instanceof VerticalRule;
    }

    @Override
    public boolean namesDirectly(Drawn mark) {
        return direct
                && marks.stream()
                        .anyMatch(other -> hasEnd(other) && other.label().equals(mark.label()));
    }
}
