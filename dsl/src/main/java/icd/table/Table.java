package icd.table;

import icd.figure.Figure;
import icd.figure.Plots;
import icd.figure.Series;
import icd.io.Csv;
import icd.io.Visible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of numbers and words in named columns. A column of numbers named {@code y_error} holds the standard errors of the
 * column {@code y}.
 *
 * @param columns one or more, of one length and different names
 * @throws IllegalArgumentException if they are not so
 */
public record Table(List<Column> columns) {

    /** Text for people shows so many rows at most, the first. */
    private static final int MOST_ROWS = 60;

    private static final String ERROR = "_error";

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

    /** How many rows there are. */
    public int rows() {
        return columns.getFirst().size();
    }

    /**
     * A column of numbers (a copy).
     *
     * @throws IllegalArgumentException if there is no such column of numbers; the message lists those there are
     */
    public double[] column(String name) {
        return find(name)
                .map(Column.Numbers::values)
                .orElseThrow(() -> new IllegalArgumentException("Table.column: name must be one of "
                        + numbers().stream().map(Column::name).toList() + ", got " + Visible.of(name)
                        + (words().stream().anyMatch(column -> column.name().equals(name))
                                ? ", which holds words"
                                : "")));
    }

    /**
     * A column of words.
     *
     * @throws IllegalArgumentException if there is no such column of words; the message lists those there are
     */
    public List<String> words(String name) {
        return words().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .map(Column.Words::words)
                .orElseThrow(() -> new IllegalArgumentException("Table.words: name must be one of "
                        + words().stream().map(Column::name).toList() + ", got " + Visible.of(name)));
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
     * The first column of numbers that is none of errors against the first; of one alone, that against the rows.
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
     * One column against another, with its errors where there is a column of them: a line for each combination of words.
     *
     * @throws IllegalArgumentException if one is no column of numbers; the message lists those there are
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

    /** A line of names, then a line for each row with all digits; NaN is an empty cell. */
    public String csv() {
        Csv csv = new Csv();
        csv.row(columns.stream().map(Column::name).toList());
        for (int i = 0; i < rows(); i++) {
            int row = i;
            csv.row(columns.stream().map(column -> column.exact(row)).toList());
        }
        return csv.toString();
    }

    /** A {@code tabular}, to be pasted into a paper: numbers to five digits with their errors behind ±, words as they are. */
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

    /** 1.2e-05 as mathematics has it. */
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

    /** Names over their columns, words at the left, numbers at the right. */
    @Override
    public String toString() {
        int shown = Math.min(rows(), MOST_ROWS);
        StringBuilder[] lines = new StringBuilder[shown + 1];
        Arrays.setAll(lines, _ -> new StringBuilder());
        for (Column column : columns) {
            String format = column instanceof Column.Words ? "%-" : "%";
            int width = IntStream.range(0, shown)
                    .map(row -> Visible.of(column.shown(row)).length())
                    .reduce(column.name().length(), Math::max);
            for (int i = 0; i <= shown; i++) {
                String cell = i == 0 ? column.name() : Visible.of(column.shown(i - 1));
                lines[i].append(lines[i].isEmpty() ? "" : "  ").append(String.format(format + width + "s", cell));
            }
        }
        String text = Arrays.stream(lines)
                .map(line -> line.toString().stripTrailing())
                .collect(Collectors.joining("\n"));
        return rows() == shown ? text : text + "\n… " + (rows() - shown) + " more rows";
    }
}
