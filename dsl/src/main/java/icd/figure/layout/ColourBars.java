package icd.figure.layout;

import icd.figure.ColourBar;
import icd.figure.Figure;
import java.util.ArrayList;
import java.util.List;

/** The bars of a figure's colour scales, each after the last column of the panels that share it. */
final class ColourBars {

    /**
     * @param column the bar stands after
     * @param offset from where the bars after its column begin
     */
    private record Bar(ColourScales.Group group, ColourBarPainter painter, int column, double offset) {

        double end() {
            return offset + painter.width() + GAP;
        }
    }

    private static final double GAP = 6;

    private final List<Bar> bars = new ArrayList<>();

    /** @param nominal width of a grid cell in points */
    ColourBars(Figure figure, ColourScales scales, double nominal, Typesetter setter) {
        for (ColourScales.Group group : scales.groups()) {
            boolean all = figure.colourBar().sharing() == ColourBar.Sharing.FIGURE;
            double length = all ? nominal * figure.rows().size() : 0.75 * nominal;
            ColourBarPainter painter = new ColourBarPainter(group.label(), group.scale(), length, setter);
            int column = scales.groups().stream() // one for all rows, so that they share the room for bars
                    .filter(g -> g.column() == group.column() && g.endColumn() == group.endColumn())
                    .mapToInt(ColourScales.Group::lastColumn)
                    .max()
                    .orElseThrow();
            double offset = Measures.most(bars, b -> b.column == column && beside(b.group, group) ? b.end() : 0);
            bars.add(new Bar(group, painter, column, offset));
        }
    }

    private static boolean beside(ColourScales.Group a, ColourScales.Group b) {
        return a.firstRow() <= b.lastRow() && b.firstRow() <= a.lastRow();
    }

    /** Returns what the bars after a column need of the width; 0 if there is none. */
    double width(int column) {
        return Measures.most(bars, b -> b.column == column ? b.end() : 0);
    }

    /** Draws the bars, given where each column ends and where the plot areas of each row begin and end. */
    void paint(double[] columnEnds, double[] tops, double[] bottoms, List<Item> items) {
        for (Bar b : bars) {
            double x = columnEnds[b.column] + b.offset + GAP;
            b.painter.paint(x, tops[b.group.firstRow()], bottoms[b.group.lastRow()], items);
        }
    }
}
