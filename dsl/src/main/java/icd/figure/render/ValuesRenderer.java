package icd.figure.render;

import icd.figure.Axis;
import icd.figure.Chart3d;
import icd.figure.Columns;
import icd.figure.Drawn;
import icd.figure.Figures;
import icd.figure.Grid;
import icd.figure.Mark;
import icd.figure.Markup;
import icd.figure.Numbers;
import icd.figure.layout.Box;
import icd.figure.layout.Place;
import icd.figure.layout.Scene;
import icd.figure.layout.Ticks;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** The values of a figure and their places as JSON, see {@link Figures#inline}. */
final class ValuesRenderer {

    /** Two more than a page shows. */
    private static final MathContext DIGITS = new MathContext(8);

    private final JsonText out = new JsonText();

    private ValuesRenderer() {}

    static String render(Scene scene) {
        ValuesRenderer renderer = new ValuesRenderer();
        renderer.out.object(() -> renderer.out.list("panels", scene.places(), renderer::panel));
        return renderer.out.toString();
    }

    private void panel(Place place) {
        out.object(() -> {
            label("name", place.name());
            Box box = place.box();
            numbers("box", Numbers.of(box.x(), box.y(), box.width(), box.height()));
            switch (place) {
                case Place.Plane plane -> {
                    axis("x", plane.chart().x(), plane.area().x());
                    axis("y", plane.chart().y(), plane.area().y());
                    out.list("marks", plane.chart().marks(), this::mark);
                }
                case Place.Matrix matrix -> rows(matrix.map().values());
                case Place.Space space -> {
                    Chart3d chart = space.chart();
                    out.list("axes", chart.axes(), axis -> pieces(axis.label()));
                    out.list("marks", space.marks(), this::mark);
                }
            }
        });
    }

    private void axis(String name, Axis axis, Ticks ticks) {
        out.name(name).object(() -> {
            label("label", axis.label());
            number("low", ticks.low());
            number("high", ticks.high());
            out.name("log").value(Boolean.toString(axis.logarithmic()));
            if (!axis.names().isEmpty()) {
                out.list("names", axis.names(), this::pieces);
            }
        });
    }

    private void mark(Mark mark) {
        out.object(() -> columns(mark));
    }

    private void mark(Place.Projected projected) {
        out.object(() -> {
            columns(projected.mark());
            numbers("across", projected.across());
            numbers("down", projected.down());
        });
    }

    private void columns(Drawn mark) {
        Columns columns = mark.columns();
        out.name("kind").text(columns.kind());
        columns.numbers().forEach((name, numbers) -> numbers(name.toString(), numbers));
        if (columns.values() != null) {
            rows(columns.values());
        }
        label("label", mark.label());
        out.name("colour").text("#%06x".formatted(mark.style().colour().rgb()));
    }

    private void rows(Grid values) {
        out.list("values", List.of(values.toArray()), row -> numbers(Numbers.of(row)));
    }

    private void label(String name, String markup) {
        out.name(name);
        pieces(markup);
    }

    /** A label as pieces: text on the line as it is, scripts as an object with their element's name. */
    private void pieces(String markup) {
        out.list(Markup.parse(markup), piece -> {
            switch (piece.level()) {
                case LINE -> out.text(piece.text());
                case ABOVE -> out.object(() -> out.name("sup").text(piece.text()));
                case BELOW -> out.object(() -> out.name("sub").text(piece.text()));
            }
        });
    }

    private void number(String name, double value) {
        out.name(name);
        number(value);
    }

    private void numbers(String name, Numbers values) {
        out.name(name);
        numbers(values);
    }

    private void numbers(Numbers values) {
        out.array(() -> values.stream().forEach(this::number));
    }

    /** JSON has neither NaN nor infinities. */
    private void number(double value) {
        if (!Double.isFinite(value)) {
            out.value("null");
            return;
        }
        String text = Double.toString(new BigDecimal(value).round(DIGITS).doubleValue());
        out.value(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
    }
}
