package icd.figure;

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
            numbers("box", box.x(), box.y(), box.width(), box.height());
            switch (place) {
                case Place.Plane plane -> {
                    axis("x", plane.chart().x(), plane.area().x());
                    axis("y", plane.chart().y(), plane.area().y());
                    out.list("marks", plane.chart().marks(), this::mark);
                }
                case Place.Matrix matrix -> rows(matrix.map().values());
                case Place.Space space -> {
                    Chart3d chart = space.chart();
                    List<Axis> axes = List.of(chart.x(), chart.y(), chart.z());
                    out.list("axes", axes, axis -> pieces(axis.label()));
                    out.list("marks", chart.marks(), mark -> mark(mark, space.cloud()));
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
        out.object(() -> {
            switch (mark) {
                case Line line -> points("line", line.x(), line.y());
                case Points points -> points("points", points.x(), points.y());
                case Trajectory path -> points("path", path.x(), path.y());
                case Note note -> points("note", new double[] {note.x()}, new double[] {note.y()});
                case Band band -> {
                    points("band", band.x(), new double[0]);
                    numbers("low", band.low());
                    numbers("high", band.high());
                }
                case ErrorBars bars -> {
                    points("bars", bars.x(), bars.y());
                    numbers("low", bars.low());
                    numbers("high", bars.high());
                }
                case Histogram histogram -> points("histogram", histogram.edges(), histogram.heights());
                case Rule rule -> points("rule", new double[0], new double[] {rule.y()});
                case VerticalRule rule -> points("upright", new double[] {rule.x()}, new double[0]);
                case Surface surface -> {
                    points("grid", surface.x(), surface.y());
                    rows(surface.values());
                }
            }
            look(mark instanceof Note note ? note.text() : mark.label(), mark.style());
        });
    }

    private void mark(Mark3d mark, Cloud cloud) {
        double[] x = mark.x();
        double[] y = mark.y();
        double[] z = mark.z();
        double[] across = new double[x.length];
        double[] down = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double[] at = cloud.page(x[i], y[i], z[i]);
            across[i] = at == null ? Double.NaN : at[0];
            down[i] = at == null ? Double.NaN : at[1];
        }
        out.object(() -> {
            points("space", x, y);
            numbers("z", z);
            numbers("across", across);
            numbers("down", down);
            look(mark.label(), mark.style());
        });
    }

    private void points(String kind, double[] x, double[] y) {
        out.name("kind").text(kind);
        numbers("x", x);
        numbers("y", y);
    }

    private void look(String label, Style style) {
        label("label", label);
        out.name("colour").text("#%06x".formatted(style.colour().rgb()));
    }

    private void rows(double[][] values) {
        out.list("values", List.of(values), this::numbers);
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

    private void numbers(String name, double... values) {
        out.name(name);
        numbers(values);
    }

    private void numbers(double[] values) {
        out.array(() -> {
            for (double value : values) {
                number(value);
            }
        });
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
