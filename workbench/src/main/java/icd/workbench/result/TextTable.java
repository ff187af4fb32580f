package icd.workbench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table in plain text: words at the left of their columns, numbers at the right. */
public final class TextTable {

    private final List<String> header;
    private final int words;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param header the names of the columns
     * @param words the number of columns, from the left, that hold words
     */
    public TextTable(List<String> header, int words) {
        this.header = List.copyOf(header);
        this.words = words;
    }

    /** @param cells a cell for each column */
    public void add(List<String> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(
                    "TextTable: a row must have a cell for each of " + header + ", got " + cells);
        }
        rows.add(List.copyOf(cells));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Returns the lines, each with a line break, without columns that are empty in all rows. */
    @Override
    public String toString() {
        List<List<String>> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        int[] shown = IntStream.range(0, header.size())
                .filter(column -> rows.stream().anyMatch(row -> !row.get(column).isEmpty()))
                .toArray();
        int[] widths = IntStream.range(0, header.size())
                .map(column -> all.stream()
                        .mapToInt(each -> length(each.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int column : shown) {
                String gap = " ".repeat(widths[column] - length(row.get(column)));
                line.append(line.isEmpty() ? "" : "  ")
                        .append(column < words ? row.get(column) + gap : gap + row.get(column));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
