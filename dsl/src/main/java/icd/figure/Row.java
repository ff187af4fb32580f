package icd.figure;

import java.util.List;

/**
 * One row of the grid.
 *
 * @param title set upright at the left of the row; may be empty
 */
public record Row(String title, List<Panel> panels) {

    public Row {
        Check.given("Row", "title", title);
        panels = List.copyOf(panels);
        Check.that(!panels.isEmpty(), "Row", "panels", "not be empty", "none");
    }
}
