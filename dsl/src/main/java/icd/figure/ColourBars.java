package icd.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * The colour scales of a figure's heat maps and the bars that show them: which panels share a scale, how far it reaches,
 * and after which column its bar stands.
 */
final class ColourBars {

    /** Heat maps of rows [firstRow, endRow) and columns [firstColumn, endColumn) that share one scale. */
    private record Group(
            int firstRow, int endRow, int firstColumn, int endColumn, ColourBarPainter bar, DivergingMap map) {}

    private static final double GAP = 6;

    private final List<Group> groups = new ArrayList<>();

    /** @param nominal width of a grid cell in points */
    ColourBars(Figure figure, double nominal, Typesetter setter) {
        int rows = figure.rows().size();
        int columns = figure.columns();
        switch (figure.colourBar().sharing()) {
            case FIGURE -> add(figure, 0, rows, 0, columns, nominal * rows, setter);
            case ROW -> {
                for (int r = 0; r < rows; r++) {
                    add(figure, r, r + 1, 0, columns, 0.75 * nominal, setter);
                }
            }
            case BLOCK -> {
                for (int r = 0; r < rows; r++) {
                    int column = 0;
                    for (Heading block : figure.blocks()) {
                        add(figure, r, r + 1, column, column + block.columns(), 0.75 * nominal, setter);
                        column += block.columns();
                    }
                }
            }
        }
    }

    /** The scale of the heat map at a place. */
    DivergingMap map(int row, int column) {
        return groups.stream()
                .filter(g -> row >= g.firstRow && row < g.endRow && column >= g.firstColumn && column < g.endColumn)
                .findFirst()
                .orElseThrow()
                .map();
    }

    /** What the bars after a column need of the width; 0 if there is none. */
    double width(int column) {
        return groups.stream()
                .filter(g -> g.endColumn == column + 1)
                .mapToDouble(g -> g.bar.width() + GAP)
                .max()
                .orElse(0);
    }

    /** Draws the bars, given where each column ends and where the plot areas of each row begin and end. */
    void paint(double[] columnEnds, double[] tops, double[] bottoms, List<Item> items) {
        for (Group g : groups) {
            g.bar.paint(columnEnds[g.endColumn - 1] + GAP, tops[g.firstRow], bottoms[g.endRow - 1], items);
        }
    }

    private void add(Figure figure, int row, int endRow, int column, int endColumn, double nominal, Typesetter setter) {
        double largest = -1;
        int first = endRow;
        int end = row;
        for (int r = row; r < endRow; r++) {
            for (int c = column; c < endColumn; c++) {
                if (figure.rows().get(r).panels().get(c) instanceof HeatMap map) {
                    largest = Math.max(largest, map.magnitude());
                    first = Math.min(first, r);
                    end = r + 1;
                }
            }
        }
        if (largest < 0) {
            return; // no heat map here, no bar
        }
        ColourBar wanted = figure.colourBar();
        boolean set = !Double.isNaN(wanted.limit());
        DivergingMap map = new DivergingMap(set ? wanted.limit() : largest > 0 ? largest : 1);
        boolean pointed = set && largest > wanted.limit();
        ColourBarPainter bar = new ColourBarPainter(wanted.label(), map, pointed, nominal, setter);
        groups.add(new Group(first, end, column, endColumn, bar, map));
    }
}
