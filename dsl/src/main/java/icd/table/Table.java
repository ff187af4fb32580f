package icd.table;

import icd.figure.Figure;
import icd.figure.Plots;
import icd.figure.Series;
import icd.io.Csv;
import icd.io.Visible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of numbers and words in named columns. A column of numbers named {@code y_error} holds the standard errors of the
 * column {@code y}.
 *
 * @param columns one or more, of one length and different names
 * @throws IllegalArgumentException if there are none, or their lengths differ, or their names are equal
 */
public record Table(List<Column> columns) {

    /** The largest number of rows that the text for people shows; they are the first ones. */
    private static final int MOST_ROWS = 60;

    private static final String ERROR = "_error";
    private static final String GAP = "  ";
    private static final String OMITTED = "…";

    public Table {
        columns = List.copyOf(columns);
        List<String> names = columns.stream().map(Column::name).toList();
        if (columns.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("Table: columns must be one or more of different names, got " + names);
        }
        if (columns.stream().mapToInt(Column::size).distinct().count() > 1) {
            throw new IllegalArgumentException("Table: columns must be of one length, got "
                    + columns.stream()
                            .map(column -> column.name() + " of " + column.size())
                            .collect(Collectors.joining(", ")));
        }
    }

    public static Table of(Column... columns) {
        return new Table(List.of(columns));
    }

    /** Returns the number of rows. */
    public int rows() {
        return columns.getFirst().size();
    }

    /**
     * Returns a column of numbers (a copy).
     *
     * @throws IllegalArgumentException if there is no such column of numbers; the message lists the existing ones
     */
    public double[] column(String name) {
        return find(name)
                .map(Column.Numbers::values)
                .orElseThrow(() -> new IllegalArgumentException("Table.column: name must be one of "
                        + numbers().stream().map(Column::name).toList() + ", got " + Visible.of(String.valueOf(name))
                        + (words().stream().anyMatch(column -> column.name().equals(name))
                                ? ", which holds words"
                                : "")));
    }

    /**
     * Returns a column of words.
     *
     * @throws IllegalArgumentException if there is no such column of words; the message lists the existing ones
     */
    public List<String> words(String name) {
        return words().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .map(Column.Words::words)
                .orElseThrow(() -> new IllegalArgumentException("Table.words: name must be one of "
                        + words().stream().map(Column::name).toList() + ", got " + Visible.of(String.valueOf(name))));
    }

    private Optional<Column.Numbers> find(String name) {
        return numbers().stream().filter(column -> column.name().equals(name)).findFirst();
    }

    private List<Column.Numbers> numbers() {
        return columns.stream()
                .filter(Column.Numbers.class::isInstance)
                .map(Column.Numbers.class::cast)
                .toList();
    }

    private List<Column.Words> words() {
        return columns.stream()
                .filter(Column.Words.class::isInstance)
                .map(Column.Words.class::cast)
                .toList();
    }

