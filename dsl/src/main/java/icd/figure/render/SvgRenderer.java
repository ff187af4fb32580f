package icd.figure.render;

import icd.figure.Colour;
import icd.figure.Looks;
import icd.figure.layout.Box;
import icd.figure.layout.Item;
import icd.figure.layout.Label;
import icd.figure.layout.Scene;
import icd.io.Visible;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;

/** A scene as SVG 1.1 with real text, a description for screen readers, and nothing that changes between two runs. */
public final class SvgRenderer {

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final String name;
    private final boolean inline;
    private int clips;

    private SvgRenderer(String name, boolean inline) {
        this.name = name;
        this.inline = inline;
    }

    /**
     * @param inline whether it is an element for a page. It has no title then: browsers show it at the pointer, over what the page has to
     *     say there; and series are groups whose {@code data-series} is their label.
     */
    public static String render(Scene scene, boolean inline) {
        SvgRenderer renderer = new SvgRenderer(scene.name(), inline);
        renderer.out.append(inline ? "" : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        renderer.element(scene);
        return renderer.out.toString();
    }

    private void element(Scene scene) {
        write("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\"");
        write(" width=\"", scene.width(), "pt\" height=\"", scene.height(), "pt\"");
        write(" viewBox=\"0 0 ", scene.width(), " ", scene.height(), "\" role=\"img\" aria-labelledby=\"");
        write(inline ? "" : name + "-title ", name, "-desc\" font-family=\"", Looks.FONTS, "\" fill=\"", Colour.INK);
        out.append("\">\n");
        if (!inline) {
            write("<title id=\"", name, "-title\">", new Escaped(scene.name()), "</title>\n");
        }
        write("<desc id=\"", name, "-desc\">", new Escaped(scene.alternative()), "</desc>\n");
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        items(scene.items());
        out.append("</svg>\n");
    }

    /** Text of others, which may hold any character. */
    private record Escaped(String text) {}

    /** Writes one part after another: numbers and colours as SVG has them, texts of others escaped. */
    private void write(Object... parts) {
        for (Object part : parts) {
            switch (part) {
                case Double number -> number(number);
                case Colour colour -> out.append("#%06x".formatted(colour.rgb()));
                case Escaped escaped -> text(escaped.text());
                default -> out.append(part);
            }
        }
    }

    private void items(List<Item> items) {
        for (Item item : items) {
            switch (item) {
                case Item.Stroke stroke -> stroke(stroke);
                case Item.Fill fill -> fill(fill);
                case Item.Dots dots -> dots(dots);
                case Item.Picture picture -> picture(picture);
                case Item.Text text -> text(text);
                case Item.Labelled series -> series(series);
                case Item.Clip clip -> clip(clip);
            }
        }
    }

    private void stroke(Item.Stroke s) {
        write("<path fill=\"none\" stroke=\"", s.colour(), "\" stroke-width=\"", s.width());
        out.append("\" stroke-linejoin=\"round\"");
        float[] dashes = s.dash().lengths();
        for (int i = 0; i < dashes.length; i++) {
            write(i == 0 ? " stroke-dasharray=\"" : " ", (double) dashes[i]);
        }
        out.append(dashes.length > 0 ? "\" d=\"" : " d=\"");
        outline(s.xs(), s.ys());
        out.append("\"/>\n");
    }

    private void fill(Item.Fill f) {
        write("<path fill=\"", f.colour(), "\"");
        if (f.opacity() < 1) {
            write(" fill-opacity=\"", f.opacity(), "\"");
        }
        out.append(" d=\"");
        f.rings().forEach(ring -> outline(ring[0], ring[1]));
        out.append("\"/>\n");
    }

    /** Lines of no length with round ends: a few characters for each disc. */
    private void dots(Item.Dots d) {
        write("<path fill=\"none\" stroke=\"", d.colour(), "\" stroke-width=\"", 2 * d.radius());
        out.append("\" stroke-linecap=\"round\" d=\"");
        for (int i = 0; i < d.xs().length; i++) {
            write("M", d.xs()[i], " ", d.ys()[i], "h0");
        }
        out.append("\"/>\n");
    }

    private void outline(double[] xs, double[] ys) {
        boolean closed = Item.isClosed(xs, ys);
        for (int i = 0; i < (closed ? xs.length - 1 : xs.length); i++) {
            write(i == 0 ? "M" : i == 1 ? "L" : " ", xs[i], " ", ys[i]);
        }
        out.append(closed ? "Z" : "");
    }

    private void picture(Item.Picture p) {
        out.append("<image");
        box(p.box());
        out.append(" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\"");
        String png = Base64.getEncoder().encodeToString(Bitmap.of(p).png(0));
        write(" xlink:href=\"data:image/png;base64,", png, "\"/>\n");
    }

    private void text(Item.Text t) {
        List<Label.Run> runs = t.label().runs();
        if (runs.isEmpty()) {
            return;
        }
        if (t.upright()) {
            write("<text transform=\"translate(", t.x(), " ", t.y(), ") rotate(-90)\"");
        } else {
            write("<text x=\"", t.x(), "\" y=\"", t.y(), "\"");
        }
        if (t.anchor() > 0) {
            write(" text-anchor=\"", t.anchor() == 1 ? "end" : "middle", "\"");
        }
        write(" font-size=\"", runs.getFirst().size(), "\" xml:space=\"preserve\"");
        if (runs.size() == 1 && runs.getFirst().shift() == 0) {
            // where another typeface must do, browsers still keep the width
            write(" textLength=\"", t.label().width(), "\" lengthAdjust=\"spacingAndGlyphs\">");
            text(runs.getFirst().text());
        } else {
            out.append('>');
            double x = 0;
            double shift = 0;
            for (Label.Run run : runs) {
                write("<tspan font-size=\"", run.size(), "\" dx=\"", run.x() - x, "\" dy=\"", run.shift() - shift);
                write("\">", new Escaped(run.text()), "</tspan>");
                x = run.x() + run.width();
                shift = run.shift();
            }
        }
        out.append("</text>\n");
    }

    private void clip(Item.Clip c) {
        String id = name + "-clip" + clips++; // with the name, so that several figures can stand in one page
        write("<clipPath id=\"", id, "\"><rect");
        box(c.box());
        write("/></clipPath>\n<g clip-path=\"url(#", id, ")\">\n");
        items(c.items());
        out.append("</g>\n");
    }

    private void series(Item.Labelled series) {
        if (inline) {
            out.append("<g data-series=\"");
            for (String part : series.label().splitWithDelimiters("\"", 0)) {
                write(part.equals("\"") ? "&quot;" : new Escaped(part));
            }
            out.append("\">\n");
        }
        items(series.items());
        out.append(inline ? "</g>\n" : "");
    }

    private void box(Box box) {
        write(" x=\"", box.x(), "\" y=\"", box.y(), "\" width=\"", box.width(), "\" height=\"", box.height(), "\"");
    }

    /** Writes a number with at most two decimals, whatever the locale. */
    private void number(double value) {
        out.append(BigDecimal.valueOf(Math.round(value * 100), 2)
                .stripTrailingZeros()
                .toPlainString());
    }

    private void text(String text) {
        Visible.of(text.replace('\n', ' ').replace('\t', ' ')).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case 0xFFFE, 0xFFFF -> out.appendCodePoint(0xFFFD); // in no XML
                default -> out.appendCodePoint(c);
            }
        });
    }
}
