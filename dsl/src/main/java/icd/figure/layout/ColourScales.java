package icd.figure.layout;

import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.Contours;
import icd.figure.Field;
import icd.figure.Figure;
import icd.figure.Grid;
import icd.figure.Heading;
import icd.figure.HeatMap;
import icd.figure.Levels;
import icd.figure.Panel;
import icd.figure.Shades;
import icd.figure.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Which panels of a figure share a colour scale, and what each scale is. */
public final class ColourScales {

    /**
     * Panels of rows [firstRow, endRow) and columns [firstColumn, endColumn) that share one scale.
     *
     * @param key the description of the scale: Shades or Levels
     * @param lastRow the last row that has such a panel, and so on
     */
    record Group(
            Object key,
            String label,
            ColourScale scale,
            int row,
            int endRow,
            int column,
            int endColumn,
            int firstRow,
            int lastRow,
            int lastColumn) {

        private boolean holds(int r, int c) {
            return r >= row && r < endRow && c >= column && c < endColumn;
        }
    }

    private final Figure figure;
    private final List<Group> groups = new ArrayList<>();

    public ColourScales(Figure figure) {
        this.figure = figure;
        int rows = figure.rows().size();
        int columns = figure.columns();
        switch (figure.colourBar().sharing()) {
            case FIGURE -> add(0, rows, 0, columns);
            case ROW -> {
                for (int r = 0; r < rows; r++) {
                    add(r, r + 1, 0, columns);
                }
            }
            case BLOCK -> {
                for (int r = 0; r < rows; r++) {
                    int column = 0;
                    for (Heading block : figure.blocks()) {
                        add(r, r + 1, column, column + block.columns());
                        column += block.columns();
                    }
                }
            }
            case PANEL -> {
                for (int r = 0; r < rows; r++) {
                    for (int c = 0; c < columns; c++) {
                        add(r, r + 1, c, c + 1);
                    }
                }
            }
        }
    }

    List<Group> groups() {
        return groups;
    }

    /** The scale of the panel at a place; null for a panel without colours. */
    public ColourScale scale(int row, int column) {
        return group(row, column).map(Group::scale).orElse(null);
    }

    /** Returns what the bar of the panel at a place says; empty for a panel without colours. */
    public String label(int row, int column) {
        return group(row, column).map(Group::label).orElse("");
    }

    private Optional<Group> group(int row, int column) {
        Object key = key(row, column);
        return groups.stream()
                .filter(g -> g.key.equals(key) && g.holds(row, column))
                .findFirst();
    }

    private void add(int row, int endRow, int column, int endColumn) {
        List<Object> keys = new ArrayList<>();
        for (int r = row; r < endRow; r++) {
            for (int c = column; c < endColumn; c++) {
                if (key(r, c) != null && !keys.contains(key(r, c))) {
                    keys.add(key(r, c));
                }
            }
        }
        for (Object key : keys) {
            add(key, row, endRow, column, endColumn);
        }
    }

    private void add(Object key, int row, int endRow, int column, int endColumn) {
        int first = endRow;
        int lastRow = row;
        int lastColumn = column;
        List<Grid> grids = new ArrayList<>();
        for (int r = row; r < endRow; r++) {
            for (int c = column; c < endColumn; c++) {
                if (key.equals(key(r, c))) {
                    grids.add(values(panel(r, c)));
                    first = Math.min(first, r);
                    lastRow = r;
                    lastColumn = Math.max(lastColumn, c);
                }
            }
        }
        double[] finite = grids.stream()
                .flatMapToDouble(Grid::stream)
                .filter(Double::isFinite)
                .toArray();
        ColourScale scale;
        String label;
        switch (key) {
            case Levels levels -> {
                scale = LevelChoice.map(levels, finite);
                label = levels.label();
            }
            case Shades shades
            when shades.kind() == Shades.Kind.SIGNED -> {
                scale = signed(finite);
                label = figure.colourBar().label();
            }
            case Shades shades -> {
                scale = sequential(shades, finite);
                label = shades.label();
            }
            default -> throw new IllegalStateException("ColourScales: no scale for " + key);
        }
        groups.add(new Group(key, label, scale, row, endRow, column, endColumn, first, lastRow, lastColumn));
    }

    private ColourScale signed(double[] values) {
        double largest = DoubleStream.of(values).map(Math::abs).max().orElse(0);
        double limit = figure.colourBar().limit();
        boolean set = !Double.isNaN(limit);
        return new DivergingMap(set ? limit : largest > 0 ? largest : 1, set && largest > limit);
    }

    private static ColourScale sequential(Shades shades, double[] values) {
        boolean log = shades.kind() == Shades.Kind.LOG;
        var range = DoubleStream.of(values).filter(v -> !log || v > 0).summaryStatistics();
        double least = range.getCount() == 0 ? 1 : range.getMin();
        double most = range.getCount() == 0 ? 2 : range.getMax();
        if (shades.hasRange()) {
            boolean below = range.getCount() > 0 && least < shades.low();
            boolean above = range.getCount() > 0 && most > shades.high();
            return new SequentialMap(shades.low(), shades.high(), log, below, above);
        }
        if (!(most - least > 1e-10 * Math.max(Math.abs(least), Math.abs(most)))) { // values that do not vary get room
            double room = least == 0 ? 1 : 0.1 * Math.abs(least);
            return new SequentialMap(least - room, least + room, log, false, false);
        }
        return new SequentialMap(least, most, log, false, false);
    }

    private Panel panel(int row, int column) {
        return figure.rows().get(row).panels().get(column);
    }

    private Object key(int row, int column) {
        return switch (panel(row, column)) {
            case HeatMap map -> map.shades();
            case Chart chart ->
                surface(chart).<Object>map(ColourScales::key).findFirst().orElse(null);
            case Chart3d _, Blank _ -> null;
        };
    }

    private static Object key(Surface surface) {
        return switch (surface) {
            case Contours contours -> contours.levels();
            case Field field -> field.shades();
        };
    }

    private static Grid values(Panel panel) {
        return switch (panel) {
            case HeatMap map -> map.values();
            case Chart chart -> surface(chart).findFirst().orElseThrow().values();
            case Chart3d _, Blank _ -> Grid.of(new double[0][]);
        };
    }

    private static Stream<Surface> surface(Chart chart) {
        return chart.marks().stream().filter(Surface.class::isInstance).map(Surface.class::cast);
    }

    @Override
    public String toString() {
        return "colour scales of " + figure;
    }
}
