package icd.io;

import java.util.List;
import java.util.stream.Collectors;

/** Rows of comma-separated values as RFC 4180 has them, with line feeds. */
public final class Csv {

    private final StringBuilder text = new StringBuilder();

    /** Adds a row; cells that hold a comma, a quote or a line break are quoted. */
    public void row(List<String> cells) {
        text.append(cells.stream().map(Csv::quoted).collect(Collectors.joining(",")))
                .append('\n');
    }

    /** A number in its shortest spelling that reads back equal; an empty cell for NaN. */
    public static String cell(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[,\"\\n\\r].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }

    /** All rows, a line feed behind each. */
    @Override
    public String toString() {
        return text.toString();
    }
}
