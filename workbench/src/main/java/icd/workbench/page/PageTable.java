package icd.workbench.page;

import java.util.List;

/**
 * Results in rows and columns. The first cell of a row says what the row is about.
 *
 * @param caption what the table shows, and in what unit
 * @param rows each with a cell for each column
 * @param folded whether it is closed until asked for; in print it is open
 * @throws IllegalArgumentException if a row has more or fewer cells than there are columns
 */
public record PageTable(String caption, List<Column> columns, List<List<String>> rows, boolean folded) {

    /**
     * A column.
     *
     * @param unit below the header; may be empty
     * @param numeric whether its cells are numbers, to be aligned at the right
     */
    public record Column(String header, String unit, boolean numeric) {

        public static Column words(String header) {
            return new Column(header, "", false);
        }

        public static Column numbers(String header, String unit) {
            return new Column(header, unit, true);
        }
    }

    public PageTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("PageTable \"" + caption + "\": every row must have "
                        + columns.size() + " cells, got " + row.size());
            }
        }
    }

    /** The same table, closed until asked for. */
    public PageTable fold() {
        return new PageTable(caption, columns, rows, true);
    }
}
