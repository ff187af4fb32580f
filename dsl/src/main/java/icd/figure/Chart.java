package icd.figure;

import java.util.List;

/** Curves, bands and rules over two linear axes. Bands are drawn first, then rules, then lines, each in list order. */
public record Chart(String title, Axis x, Axis y, List<Mark> marks) implements Panel {

    public Chart {
        Check.given("Chart", "title", title);
        Check.given("Chart", "x", x);
        Check.given("Chart", "y", y);
        marks = List.copyOf(marks);
    }

    public Chart(String title, Axis x, Axis y, Mark... marks) {
        this(title, x, y, List.of(marks));
    }
}
