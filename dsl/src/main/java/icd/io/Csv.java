package icd.io;

import java.util.List;

/** Rows of comma-separated values as RFC 4180 has them, with line feeds. */
public final class Csv {

    private final StringBuilder text = new StringBuilder();

    /** Adds a row; cells that hold a comma, a quote or a line break are quoted. */
    public void row(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
        }
        text.append('\n');
    }

    /** Returns a number in its shortest spelling that reads back equal; an empty cell for NaN. */
    public static String cell(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String quoted(String cell) {
        boolean special = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return special ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /** Returns all rows, a line feed behind each. */
    @Override
    public String toString() {
        return text.toString();
    }
}
