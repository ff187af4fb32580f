package icd.workbench.figures;

import icd.figure.Axis;
import icd.figure.Band;
import icd.figure.Mark;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Leaves out bands that nobody would see: the lines through their middles hide them, and the legend would show bands that
 * no line has.
 */
final class ThinBands {

    /** Some 4 points of a panel of usual height, where a line has 1 and a marker 3.6. */
    private static final double LEAST = 0.04;

    private ThinBands() {}

    /**
     * Returns the marks of a panel, without bands if all of them are thin everywhere.
     *
     * @param y the axis over which they are drawn
     */
    static List<Mark> without(List<Mark> marks, Axis y) {
        DoubleStream ends = y.hasRange()
                ? DoubleStream.of(y.low(), y.high())
                : marks.stream().flatMapToDouble(mark -> mark.columns().alongY());
        var span = ends.filter(y::shows).summaryStatistics();
        double height = distance(span.getMin(), span.getMax(), y);
        boolean seen = marks.stream().anyMatch(mark -> mark instanceof Band band && widest(band, y) > LEAST * height);
        return seen
                ? marks
                : marks.stream().filter(mark -> !(mark instanceof Band)).toList();
    }

    private static double widest(Band band, Axis y) {
        return IntStream.range(0, band.x().size())
                .filter(i -> y.shows(band.high().at(i)))
                .mapToDouble(i -> distance(band.low().at(i), band.high().at(i), y))
                .max()
                .orElse(0);
    }

    /** Returns how far apart two values are on an axis; infinitely far if a logarithmic one has no place for the lower. */
    private static double distance(double low, double high, Axis axis) {
        return !axis.logarithmic() ? high - low : low > 0 ? Math.log(high / low) : Double.POSITIVE_INFINITY;
    }
}