    /**
     * Plots the first column of numbers that is not an error against the first column of numbers; a single column is
     * plotted against the rows.
     *
     * @throws IllegalArgumentException if there are no numbers
     */
    public Figure plot() {
        List<String> names = numbers().stream()
                .map(Column::name)
                .filter(name -> !name.endsWith(ERROR))
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("Table.plot: a column must hold numbers, got words alone");
        }
        if (names.size() == 1) {
            return Plots.curves("row", names.getFirst(), List.of(Series.of("", column(names.getFirst()))));
        }
        return plot(names.getFirst(), names.get(1));
    }

    /**
     * Plots one column against another, with its errors where there is a column of them: a line for each combination of
     * words.
     *
     * @throws IllegalArgumentException if one is no column of numbers; the message lists the existing ones
     */
    public Figure plot(String x, String y) {
        double[] xs = column(x);
        double[] ys = column(y);
        double[] errors = find(y + ERROR).map(Column.Numbers::values).orElse(new double[0]);
        Map<String, List<Integer>> lines = IntStream.range(0, rows())
                .boxed()
                .collect(Collectors.groupingBy(
                        row -> words().stream()
                                .map(column -> column.words().get(row))
                                .collect(Collectors.joining(", ")),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<Series> all = new ArrayList<>();
        lines.forEach((name, rows) -> {
            double[] value = at(ys, rows);
            if (Arrays.stream(value).anyMatch(Double::isFinite)) {
                all.add(new Series(name, at(xs, rows), value, at(errors, rows)));
            }
        });
        return Plots.curves(x, y, all);
    }

    private static double[] at(double[] values, List<Integer> rows) {
        return values.length == 0
                ? values
                : rows.stream().mapToDouble(row -> values[row]).toArray();
    }

    /** Returns the table as CSV: a line of names, then a line for each row with all digits; NaN is an empty cell. */
    public String csv() {
        Csv csv = new Csv();
        csv.row(columns.stream().map(Column::name).toList());
        for (int i = 0; i < rows(); i++) {
            int row = i;
            csv.row(columns.stream().map(column -> column.exact(row)).toList());
        }
        return csv.toString();
    }

    /**
     * Returns a {@code tabular} to paste into a paper: numbers to five digits with their errors after ±, words as they
     * are.
     */
    public String latex() {
        List<Column> shown = columns.stream()
                .filter(column -> !(column.name().endsWith(ERROR)
                        && find(valueOf(column.name())).isPresent()))
                .toList();
        StringBuilder text = new StringBuilder("\\begin{tabular}{");
        shown.forEach(column -> text.append(column instanceof Column.Words ? 'l' : 'r'));
        text.append("}\n\\hline\n");
        text.append(shown.stream().map(column -> escaped(column.name())).collect(Collectors.joining(" & ")))
                .append(" \\\\\n\\hline\n");
        for (int i = 0; i < rows(); i++) {
            int row = i;
            text.append(shown.stream().map(column -> latex(column, row)).collect(Collectors.joining(" & ")))
                    .append(" \\\\\n");
        }
        return text.append("\\hline\n\\end{tabular}\n").toString();
    }

    private static String valueOf(String error) {
        return error.substring(0, error.length() - ERROR.length());
    }

    private String latex(Column column, int row) {
        String cell = column.shown(row);
        if (column instanceof Column.Words || cell.isEmpty()) {
            return escaped(cell);
        }
        String error = find(column.name() + ERROR)
                .map(errors -> Column.of("", errors.values()[row]))
                .filter(one -> Double.isFinite(one.values()[0]))
                .map(one -> String.format(
                        Locale.ROOT, " \\pm %s", power(String.format(Locale.ROOT, "%.2g", one.values()[0]))))
                .orElse("");
        return "$" + power(cell) + error + "$";
    }

    /** Returns 1.2e-05 in mathematical notation. */
    private static String power(String number) {
        int e = number.indexOf('e');
        return e < 0
                ? number
                : number.substring(0, e) + " \\cdot 10^{" + Integer.parseInt(number.substring(e + 1)) + "}";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(
                    switch (c) {
                        case '\\' -> "\\textbackslash{}";
                        case '~' -> "\\textasciitilde{}";
                        case '^' -> "\\textasciicircum{}";
                        case '_', '&', '%', '#', '$', '{', '}' -> "\\" + c;
                        default -> String.valueOf(c);
                    });
        }
        return escaped.toString();
    }

    /** Returns the table as text: names over their columns, words at the left, numbers at the right. */
    @Override
    public String toString() {
        return text(Integer.MAX_VALUE);
    }

    /**
     * Returns the table as text in lines of at most {@code width} characters: where it is wider, columns in its middle
     * are left out. The first and the last column always stay.
     */
    public String text(int width) {
        int shown = Math.min(rows(), MOST_ROWS);
        List<List<String>> cells =
                columns.stream().map(column -> padded(column, shown)).toList();
        int first = columns.size();
        int last = 0;
        while (first + last > 2 && width(cells, first, last) > width) {
            if (last == 0) {
                last = first / 2;
                first -= last + 1;
            } else if (first > last) {
                first--;
            } else {
                last--;
            }
        }
        List<List<String>> kept = new ArrayList<>(cells.subList(0, first));
        if (first + last < columns.size()) {
            kept.add(Collections.nCopies(shown + 1, OMITTED));
        }
        kept.addAll(cells.subList(columns.size() - last, columns.size()));
        String text = IntStream.rangeClosed(0, shown)
                .mapToObj(row -> kept.stream()
                        .map(column -> column.get(row))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
        return rows() == shown ? text : text + "\n… " + (rows() - shown) + " more rows";
    }

    /** Returns the name and the cells of a column, all of one length. */
    private static List<String> padded(Column column, int rows) {
        List<String> cells = Stream.concat(
                        Stream.of(column.name()), IntStream.range(0, rows).mapToObj(column::shown))
                .map(Visible::of)
                .toList();
        int width = cells.stream().mapToInt(String::length).max().orElse(0);
        String format = (column instanceof Column.Words ? "%-" : "%") + Math.max(1, width) + "s";
        return cells.stream().map(cell -> String.format(format, cell)).toList();
    }

    /** Returns the width of the first and the last columns beside each other. */
    private static int width(List<List<String>> cells, int first, int last) {
        int omitted = first + last < cells.size() ? OMITTED.length() + GAP.length() : 0;
        return omitted
                + Stream.concat(
                                cells.subList(0, first).stream(),
                                cells.subList(cells.size() - last, cells.size()).stream())
                        .mapToInt(column -> column.getFirst().length() + GAP.length())
                        .sum()
                - GAP.length();
    }
}
