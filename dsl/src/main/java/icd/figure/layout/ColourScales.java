package icd.figure.layout;

import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.ColourBar;
import icd.figure.Contours;
import icd.figure.Field;
import icd.figure.Figure;
import icd.figure.Grid;
import icd.figure.Heading;
import icd.figure.HeatMap;
import icd.figure.Levels;
import icd.figure.Shades;
import icd.figure.Surface;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which panels of a figure share a colour scale, and what each scale is. */
public final class ColourScales {

    /**
     * Panels that share one scale.
     *
     * @param column where the columns begin over which it is shared
     * @param endColumn where they end
     */
    record Group(String label, ColourScale scale, int column, int endColumn, List<Shaded> panels) {

        int firstRow() {
            return panels.getFirst().row;
        }

        int lastRow() {
            return panels.getLast().row;
        }

        int lastColumn() {
            return panels.stream().mapToInt(Shaded::column).max().orElseThrow();
        }
    }

    private final Figure figure;
    private final List<Group> groups = new ArrayList<>();

    public ColourScales(Figure figure) {
        this.figure = figure;
        int columns = figure.columns();
        ColourBar.Sharing sharing = figure.colourBar().sharing();
        int height = sharing == ColourBar.Sharing.FIGURE ? figure.rows().size() : 1;
        int[] widths = switch (sharing) {
            case FIGURE, ROW -> new int[] {columns};
            case BLOCK -> figure.blocks().stream().mapToInt(Heading::columns).toArray();
            case PANEL -> IntStream.generate(() -> 1).limit(columns).toArray();
        };
        for (int row = 0; row < figure.rows().size(); row += height) {
            int column = 0;
            for (int width : widths) {
                add(row, row + height, column, column + width);
                column += width;
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
        return groups.stream()
                .filter(group -> group.panels.stream().anyMatch(p -> p.row == row && p.column == column))
                .findFirst();
    }

    private void add(int row, int endRow, int column, int endColumn) {
        Map<Object, List<Shaded>> alike = new LinkedHashMap<>();
        for (int r = row; r < endRow; r++) {
            for (int c = column; c < endColumn; c++) {
                shaded(r, c)
                        .ifPresent(panel -> alike.computeIfAbsent(panel.key, _ -> new ArrayList<>())
                                .add(panel));
            }
        }
        alike.forEach((key, panels) -> {
            double[] finite = panels.stream()
                    .flatMapToDouble(panel -> panel.values.stream())
                    .filter(Double::isFinite)
                    .toArray();
            ColourBar bar = figure.colourBar();
            ColourScale scale = key instanceof Levels levels
                    ? new LevelMap(levels, finite)
                    : ShadeMap.of((Shades) key, bar.limit(), finite);
            String own = key instanceof Levels levels ? levels.label() : ((Shades) key).label();
            String label = scale.isSigned() ? bar.label() : own;
            groups.add(new Group(label, scale, column, endColumn, panels));
        });
    }

    /** A panel with colours: its Shades or Levels, and where it stands. */
    record Shaded(Object key, Grid values, int row, int column) {}

    private Optional<Shaded> shaded(int row, int column) {
        return switch (figure.panel(row, column)) {
            case HeatMap map -> Optional.of(new Shaded(map.shades(), map.values(), row, column));
            case Chart chart -> chart.surface().map(surface -> new Shaded(key(surface), surface.values(), row, column));
            case Chart3d _, Blank _ -> Optional.empty();
        };
    }

    private static Object key(Surface surface) {
        return switch (surface) {
            case Contours contours -> contours.levels();
            case Field field -> field.shades();
        };
    }

    @Override
    public String toString() {
        return "colour scales of " + figure;
    }
}
