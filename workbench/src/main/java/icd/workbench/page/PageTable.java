package icd.workbench.page;

import java.util.List;

/**
 * Results in rows and columns. The first cell of a row names the row.
 *
 * @param caption says what the table shows, and in what unit
 * @param rows each with a cell for each column
 * @param folded whether it is closed until a reader opens it; in print it is always open
 * @param links where the first cell of each row leads, relative to the page; empty where it leads nowhere, or where no row has a link
 * @param all the file that holds all rows, for readers of a long table in print or without scripts; may be empty
 * @throws IllegalArgumentException if a row has more or fewer cells than there are columns
 */
public record PageTable(
        String caption, List<Column> columns, List<List<String>> rows, boolean folded, List<String> links, String all) {

    /**
     * A column.
     *
     * @param header may hold formulas
     * @param unit below the header; may be empty
     */
    public record Column(String header, String unit, Content content) {

        /**
         * The content of cells: numbers are aligned at the right; formulas may stand in words; verdicts stay in view where a table is too wide
         * for its page; a picture is a PNG in base64, or nothing.
         */
        public enum Content {
            WORDS,
            NUMBERS,
            FORMULAS,
            VERDICTS,
            PICTURES
        }

        public static Column words(String header) {
            return new Column(header, "", Content.WORDS);
        }

        public static Column numbers(String header, String unit) {
            return new Column(header, unit, Content.NUMBERS);
        }

        public static Column formulas(String header) {
            return new Column(header, "", Content.FORMULAS);
        }

        public static Column verdicts(String header) {
            return new Column(header, "", Content.VERDICTS);
        }

        public static Column pictures(String header) {
            return new Column(header, "", Content.PICTURES);
        }

        /** This column with a unit, or the key of a recipe, below its header. */
        public Column below(String text) {
            return new Column(header, text, content);
        }
    }

    public PageTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        links = List.copyOf(links);
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("PageTable \"" + caption + "\": every row must have "
                        + columns.size() + " cells, got " + row.size());
            }
        }
    }

    /** A table that is open and leads nowhere. */
    public PageTable(String caption, List<Column> columns, List<List<String>> rows) {
        this(caption, columns, rows, false, List.of(), "");
    }

    /** This table, closed until a reader opens it. */
    public PageTable fold() {
        return new PageTable(caption, columns, rows, true, links, all);
    }

    /** This table; the page says which file holds all rows. */
    public PageTable allIn(String file) {
        return new PageTable(caption, columns, rows, folded, links, file);
    }
}
