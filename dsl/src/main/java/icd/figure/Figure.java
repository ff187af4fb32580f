package icd.figure;

import icd.io.SaveObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A grid of panels over one shared legend. The height follows from the width and the content.
 *
 * <p>Every text of a figure knows a little markup: {@code _} and {@code ^} set the next character, or the braces that
 * follow, below or above the line, as in {@code W_{KQ}} and {@code σ_Z^2}; a backslash takes the next character as it
 * is. A hyphen that begins a number is set as a minus sign. Greek letters and signs
 * of mathematics are plain Unicode, and so are accents: a letter and a combining tilde, circumflex, macron or dot, as in x̃. What the
 * typeface lacks is set in what it has, such as grad for ∇. Texts too long for their place are broken over lines, then set smaller, then cut.
 *
 * @param name file name without extension: letters, digits, dot, hyphen and underscore
 * @param width of the whole figure in mm; 171 is the text width of a two-column paper
 * @param aspect height of a chart's plot area divided by the width of its grid cell
 * @param rows the panels; all rows have the same number
 * @param headings titles over groups of columns; empty, or spanning all columns together
 * @param colourBar the scales of heat maps and surfaces; not drawn where there are none
 * @param shared which charts have the same axes, their labels only at the outer ones
 * @param lettered whether panels are called (a), (b) and so on before their titles
 * @param note printed below the legend, such as what the bands are; may be empty
 * @param alternative what the figure shows, in words, for those who cannot see it
 * @throws IllegalArgumentException if a constraint above does not hold
 */
