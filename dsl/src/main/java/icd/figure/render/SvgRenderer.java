package icd.figure.render;

import icd.figure.Colour;
import icd.figure.Looks;
import icd.figure.layout.Box;
import icd.figure.layout.Item;
import icd.figure.layout.Label;
import icd.figure.layout.Scene;
import icd.io.Visible;
import java.util.Base64;
import java.util.List;

/** A scene as SVG 1.1 with real text, a description for screen readers, and nothing that changes between two runs. */
final class SvgRenderer {

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final String name;
    private final boolean inline;
    private int clips;

    private SvgRenderer(String name, boolean inline) {
        this.name = name;
        this.inline = inline;
    }

    static String render(Scene scene) {
        SvgRenderer renderer = new SvgRenderer(scene.name(), false);
        renderer.document(scene);
        return renderer.out.toString();
    }

    /**
     * An element for a page, without a title: browsers show it at the pointer, over what the page has to say there. Series are groups whose
     * {@code data-series} is their label.
     */
    static String inline(Scene scene) {
        SvgRenderer renderer = new SvgRenderer(scene.name(), true);
        renderer.element(scene);
        return renderer.out.toString();
    }

    private void document(Scene scene) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        element(scene);
    }

    private void element(Scene scene) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        out.append(" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"");
        number(scene.width()).append("pt\" height=\"");
        number(scene.height()).append("pt\" viewBox=\"0 0 ");
        number(scene.width()).append(' ');
        number(scene.height()).append("\" role=\"img\" aria-labelledby=\"");
        out.append(inline ? "" : name + "-title ").append(name).append("-desc\"");
        out.append(" font-family=\"").append(Looks.FONTS).append("\" fill=\"");
        colour(Colour.INK).append("\">\n");
        if (!inline) {
            out.append("<title id=\"").append(name).append("-title\">");
            text(scene.name()).append("</title>\n");
        }
        out.append("<desc id=\"").append(name).append("-desc\">");
        text(scene.alternative()).append("</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        items(scene.items());
        out.append("</svg>\n");
    }

    private void items(List<Item> items) {
        for (Item item : items) {
            switch (item) {
                case Item.Stroke stroke -> stroke(stroke);
                case Item.Fill fill -> fill(fill);
                case Item.Region region -> region(region);
                case Item.Dots dots -> dots(dots);
                case Item.Picture picture -> picture(picture);
                case Item.Text text -> text(text);
                case Item.Labelled series -> series(series);
                case Item.Clip clip -> clip(clip);
            }
        }
    }

    private void stroke(Item.Stroke s) {
        out.append("<path fill=\"none\" stroke=\"");
        colour(s.colour()).append("\" stroke-width=\"");
        number(s.width()).append("\" stroke-linejoin=\"round\"");
        for (int i = 0; i < s.dashes().length; i++) {
            out.append(i == 0 ? " stroke-dasharray=\"" : " ");
            number(s.dashes()[i]).append(i + 1 == s.dashes().length ? "\"" : "");
        }
        path(s.xs(), s.ys());
        out.append("/>\n");
    }

    private void fill(Item.Fill f) {
        out.append("<path fill=\"");
        colour(f.colour()).append('"');
        if (f.opacity() < 1) {
            out.append(" fill-opacity=\"");
            number(f.opacity()).append('"');
        }
        path(f.xs(), f.ys());
        out.append("/>\n");
    }

    private void region(Item.Region r) {
        out.append("<path fill=\"");
        colour(r.colour()).append("\" d=\"");
        for (double[][] ring : r.rings()) {
            points(ring[0], ring[1], ring[0].length);
            out.append('Z');
        }
        out.append("\"/>\n");
    }

    /** Lines of no length with round ends: a few characters for each disc. */
    private void dots(Item.Dots d) {
        out.append("<path fill=\"none\" stroke=\"");
        colour(d.colour()).append("\" stroke-width=\"");
        number(2 * d.radius()).append("\" stroke-linecap=\"round\" d=\"");
        for (int i = 0; i < d.xs().length; i++) {
            out.append('M');
            number(d.xs()[i]).append(' ');
            number(d.ys()[i]).append("h0");
        }
        out.append("\"/>\n");
    }

    private void path(double[] xs, double[] ys) {
        int n = xs.length;
        boolean closed = n > 2 && xs[0] == xs[n - 1] && ys[0] == ys[n - 1];
        out.append(" d=\"");
        points(xs, ys, closed ? n - 1 : n);
        out.append(closed ? "Z\"" : "\"");
    }

    private void points(double[] xs, double[] ys, int n) {
        for (int i = 0; i < n; i++) {
            out.append(i == 0 ? "M" : i == 1 ? "L" : " ");
            number(xs[i]).append(' ');
            number(ys[i]);
        }
    }

    private void picture(Item.Picture p) {
        out.append("<image");
        box(p.box())
                .append(
                        " preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64,");
        Bitmap bitmap = Bitmap.of(p);
        out.append(Base64.getEncoder().encodeToString(PngFile.encode(bitmap, 0)))
                .append("\"/>\n");
    }

    private void text(Item.Text t) {
        if (t.label().runs().isEmpty()) {
            return;
        }
        out.append("<text");
        if (t.upright()) {
            out.append(" transform=\"translate(");
            number(t.x()).append(' ');
            number(t.y()).append(") rotate(-90)\"");
        } else {
            out.append(" x=\"");
            number(t.x()).append("\" y=\"");
            number(t.y()).append('"');
        }
        if (t.anchor() > 0) {
            out.append(" text-anchor=\"")
                    .append(t.anchor() == 1 ? "end" : "middle")
                    .append('"');
        }
        List<Label.Run> runs = t.label().runs();
        out.append(" font-size=\"");
        number(runs.getFirst().size()).append("\" xml:space=\"preserve\"");
        boolean plain = runs.size() == 1 && runs.getFirst().shift() == 0;
        if (plain) { // where another typeface must do, browsers still keep the width
            out.append(" textLength=\"");
            number(t.label().width()).append("\" lengthAdjust=\"spacingAndGlyphs\"");
        }
        out.append('>');
        if (plain) {
            text(runs.getFirst().text());
        } else {
            double x = 0;
            double shift = 0;
            for (Label.Run run : runs) {
                out.append("<tspan font-size=\"");
                number(run.size()).append("\" dx=\"");
                number(run.x() - x).append("\" dy=\"");
                number(run.shift() - shift).append("\">");
                text(run.text()).append("</tspan>");
                x = run.x() + run.width();
                shift = run.shift();
            }
        }
        out.append("</text>\n");
    }

    private void clip(Item.Clip c) {
        String id = name + "-clip" + clips++; // with the name, so that several figures can stand in one page
        out.append("<clipPath id=\"").append(id).append("\"><rect");
        box(c.box()).append("/></clipPath>\n<g clip-path=\"url(#").append(id).append(")\">\n");
        items(c.items());
        out.append("</g>\n");
    }

    private void series(Item.Labelled series) {
        if (inline) {
            out.append("<g data-series=\"");
            for (String part : series.label().splitWithDelimiters("\"", 0)) {
                text(part.equals("\"") ? "" : part).append(part.equals("\"") ? "&quot;" : "");
            }
            out.append("\">\n");
            items(series.items());
            out.append("</g>\n");
        } else {
            items(series.items());
        }
    }

    private StringBuilder box(Box box) {
        out.append(" x=\"");
        number(box.x()).append("\" y=\"");
        number(box.y()).append("\" width=\"");
        number(box.width()).append("\" height=\"");
        return number(box.height()).append('"');
    }

    /** Writes a number with at most two decimals, whatever the locale. */
    private StringBuilder number(double value) {
        long hundredths = Math.round(value * 100);
        if (hundredths < 0) {
            out.append('-');
            hundredths = -hundredths;
        }
        out.append(hundredths / 100);
        long rest = hundredths % 100;
        if (rest > 0) {
            out.append('.').append(rest / 10);
            if (rest % 10 > 0) {
                out.append(rest % 10);
            }
        }
        return out;
    }

    private StringBuilder colour(Colour colour) {
        out.append('#');
        for (int shift = 20; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(colour.rgb() >> shift & 15, 16));
        }
        return out;
    }

    private StringBuilder text(String text) {
        Visible.of(text.replace('\n', ' ').replace('\t', ' ')).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case 0xFFFE, 0xFFFF -> out.appendCodePoint(0xFFFD); // in no XML
                default -> out.appendCodePoint(c);
            }
        });
        return out;
    }
}
