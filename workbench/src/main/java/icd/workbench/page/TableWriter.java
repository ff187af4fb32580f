package icd.workbench.page;

import icd.io.Json;
import icd.io.Visible;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes tables, each in a box of its own that scrolls where the page is too narrow. A long table shows its first rows; the others are data,
 * of which a script shows some at a time, since no browser lays out ten thousand rows at once.
 */
final class TableWriter {

    /** Most rows of a table that is not broken over pages in print. */
    private static final int SHORT = 24;

    /** Rows that are shown at a time; {@code pager.js} takes as many. */
    static final int SHOWN = 100;

    private final Html html;

    TableWriter(Html html) {
        this.html = html;
    }

    void write(PageTable table) {
        int rows = table.rows().size();
        if (table.folded()) {
            html.open("details", "class", rows > SHORT ? "raw" : "").element("summary", table.caption());
        }
        if (rows > SHOWN) {
            html.open("div", "class", "paged");
        }
        String look = rows <= SHORT ? "scroll whole" : "scroll";
        html.open("div", "class", look, "tabindex", "0", "role", "region", "aria-label", table.caption());
        html.open("table").open("caption").element("span", table.caption()).close("caption");
        html.open("thead").open("tr");
        table.columns().forEach(this::header);
        html.close("tr").close("thead").open("tbody").markup("\n");
        for (int r = 0; r < Math.min(rows, SHOWN); r++) {
            row(table, r);
        }
        html.close("tbody").close("table").close("div");
        if (rows > SHOWN) {
            rest(table);
        }
        if (table.folded()) {
            html.close("details");
        }
    }

    private void header(PageTable.Column column) {
        html.open("th", "scope", "col", "class", look(column.content()));
        html.markup(Mathematics.html(column.header()));
        if (!column.unit().isEmpty()) {
            html.text(" ").phrase("span", column.unit(), "class", "unit");
        }
        html.close("th");
    }

    private void row(PageTable table, int r) {
        List<String> cells = table.rows().get(r);
        String link = table.links().isEmpty() ? "" : table.links().get(r);
        html.open("tr").open("th", "scope", "row");
        if (link.isEmpty()) {
            html.markup(content(table.columns().getFirst(), cells.getFirst()));
        } else {
            html.phrase("a", cells.getFirst(), "href", Assets.href(link));
        }
        html.markup("</th>");
        for (int c = 1; c < cells.size(); c++) {
            PageTable.Column column = table.columns().get(c);
            html.open("td", "class", look(column, cells.get(c)))
                    .markup(content(column, cells.get(c)))
                    .markup("</td>");
        }
        html.close("tr");
    }

    /** A cell as HTML. */
    private static String content(PageTable.Column column, String cell) {
        return switch (column.content()) {
            case PICTURES ->
                cell.isEmpty()
                        ? ""
                        : new Html()
                                .empty("img", "src", "data:image/png;base64," + cell, "alt", "")
                                .toString();
            case FORMULAS -> Mathematics.html(cell);
            case NUMBERS, WORDS, VERDICTS -> new Html().text(cell).toString();
        };
    }

    private static String look(PageTable.Column column, String cell) {
        String judged = cell.startsWith(Judged.GOOD) ? " good" : cell.startsWith(Judged.BAD) ? " bad" : "";
        return look(column.content()) + judged;
    }

    private static String look(PageTable.Column.Content content) {
        return switch (content) {
            case NUMBERS -> "number";
            case WORDS -> "words";
            case FORMULAS -> "words formula";
            case VERDICTS -> "verdict";
            case PICTURES -> "picture";
        };
    }

    /** The rows that are not shown at first: each has a link, or none, and its cells as text, or as HTML where they are formulas. Pictures are left out. */
    private void rest(PageTable table) {
        int rows = table.rows().size();
        html.element(
                "p",
                "Rows 1 to " + SHOWN + " of " + rows
                        + (table.all().isEmpty() ? "." : ". All of them are in " + table.all() + "."),
                "class",
                "rows");
        List<List<String>> rest = new ArrayList<>();
        for (int r = SHOWN; r < rows; r++) {
            List<String> row = new ArrayList<>();
            row.add(table.links().isEmpty() ? "" : Assets.href(table.links().get(r)));
            for (int c = 0; c < table.columns().size(); c++) {
                String cell = table.rows().get(r).get(c);
                row.add(
                        switch (table.columns().get(c).content()) {
                            case PICTURES -> "";
                            case FORMULAS -> Mathematics.html(cell);
                            case NUMBERS, WORDS, VERDICTS -> cell;
                        });
            }
            rest.add(row.stream().map(Visible::lines).toList());
        }
        html.open("script", "type", "application/json")
                .markup(Json.of(rest))
                .close("script")
                .close("div");
    }
}
