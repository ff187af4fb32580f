package icd.workbench.page;

import icd.io.Visible;
import java.util.List;

/**
 * Writes tables, each in a box of its own that scrolls where the page is too narrow. A long one shows its first rows; the others are data,
 * which a script shows so many at a time, as no browser lays out ten thousand rows at once.
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
        if (table.folded()) {
            html.open("details").element("summary", table.caption());
        }
        int rows = table.rows().size();
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
        boolean numbers = column.content() == PageTable.Column.Content.NUMBERS;
        html.open("th", "scope", "col", "class", numbers ? "number" : "words");
        html.text(column.header());
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
            html.text(cells.getFirst());
        } else {
            html.phrase("a", cells.getFirst(), "href", Assets.href(link));
        }
        html.markup("</th>");
        for (int c = 1; c < cells.size(); c++) {
            cell(table.columns().get(c), cells.get(c));
        }
        html.close("tr");
    }

    private void cell(PageTable.Column column, String cell) {
        switch (column.content()) {
            case PICTURES -> {
                html.open("td", "class", "picture");
                if (!cell.isEmpty()) {
                    html.empty("img", "src", "data:image/png;base64," + cell, "alt", "");
                }
                html.close("td");
            }
            case NUMBERS, WORDS -> html.phrase("td", cell, "class", look(column, cell));
        }
    }

    private static String look(PageTable.Column column, String cell) {
        return cell.startsWith(Judged.GOOD)
                ? "good"
                : cell.startsWith(Judged.BAD)
                        ? "bad"
                        : column.content() == PageTable.Column.Content.NUMBERS ? "number" : "words";
    }

    /** The rows that are not shown at first: a link, or nothing, and the cells of each. Pictures are left out. */
    private void rest(PageTable table) {
        int rows = table.rows().size();
        html.element(
                "p",
                "Rows 1 to " + SHOWN + " of " + rows
                        + (table.all().isEmpty() ? "." : ". All of them are in " + table.all() + "."),
                "class",
                "rows");
        StringBuilder json = new StringBuilder("[");
        for (int r = SHOWN; r < rows; r++) {
            json.append(r == SHOWN ? "" : ",").append('[');
            string(
                    json,
                    table.links().isEmpty() ? "" : Assets.href(table.links().get(r)));
            for (int c = 0; c < table.columns().size(); c++) {
                boolean picture = table.columns().get(c).content() == PageTable.Column.Content.PICTURES;
                json.append(',');
                string(json, picture ? "" : table.rows().get(r).get(c));
            }
            json.append(']');
        }
        html.open("script", "type", "application/json")
                .markup(json.append(']').toString())
                .close("script")
                .close("div");
    }

    /** A JSON string that is safe within a script element and in XML. */
    private static void string(StringBuilder json, String text) {
        json.append('"');
        Visible.lines(text).chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0x7F || c >= 0xD800) {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        json.append('"');
    }
}
