package icd.figure.layout;

import icd.figure.Chart;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Note;
import icd.figure.Rule;
import icd.figure.Style;
import icd.figure.VerticalRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The names of lines and rules beside the plot area, each as near to where its line ends as the others leave room for, and joined to
 * it in its colour; vertical rules are named at their upper ends. Lengths in points.
 */
record EndLabels(List<Mark> marks, Typesetter setter) {

    private static final double LEADER = 8;
    private static final double LEADER_WIDTH = 0.6;
    private static final double WIDEST = 68;

    /** A name, and where the line ends that it is for. */
    private record End(Mark mark, Block name, double x, double y) {}

    EndLabels(Chart chart, Typesetter setter) {
        this(
                chart.marks().stream()
                        .filter(mark -> mark.isInLegend() && chart.namesDirectly(mark) && Chart.hasEnd(mark))
                        .toList(),
                setter);
    }

    private Block name(Mark mark) {
        return setter.fit(mark.label(), Measures.TICK_TEXT, WIDEST);
    }

    /** Returns what the names need at the right of the plot area. */
    double width() {
        double widest = Measures.most(
                marks, mark -> mark instanceof VerticalRule ? 0 : name(mark).width());
        return widest == 0 ? 0 : LEADER + 1 + Measures.SPARE * widest;
    }

    void paint(PlotArea area, List<Item> items) {
        List<End> ends = new ArrayList<>();
        for (Mark mark : marks) {
            switch (mark) {
                case Line line -> end(line, area, ends);
                case Rule rule -> ends.add(new End(rule, name(rule), area.box().right(), area.pageY(rule.y())));
                case VerticalRule rule -> {
                    double room = area.pageX(rule.x()) - area.box().x(); // lines are named at the right
                    Note.Side side = room > name(rule).width() + LEADER ? Note.Side.LEFT : Note.Side.RIGHT;
                    new NotePainter(area, setter)
                            .add(new Note(rule.label(), rule.x(), area.y().high(), side), items);
                }
                default -> throw new IllegalStateException("EndLabels: only lines have ends");
            }
        }
        ends.removeIf(end -> !area.inside(end.x, end.y));
        ends.sort(Comparator.comparingDouble(End::y));
        double[] centres = apart(ends, area.box());
        for (int i = 0; i < ends.size(); i++) {
            End end = ends.get(i);
            double at = area.box().right() + LEADER;
            double from = end.x + clearance(end.mark.style());
            double[] xs = {from, Math.max(from, area.box().right() + 1), at - 1};
            double[] ys = {end.y, end.y, centres[i]};
            items.add(new Item.Stroke(xs, ys, end.mark.style().colour(), LEADER_WIDTH));
            end.name.add(at + 1, centres[i] - end.name.height() / 2, 0, items);
        }
    }

    /** How far from the end of a line its marker reaches, if one stands there. */
    private static double clearance(Style style) {
        return style.marker() == Marker.NONE || style.every() != 1 ? 0 : style.size() + style.width() / 2;
    }

    /** The last point of a line that is seen. */
    private void end(Line line, PlotArea area, List<End> ends) {
        for (int i = line.x().size() - 1; i >= 0; i--) {
            double x = area.pageX(line.x().at(i));
            double y = area.pageY(line.y().at(i));
            if (area.inside(x, y)) {
                ends.add(new End(line, name(line), x, y));
                return;
            }
        }
    }

    /**
     * Where the middles of the names stand: in the order of the ends and clear of each other, with the least sum of squares of their
     * distances from the ends. This is an isotonic regression, and is found by pooling neighbours that would overlap.
     */
    private static double[] apart(List<End> ends, Box plot) {
        double[] offsets = new double[ends.size()]; // from the first middle, when names stand as close as they may
        List<double[]> pools = new ArrayList<>(); // each a mean and how many it is of
        for (int i = 0; i < ends.size(); i++) {
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + (height(ends, i - 1) + height(ends, i)) / 2;
            double[] pool = {ends.get(i).y - offsets[i], 1};
            while (!pools.isEmpty() && pools.getLast()[0] > pool[0]) {
                double[] before = pools.removeLast();
                double n = before[1] + pool[1];
                pool = new double[] {(before[0] * before[1] + pool[0] * pool[1]) / n, n};
            }
            pools.add(pool);
        }
        double[] centres = new double[ends.size()];
        int i = 0;
        for (double[] pool : pools) {
            for (int k = 0; k < pool[1]; k++, i++) {
                double lowest = plot.bottom() - offsets[offsets.length - 1];
                centres[i] = offsets[i] + Math.max(plot.y(), Math.min(pool[0], lowest));
            }
        }
        return centres;
    }

    private static double height(List<End> ends, int i) {
        return ends.get(i).name.height();
    }
}
