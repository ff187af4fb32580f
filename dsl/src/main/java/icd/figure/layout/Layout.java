package icd.figure.layout;

import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.Check;
import icd.figure.Colour;
import icd.figure.Figure;
import icd.figure.Heading;
import icd.figure.HeatMap;
import icd.figure.Panel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Puts a figure in its place. All plot areas have the same width; in a figure of heat maps alone all cells have. The room for axes, row
 * titles and colour bars is measured first. Lengths in points.
 */
public final class Layout {

    private static final double BLOCK_GAP = 9;
    private static final double ROW_GAP = 9;
    private static final double LEGEND_GAP = 7;
    private static final double NARROWEST_PLOT = 20;
    private static final int ROUNDS = 8;

    private final Figure figure;
    private final Typesetter setter;
    private final double width;
    private final int columns;
    private final List<Heading> blocks;
    private final List<List<Cell>> grid = new ArrayList<>();
    private final ColourBars bars;
    private final List<Item> items = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();

    private double rowTitleWidth;
    private final double[] shares; // of the width that is left for plot areas
    private final double[] plotWidth;
    private final double[] plotX;
    private double y = Measures.MARGIN;

    private Layout(Figure figure, Typeface face) {
        Check.that(!figure.rows().isEmpty(), "Figure " + figure.name(), "rows", "not be empty", "none");
        this.figure = figure;
        this.setter = new Typesetter(face);
        this.width = figure.width() * Scene.POINTS_PER_MM;
        this.columns = figure.columns();
        this.blocks = figure.blocks();
        this.shares = shares(figure);
        this.plotWidth = new double[columns];
        this.plotX = new double[columns];
        double nominal = (width - 2 * Measures.MARGIN) / columns;
        ColourScales scales = new ColourScales(figure);
        Spans spans = new Spans(figure);
        this.bars = new ColourBars(figure, scales, nominal, setter);
        for (int r = 0; r < figure.rows().size(); r++) {
            List<Cell> row = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                row.add(
                        switch (figure.panel(r, c)) {
                            case Chart chart -> cell(chart, spans, r, c, scales.scale(r, c), nominal);
                            case Chart3d chart -> new Chart3dCell(chart, setter);
                            case HeatMap map -> new HeatMapCell(map, scales.scale(r, c), setter);
                            case Blank blank -> new Cell.Nothing(blank);
                        });
            }
            grid.add(row);
        }
    }

    private Cell cell(Chart chart, Spans spans, int r, int c, ColourScale colours, double nominal) {
        ChartCell cell = new ChartCell(chart, spans.x(r, c), spans.y(r, c), colours, nominal, figure.aspect(), setter);
        if (spans.labelledBelow(r, c)) {
            cell.drop(ChartCell.Part.X_LABELS);
        }
        if (spans.labelledLeft(r, c)) {
            cell.drop(ChartCell.Part.Y_LABELS);
        }
        return cell;
    }

    /** Returns each column's share of the width. The shares are equal, or, where all panels are heat maps, make all cells equal. */
    private static double[] shares(Figure figure) {
        boolean matrices = figure.panels().allMatch(panel -> panel instanceof HeatMap || panel instanceof Blank);
        ToDoubleFunction<Panel> cells =
                panel -> matrices && panel instanceof HeatMap map ? map.values().columns() : 0;
        double widest = Math.max(1, figure.panels().mapToDouble(cells).max().orElse(1));
        double[] shares = IntStream.range(0, figure.columns())
                .mapToDouble(c -> Measures.most(
                        figure.rows(), row -> cells.applyAsDouble(row.panels().get(c))))
                .map(share -> share == 0 ? widest : share) // blank all down
                .toArray();
        double all = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(s -> s / all).toArray();
    }

    /** Lays a figure out. */
    public static Scene of(Figure figure, Typeface face) {
        return new Layout(figure, face).scene();
    }

    private Scene scene() {
        dropRepeated(ChartCell.Part.Y_TITLE, ChartCell::yText, 0, 1);
        for (int round = 0; round < ROUNDS; round++) { // upright titles need a width that depends on the rows' heights
            shareWidth();
            double needed =
                    Measures.most(rowTitles(), title -> title.lines().isEmpty() ? 0 : title.height() + Measures.GAP);
            if (needed <= rowTitleWidth) {
                break;
            }
            rowTitleWidth = needed;
        }
        dropRepeated(ChartCell.Part.X_TITLE, ChartCell::xText, 1, 0);
        paintHeadings();
        paintRows();
        paintLegend();
        return new Scene(figure.name(), figure.alternative(), width, y + Measures.MARGIN, items, places);
    }

    /** Divides the width among the columns and lets every cell settle in its own. */
    private void shareWidth() {
        double x = Measures.MARGIN + rowTitleWidth;
        double[] offset = new double[columns];
        int column = 0;
        for (Heading block : blocks) {
            x += column == 0 ? 0 : BLOCK_GAP;
            for (int i = 0; i < block.columns(); i++, column++) {
                x += i == 0 ? 0 : Measures.COLUMN_GAP;
                double left = Measures.most(column(column), Cell::left);
                offset[column] = x + left;
                x += left + Measures.most(column(column), Cell::right) + bars.width(column);
            }
        }
        double room = width - Measures.MARGIN - x;
        if (!(room >= NARROWEST_PLOT * columns)) {
            double least = (x + Measures.MARGIN + NARROWEST_PLOT * columns) / Scene.POINTS_PER_MM;
            throw Check.error(
                    "Figure " + figure.name(),
                    "width",
                    "be at least " + (int) Math.ceil(least) + " mm for " + columns + " columns",
                    figure.width());
        }
        double before = 0;
        for (int c = 0; c < columns; c++) {
            plotWidth[c] = shares[c] * room;
            plotX[c] = offset[c] + before;
            before += plotWidth[c];
            for (Cell cell : column(c)) {
                cell.settle(plotWidth[c]);
            }
        }
        for (List<Cell> row : grid) { // what stands beside equal units is as high as they make their chart
            List<ChartCell> charts = row.stream()
                    .filter(ChartCell.class::isInstance)
                    .map(ChartCell.class::cast)
                    .toList();
            charts.stream()
                    .filter(cell -> cell.panel().equalUnits())
                    .mapToDouble(Cell::height)
                    .max()
                    .ifPresent(height -> charts.forEach(cell -> cell.stretch(height)));
        }
    }

    /** All of one size, that of the one which has the least room. */
    private List<Block> rowTitles() {
        return rowTitles(rowTitles(Measures.TITLE).stream()
                .mapToDouble(Block::size)
                .min()
                .orElse(Measures.TITLE));
    }

    private List<Block> rowTitles(double size) {
        return IntStream.range(0, grid.size())
                .mapToObj(r -> setter.fit(figure.rows().get(r).title(), size, plotHeight(r)))
                .toList();
    }

    /** The tallest plot area of a row; a row of blanks still has room for its title. */
    private double plotHeight(int r) {
        double least = figure.rows().get(r).title().isBlank() ? 0 : 3 * Measures.TITLE;
        return grid.get(r).stream().mapToDouble(Cell::height).reduce(least, Math::max);
    }

    /** Leaves out the title of an axis where the neighbour so many rows below or columns to the left shows the same. */
    private void dropRepeated(ChartCell.Part title, Function<ChartCell, String> text, int down, int left) {
        for (int r = 0; r < grid.size() - down; r++) {
            for (int c = left; c < columns; c++) {
                if (grid.get(r).get(c) instanceof ChartCell cell
                        && grid.get(r + down).get(c - left) instanceof ChartCell neighbour
                        && text.apply(cell).equals(text.apply(neighbour))) {
                    cell.drop(title);
                }
            }
        }
    }

    private void paintHeadings() {
        if (figure.headings().isEmpty()) {
            return;
        }
        record Head(Block text, double from, double to) {}
        List<Head> heads = new ArrayList<>();
        int column = 0;
        for (Heading block : blocks) {
            double from = plotX[column];
            column += block.columns();
            double to = end(column - 1);
            heads.add(new Head(setter.fit(block.text(), Measures.TITLE, to - from), from, to));
        }
        double tallest = Measures.most(heads, head -> head.text.height());
        double line = y + tallest + 1.5;
        for (Head head : heads) {
            if (!head.text.lines().isEmpty()) {
                head.text.addCentred((head.from + head.to) / 2, y + tallest - head.text.height(), items);
                items.add(Item.Stroke.line(head.from, line, head.to, line, Colour.INK, 0.4));
            }
        }
        y += tallest + 4;
    }

    private void paintRows() {
        double[] tops = new double[grid.size()];
        double[] bottoms = new double[grid.size()];
        List<Block> rowTitles = rowTitles();
        for (int r = 0; r < grid.size(); r++) {
            List<Cell> row = grid.get(r);
            List<Block> titles = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                titles.add(setter.fit(title(r, c), Measures.TITLE, plotWidth[c] + Measures.SPILL));
            }
            double tallest = Measures.most(titles, Block::height);
            y += r == 0 ? 0 : ROW_GAP;
            tops[r] = y + (tallest > 0 ? tallest + Measures.GAP : 0) + Measures.most(row, Cell::above);
            bottoms[r] = tops[r] + plotHeight(r);
            for (int c = 0; c < columns; c++) {
                Block title = titles.get(c);
                title.addCentred(plotX[c] + plotWidth[c] / 2, y + tallest - title.height(), items);
                row.get(c).paint(plotX[c], tops[r], items);
                row.get(c).place(figure.fullTitle(r, c), plotX[c], tops[r]).ifPresent(places::add);
            }
            rowTitles.get(r).addUpright(Measures.MARGIN, (tops[r] + bottoms[r]) / 2, items);
            double from = bottoms[r] - tops[r];
            y = bottoms[r] + Math.max(0, Measures.most(row, cell -> cell.height() + cell.below() - from));
        }
        double[] ends = new double[columns];
        Arrays.setAll(ends, c -> end(c) + Measures.most(column(c), Cell::right));
        bars.paint(ends, tops, bottoms, items);
    }

    private List<Cell> column(int c) {
        return grid.stream().map(row -> row.get(c)).toList();
    }

    /** Returns where the plot areas of a column end. */
    private double end(int column) {
        return plotX[column] + plotWidth[column];
    }

    /** A panel's title, unless it is a heat map whose title stands at the top of its column already. */
    private String title(int r, int c) {
        String title = grid.get(r).get(c).panel().title();
        boolean repeated = r > 0
                && grid.get(r).get(c) instanceof HeatMapCell
                && grid.get(r - 1).get(c) instanceof HeatMapCell above
                && above.panel().title().equals(title);
        return repeated && !figure.lettered() ? "" : figure.title(r, c);
    }

    private void paintLegend() {
        double inner = width - 2 * Measures.MARGIN;
        Legend legend = new Legend(figure, inner, setter);
        if (legend.height() > 0) {
            y += LEGEND_GAP;
            legend.paint(width / 2, y, items);
            y += legend.height();
        }
        boolean dotted =
                grid.stream().flatMap(List::stream).anyMatch(cell -> cell instanceof HeatMapCell map && map.isDotted());
        String says =
                (figure.fullNote() + (dotted ? " Dots: negative, by more than a fifth of the scale." : "")).strip();
        Block note = setter.fit(says, Measures.TICK_TEXT, inner / Measures.SPARE);
        if (!note.lines().isEmpty()) {
            y += Measures.GAP + 1;
            note.addCentred(width / 2, y, items);
            y += note.height();
        }
    }
}
