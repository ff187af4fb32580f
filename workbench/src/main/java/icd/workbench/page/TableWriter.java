package icd.workbench.page;

import java.util.List;

/** Writes tables, each in a box of its own that scrolls where the page is too narrow. */
final class TableWriter {

    /** Most rows of a table that is not broken over pages in print. */
    private static final int SHORT = 24;

    private final Html html;

    TableWriter(Html html) {
        this.html = html;
    }

    void write(PageTable table) {
        if (table.folded()) {
            html.open("details").element("summary", table.caption());
        }
        String look = table.rows().size() <= SHORT ? "scroll whole" : "scroll";
        html.open("div", "class", look, "tabindex", "0", "role", "region", "aria-label", table.caption());
        html.open("table").open("caption").element("span", table.caption()).close("caption");
        html.open("thead").open("tr");
        table.columns().forEach(this::header);
        html.close("tr").close("thead").open("tbody").markup("\n");
        table.rows().forEach(row -> row(table.columns(), row));
        html.close("tbody").close("table").close("div");
        if (table.folded()) {
            html.close("details");
        }
    }

    private void header(PageTable.Column column) {
        html.open("th", "scope", "col", "class", column.numeric() ? "number" : "words");
        html.text(column.header());
        if (!column.unit().isEmpty()) {
            html.text(" ").phrase("span", column.unit(), "class", "unit");
        }
        html.close("th");
    }

    private void row(List<PageTable.Column> columns, List<String> cells) {
        html.open("tr").phrase("th", cells.getFirst(), "scope", "row");
        for (int c = 1; c < cells.size(); c++) {
            html.phrase("td", cells.get(c), "class", look(columns.get(c), cells.get(c)));
        }
        html.close("tr");
    }

    private static String look(PageTable.Column column, String cell) {
        return cell.startsWith(Judged.GOOD)
                ? "good"
                : cell.startsWith(Judged.BAD) ? "bad" : column.numeric() ? "number" : "words";
    }
}
