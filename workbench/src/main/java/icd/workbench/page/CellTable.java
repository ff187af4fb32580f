package icd.workbench.page;

import icd.io.Visible;
import icd.table.Column;
import icd.table.Table;

/** Results as pieces of HTML that stand in another page, such as a notebook. */
public final class CellTable {

    /** The number of rows that is shown at most, as in tables of plain text. */
    private static final int MOST_ROWS = 60;

    private CellTable() {}

    /** A table with a head, numbers at the right; beyond sixty rows it says how many more there are. */
    public static String html(Table table) {
        Html html = new Html().open("table").open("thead").open("tr");
        table.columns().forEach(column -> html.phrase("th", column.name(), "style", align(column)));
        html.close("tr").close("thead").open("tbody");
        int shown = Math.min(table.rows(), MOST_ROWS);
        for (int i = 0; i < shown; i++) {
            int row = i;
            html.open("tr");
            table.columns().forEach(column -> html.phrase("td", Visible.of(column.shown(row)), "style", align(column)));
            html.close("tr");
        }
        html.close("tbody").close("table");
        if (shown < table.rows()) {
            html.element("p", (table.rows() - shown) + " more rows");
        }
        return html.toString();
    }

    private static String align(Column column) {
        return column instanceof Column.Words ? "text-align: left" : "text-align: right";
    }

    /** A whole page in a frame, so that its styles and those of the page around it do not affect each other. */
    public static String frame(String page) {
        return new Html()
                .open("iframe", "srcdoc", page, "style", "width: 100%; height: 40em; border: 1px solid #ccc")
                .close("iframe")
                .toString();
    }
}