public record Figure(
        String name,
        double width,
        double aspect,
        List<Row> rows,
        List<Heading> headings,
        ColourBar colourBar,
        SharedAxes shared,
        boolean lettered,
        String note,
        String alternative) {

    public Figure {
        Check.given("Figure", "name", name);
        boolean plain = name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*");
        Check.that(plain, "Figure", "name", "be letters, digits, dot, hyphen and underscore", "\"" + name + "\"");
        Check.positive("Figure", "width", width);
        Check.positive("Figure", "aspect", aspect);
        Check.given("Figure", "colourBar", colourBar);
        Check.given("Figure", "shared", shared);
        Check.given("Figure", "note", note);
        Check.given("Figure", "alternative", alternative);
        rows = List.copyOf(rows);
        headings = List.copyOf(headings);
        for (Row row : rows) {
            int columns = rows.getFirst().panels().size();
            int found = row.panels().size();
            Check.that(found == columns, "Figure " + name, "every row", "have " + columns + " panels", found);
        }
    }

    /** A figure of 171 mm without panels yet. */
    public static Figure of(String name, String alternative) {
        ColourBar bar = ColourBar.of("", ColourBar.Sharing.FIGURE);
        return new Figure(name, Looks.PAGE, 0.68, List.of(), List.of(), bar, SharedAxes.NONE, false, "", alternative);
    }

    /** This figure under another name, which its files and the ids in its SVG have. */
    public Figure named(String other) {
        return new Figure(other, width, aspect, rows, headings, colourBar, shared, lettered, note, alternative);
    }

    /** This figure with one more row of panels below. */
    public Figure row(Panel... panels) {
        return titledRow("", panels);
    }

    /** This figure with one more row of panels below, its title upright at the left. */
    public Figure titledRow(String title, Panel... panels) {
        List<Row> more = new ArrayList<>(rows);
        more.add(new Row(title, List.of(panels)));
        return new Figure(name, width, aspect, more, headings, colourBar, shared, lettered, note, alternative);
    }

    /** This figure with one more heading, over the next columns. */
    public Figure heading(String text, int columns) {
        List<Heading> more = new ArrayList<>(headings);
        more.add(new Heading(text, columns));
        return new Figure(name, width, aspect, rows, more, colourBar, shared, lettered, note, alternative);
    }

    public Figure colourBar(ColourBar bar) {
        return new Figure(name, width, aspect, rows, headings, bar, shared, lettered, note, alternative);
    }

    public Figure note(String text) {
        return new Figure(name, width, aspect, rows, headings, colourBar, shared, lettered, text, alternative);
    }

    /** This figure, so many mm wide. */
    public Figure width(double mm) {
        return new Figure(name, mm, aspect, rows, headings, colourBar, shared, lettered, note, alternative);
    }

    public Figure aspect(double heightOverWidth) {
        return new Figure(name, width, heightOverWidth, rows, headings, colourBar, shared, lettered, note, alternative);
    }

    /** This figure, its charts sharing axes. */
    public Figure share(SharedAxes axes) {
        return new Figure(name, width, aspect, rows, headings, colourBar, axes, lettered, note, alternative);
    }

    /** This figure, its panels called (a), (b) and so on. */
    public Figure withLetters() {
        return new Figure(name, width, aspect, rows, headings, colourBar, shared, true, note, alternative);
    }

    /** This figure with a title above its only panel, or above all of them. */
    public Figure title(String text) {
        String title = Plots.text(Check.given("Figure.title", "text", text));
        if (rows.size() == 1 && columns() == 1) {
            return panels(panel -> Changes.titled(panel, title));
        }
        List<Heading> over = List.of(new Heading(title, Math.max(1, columns())));
        return new Figure(name, width, aspect, rows, over, colourBar, shared, lettered, note, alternative);
    }

    /**
     * This figure with other words along the axes of its charts.
     *
     * @throws IllegalArgumentException if none of its panels has axes
     */
    public Figure label(String x, String y) {
        Check.given("Figure.label", "x", x);
        Check.given("Figure.label", "y", y);
        boolean axes = panels().anyMatch(p -> p instanceof Chart || p instanceof Chart3d);
        Check.that(axes, "Figure.label", "a panel", "have axes", "coloured cells");
        return panels(panel -> Changes.labelled(panel, x, y));
    }

    /**
     * This figure with logarithmic y axes; of coloured cells, with logarithmic colours. What is not positive has no place
     * there, and the note says how much that is.
     *
     * @throws IllegalArgumentException if a panel has nothing positive to show, or is in three dimensions
     */
    public Figure log() {
        return panels(Changes::log);
    }

    /** This figure with logarithmic x axes; as {@link #log}. */
    public Figure logx() {
        return panels(Changes::logx);
    }

    /**
     * This figure with other names for its series, in the order in which the legend has them.
     *
     * @throws IllegalArgumentException if there are not as many names as series; the message lists the series
     */
    public Figure legend(String... names) {
        List<String> series = Changes.series(this);
        List<String> given = Arrays.asList(Check.given("Figure.legend", "names", names));
        int different = new HashSet<>(given).size();
        boolean matched = different == series.size() && different == given.size() && !given.contains(null);
        String constraint = "differ and be one for each of the " + series.size() + " series " + series;
        Check.that(matched, "Figure.legend", "names", constraint, given);
        Map<String, String> renamed = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            renamed.put(series.get(i), Plots.text(names[i]));
        }
        return panels(panel -> Changes.marks(
                panel, look -> new Changes.Look(renamed.getOrDefault(look.label(), look.label()), look.style())));
    }

    /**
     * Writes this figure to a file, SVG, PNG, PDF or CSV by how its name ends; missing folders are made. The file is whole when
     * this returns, and the shell prints its path.
     *
     * @return this figure
     * @throws IllegalArgumentException if the name ends otherwise
     * @throws UncheckedIOException if the file cannot be written
     */
    public Figure save(String file) {
        String given = Check.given("Figure.save", "file", file);
        Path path = Path.of(given).toAbsolutePath().normalize();
        try {
            Figures.writeOne(this, path);
        } catch (IOException e) {
            throw new UncheckedIOException("Figure.save: " + path + " cannot be written: " + e, e);
        }
        SaveObserver.tell(path);
        return this;
    }

    /** This figure, each of its panels changed. */
    Figure panels(UnaryOperator<Panel> change) {
        List<Row> changed = rows.stream()
                .map(row ->
                        new Row(row.title(), row.panels().stream().map(change).toList()))
                .toList();
        return new Figure(name, width, aspect, changed, headings, colourBar, shared, lettered, note, alternative);
    }

    /**
     * Figures side by side as one.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Figure beside(List<Figure> figures) {
        Check.that(!figures.isEmpty(), "grid", "figures", "be one or more", "none");
        return Changes.beside(figures);
    }

    /** One line: a shell draws figures, but lists and records that hold one say what it shows. */
    @Override
    public String toString() {
        return "figure " + name + ", " + width + " mm: " + alternative;
    }

    /** The panel at a place of the grid. */
    public Panel panel(int row, int column) {
        return rows.get(row).panels().get(column);
    }

    /** All panels in reading order. */
    public Stream<Panel> panels() {
        return rows.stream().flatMap(row -> row.panels().stream());
    }

    /** Returns what stands above a panel: its letter, where panels have one, and its title. */
    public String title(int row, int column) {
        return (letter(row, column) + " " + panel(row, column).title()).strip();
    }

    /** Returns what stands around a panel: heading, row title and title, those that there are. */
    public String fullTitle(int row, int column) {
        return Stream.of(headingOver(column), rows.get(row).title(), title(row, column))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(", "));
    }

    /** The heading over a column; empty if there is none. */
    public String headingOver(int column) {
        int end = 0;
        for (Heading heading : headings) {
            end += heading.columns();
            if (column < end) {
                return heading.text();
            }
        }
        return "";
    }

    /** The note, and what logarithmic axes have no place for. */
    public String fullNote() {
        return (note + " " + Omitted.note(this)).strip();
    }

    private String letter(int row, int column) {
        if (!lettered || panel(row, column) instanceof Blank) {
            return "";
        }
        int before = number(row, column) - 1;
        String last = Character.toString('a' + before % 26);
        return "(" + (before < 26 ? "" : Character.toString('a' + before / 26 - 1)) + last + ")";
    }

    /** The number of a panel in reading order, from 1 and without the blank ones, for letters, tables and pages. */
    public int number(int row, int column) {
        long before = panels().limit((long) row * columns() + column)
                .filter(Blank.class::isInstance)
                .count();
        return row * columns() + column + 1 - (int) before;
    }

    public int columns() {
        return rows.isEmpty() ? 0 : rows.getFirst().panels().size();
    }

    /** The headings, or one empty heading over all columns. */
    public List<Heading> blocks() {
        if (headings.isEmpty()) {
            return List.of(new Heading("", columns()));
        }
        int spanned = headings.stream().mapToInt(Heading::columns).sum();
        Check.that(spanned == columns(), "Figure " + name, "headings", "span all " + columns() + " columns", spanned);
        return headings;
    }
}
