package icd.figure.text;

import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.Check;
import icd.figure.Figure;
import icd.figure.Heading;
import icd.figure.HeatMap;
import icd.figure.TextStyle;
import icd.figure.layout.ColourScale;
import icd.figure.layout.ColourScales;
import icd.figure.layout.Measures;
import icd.figure.layout.Spans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts a figure on a page of characters: panels side by side as far as they have room, the legend and the note below. */
public final class TextFigure {

    private static final int GAP = 2;
    private static final int LEAST_COLUMNS = 20;
    private static final int LEAST_ROWS = 8;
    private static final int BETWEEN_ENTRIES = 3;
    private static final int NARROWED = 10;

    /** Panels of one row that stand side by side. */
    private record Strip(int row, int from, int to, String title, String heading) {}

    private final Figure figure;
    private final int columns;
    private final int rows;
    private final TextStyle style;
    private final TextLooks looks;
    private final List<List<TextPanel>> panels = new ArrayList<>();
    private final List<Strip> strips;

    private TextFigure(Figure figure, int columns, int rows, TextStyle style, int narrowed) {
        String where = "Figure " + figure.name();
        Check.that(columns >= LEAST_COLUMNS, where, "columns", "be at least " + LEAST_COLUMNS, columns);
        Check.that(rows >= LEAST_ROWS, where, "rows", "be at least " + LEAST_ROWS, rows);
        Check.that(!figure.rows().isEmpty(), where, "rows", "not be empty", "none");
        this.figure = figure;
        this.columns = columns;
        this.rows = rows;
        this.style = Check.given("Figures", "style", style);
        this.looks = new TextLooks(figure, style);
        ColourScales scales = new ColourScales(figure);
        Spans spans = new Spans(figure);
        for (int r = 0; r < figure.rows().size(); r++) {
            List<TextPanel> row = new ArrayList<>();
            for (int c = 0; c < figure.columns(); c++) {
                ColourScale scale = scales.scale(r, c);
                String title = figure.title(r, c);
                row.add(
                        switch (figure.panel(r, c)) {
                            case Chart chart ->
                                new TextChart(
                                        chart, title, spans.x(r, c), spans.y(r, c), scale, scales.label(r, c), looks);
                            case Chart3d chart -> new TextChart3d(chart, title, looks);
                            case HeatMap map -> new TextHeatMap(map, title, scale, scales.label(r, c));
                            case Blank _ -> new TextPanel.Blank();
                        });
            }
            panels.add(row);
        }
        this.strips = strips(narrowed);
    }

    /** Panels are as wide as is pleasant, or narrower where the page would be too long. */
    public static String render(Figure figure, int columns, int rows, TextStyle style) {
        String page = new TextFigure(figure, columns, rows, style, 0).page();
        return page.lines().count() <= rows ? page : new TextFigure(figure, columns, rows, style, NARROWED).page();
    }

    private String page() {
        List<List<TextLooks.Look>> legend = Measures.rows(looks.all(), columns, BETWEEN_ENTRIES, this::width);
        List<String> note = TextWords.lines(TextWords.plain(figure.fullNote(), style), columns, style);
        int others = legend.size() + note.size();
        for (Strip strip : strips) {
            others += TextPanel.lines(strip.title) + (strip.heading.isEmpty() ? 0 : 1);
        }
        int each = Math.max(1, (rows - others) / strips.size());
        int[] heights = strips.stream().mapToInt(strip -> height(strip, each)).toArray();
        TextCanvas canvas =
                new TextCanvas(columns, others + Arrays.stream(heights).sum(), style);
        int y = 0;
        for (int s = 0; s < heights.length; s++) {
            Strip strip = strips.get(s);
            y += TextPanel.title(canvas, 0, y, columns, strip.title);
            if (!strip.heading.isEmpty()) {
                headings(canvas, strip, y++);
            }
            for (int c = strip.from; c < strip.to; c++) {
                int width = width(strip);
                TextPanel panel = panels.get(strip.row).get(c);
                int height = panel.height(width, heights[s]);
                panel.draw(canvas, (c - strip.from) * (width + GAP), y, width, height);
            }
            y += heights[s];
        }
        for (List<TextLooks.Look> line : legend) {
            int width = line.stream().mapToInt(this::width).sum() + BETWEEN_ENTRIES * (line.size() - 1);
            int x = Math.max(0, (columns - width) / 2);
            for (TextLooks.Look look : line) {
                entry(canvas, x, y, look);
                x += width(look) + BETWEEN_ENTRIES;
            }
            y++;
        }
        for (String line : note) {
            TextPanel.centred(canvas, 0, y++, columns, line);
        }
        return canvas.text();
    }

    /** All strips of a row have panels of one width, also a last one with fewer panels. */
    private int width(Strip strip) {
        int side = (int) Measures.most(strips, other -> other.row == strip.row ? other.to - other.from : 0);
        return (columns - GAP * (side - 1)) / side;
    }

    private int height(Strip strip, int most) {
        List<TextPanel> shown = panels.get(strip.row).subList(strip.from, strip.to);
        return (int) Measures.most(shown, panel -> panel.height(width(strip), most));
    }

    /** Rows whole where they have room, else the panels under one heading together, else as many as have room. */
    private List<Strip> strips(int narrowed) {
        List<Strip> found = new ArrayList<>();
        for (int r = 0; r < panels.size(); r++) {
            String title = figure.rows().get(r).title(); // stands above the first panels of the row
            int narrowest = (int) Measures.most(panels.get(r), TextPanel::narrowest);
            int side = Math.max(1, (columns + GAP) / (Math.max(1, narrowest - narrowed) + GAP));
            if (side >= figure.columns()) {
                String heading = r == 0 && !figure.headings().isEmpty() ? " " : "";
                found.add(new Strip(r, 0, figure.columns(), title, heading));
                continue;
            }
            int column = 0;
            for (Heading block : figure.blocks()) {
                int end = column + block.columns();
                int lines = (block.columns() + side - 1) / side;
                int even = (block.columns() + lines - 1) / lines;
                for (int c = column; c < end; c += even) {
                    String heading = c == column ? block.text() : "";
                    found.add(new Strip(r, c, Math.min(end, c + even), c == 0 ? title : "", heading));
                }
                column = end;
            }
        }
        return found;
    }

    private void headings(TextCanvas canvas, Strip strip, int y) {
        if (!strip.heading.equals(" ")) {
            TextPanel.title(canvas, 0, y, columns, strip.heading);
            return;
        }
        int column = 0;
        for (Heading block : figure.blocks()) {
            int each = width(strip) + GAP;
            TextPanel.title(canvas, column * each, y, block.columns() * each - GAP, block.text());
            column += block.columns();
        }
    }

    private int width(TextLooks.Look look) {
        int sample = looks.sample(look).length();
        return Math.min(columns, sample + 1 + TextWords.width(TextWords.plain(look.label(), style)));
    }

    private void entry(TextCanvas canvas, int x, int y, TextLooks.Look look) {
        String sample = looks.sample(look);
        canvas.write(x, y, sample, look.ink());
        int width = sample.length() + 1;
        String text = TextWords.cut(TextWords.plain(look.label(), style), columns - width, style);
        canvas.write(x + width, y, text, TextCanvas.NONE);
    }
}
