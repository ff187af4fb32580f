package icd.figure.render;

import icd.figure.Colour;
import icd.figure.Marker;
import icd.figure.layout.Box;
import icd.figure.layout.Item;
import icd.figure.layout.Label;
import icd.figure.layout.Scene;
import icd.figure.layout.Typeface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A scene as PNG, drawn by our own anti-aliasing: no toolkit, display or font of the machine is asked, so that it starts
 * fast, works in bare containers, and gives the same pixels everywhere.
 */
final class PngRenderer {

    private static final int JOIN_CORNERS = 12;
    private static final double[] JOIN_X = corners(StrictMath::cos);
    private static final double[] JOIN_Y = corners(StrictMath::sin);

    private final Bitmap bitmap;
    private final double scale;
    private final Typeface face;
    private final Coverage coverage = new Coverage();
    private final Mask mask = new Mask();
    private Window window;

    private PngRenderer(Scene scene, double scale, Typeface face) {
        this.scale = scale;
        this.face = face;
        int width = (int) Math.ceil(scene.width() * scale - 1e-6);
        int height = (int) Math.ceil(scene.height() * scale - 1e-6);
        this.bitmap = new Bitmap(width, height, new byte[3 * width * height]);
        Arrays.fill(bitmap.rgb(), (byte) 255);
        this.window = new Window(0, 0, width, height);
    }

    static byte[] render(Scene scene, int dotsPerInch, Typeface face) {
        PngRenderer renderer = new PngRenderer(scene, dotsPerInch / 72.0, face);
        renderer.items(scene.items());
        return renderer.bitmap.png((int) Math.round(dotsPerInch / 0.0254));
    }

    private void items(List<Item> items) {
        for (Item item : items) {
            switch (item) {
                case Item.Stroke stroke -> stroke(stroke);
                case Item.Fill fill -> fill(fill);
                case Item.Dots dots -> dots(dots);
                case Item.Picture picture -> picture(picture);
                case Item.Text text -> text(text);
                case Item.Labelled series -> items(series.items());
                case Item.Clip clip -> clip(clip);
            }
        }
    }

    private void fill(Item.Fill fill) {
        List<double[][]> rings = fill.rings().stream()
                .map(ring -> new double[][] {scaled(ring[0]), scaled(ring[1])})
                .toList();
        if (!rings.isEmpty()) {
            begin(all(rings, 0), all(rings, 1), 0);
            shape(rings);
            mask.colour(bitmap, fill.colour(), fill.opacity());
        }
    }

    private void dots(Item.Dots dots) {
        double[] xs = scaled(dots.xs());
        double[] ys = scaled(dots.ys());
        double radius = dots.radius() * scale;
        begin(xs, ys, radius);
        for (int i = 0; i < xs.length; i++) {
            double[][] disc = Marker.CIRCLE.outline(xs[i], ys[i], radius);
            shape(disc[0], disc[1]);
        }
        mask.colour(bitmap, dots.colour(), 1);
    }

    private void clip(Item.Clip clip) {
        Window outer = window;
        Box box = clip.box();
        window = outer.within(box.x() * scale, box.y() * scale, box.right() * scale, box.bottom() * scale);
        items(clip.items());
        window = outer;
    }

    /** Each segment a rectangle, each bend a disc; the mask takes the largest coverage, so nothing is inked twice. */
    private void stroke(Item.Stroke s) {
        double[] xs = scaled(s.xs());
        double[] ys = scaled(s.ys());
        double radius = s.width() * scale / 2;
        double[] dashes = scaled(s.dashes());
        begin(xs, ys, radius);
        for (double[][] piece : Dashes.cut(xs, ys, dashes)) {
            double[] px = piece[0];
            double[] py = piece[1];
            int n = px.length;
            boolean closed = Item.isClosed(px, py);
            for (int i = 1; i < n; i++) {
                segment(px[i - 1], py[i - 1], px[i], py[i], radius);
                if (i + 1 < n || closed) {
                    join(px[i], py[i], radius);
                }
            }
        }
        mask.colour(bitmap, s.colour(), 1);
    }

    private void segment(double x0, double y0, double x1, double y1, double radius) {
        double length = Box.length(x1 - x0, y1 - y0);
        if (length > 0) {
            double nx = -(y1 - y0) / length * radius;
            double ny = (x1 - x0) / length * radius;
            shape(new double[] {x0 + nx, x1 + nx, x1 - nx, x0 - nx}, new double[] {y0 + ny, y1 + ny, y1 - ny, y0 - ny});
        }
    }

    private void join(double x, double y, double radius) {
        double[] xs = new double[JOIN_CORNERS];
        double[] ys = new double[JOIN_CORNERS];
        Arrays.setAll(xs, i -> x + radius * JOIN_X[i]);
        Arrays.setAll(ys, i -> y + radius * JOIN_Y[i]);
        shape(xs, ys);
    }

    private static double[] corners(DoubleUnaryOperator of) {
        double[] corners = new double[JOIN_CORNERS];
        Arrays.setAll(corners, i -> of.applyAsDouble(2 * Math.PI * i / JOIN_CORNERS));
        return corners;
    }

    /** Cells with whole-pixel edges, so that no seam shows. */
    private void picture(Item.Picture p) {
        int[] columns = edges(p.box().x(), p.box().width(), p.columns(), window.left(), window.right());
        int[] rows = edges(p.box().y(), p.box().height(), p.rows(), window.top(), window.bottom());
        byte[] rgb = bitmap.rgb();
        for (int i = 0; i < p.rows(); i++) {
            for (int j = 0; j < p.columns(); j++) {
                int colour = p.colours()[i * p.columns() + j];
                for (int y = rows[i]; y < rows[i + 1]; y++) {
                    for (int x = columns[j]; x < columns[j + 1]; x++) {
                        int at = 3 * (y * bitmap.width() + x);
                        rgb[at] = (byte) (colour >> 16);
                        rgb[at + 1] = (byte) (colour >> 8);
                        rgb[at + 2] = (byte) colour;
                    }
                }
            }
        }
    }

    private int[] edges(double from, double length, int cells, int least, int most) {
        int[] edges = new int[cells + 1];
        Arrays.setAll(edges, i -> Math.clamp(Math.round((from + length * i / cells) * scale), least, most));
        return edges;
    }

    private void text(Item.Text t) {
        Box box = t.box();
        begin(
                new double[] {box.x() * scale, box.right() * scale},
                new double[] {box.y() * scale, box.bottom() * scale},
                4);
        for (Label.Run run : t.label().runs()) {
            double pen = run.x() - t.anchor() * t.label().width();
            for (int c : face.drawable(run.text()).codePoints().toArray()) {
                glyph(t, face.outline(c), pen, run.shift(), run.size());
                pen += face.advance(c) * run.size();
            }
        }
        mask.colour(bitmap, Colour.INK, 1);
    }

    private void glyph(Item.Text t, List<double[][]> rings, double pen, double shift, double size) {
        List<double[][]> placed = new ArrayList<>();
        for (double[][] ring : rings) {
            int n = ring[0].length;
            double[][] page = new double[2][n];
            for (int i = 0; i < n; i++) {
                double along = pen + size * ring[0][i];
                double down = shift + size * ring[1][i];
                page[0][i] = scale * (t.upright() ? t.x() + down : t.x() + along);
                page[1][i] = scale * (t.upright() ? t.y() - along : t.y() + down);
            }
            placed.add(page);
        }
        if (!placed.isEmpty()) {
            shape(placed);
        }
    }

    /** Starts the mask over the bounds of these points and a margin, within the clip. */
    private void begin(double[] xs, double[] ys, double margin) {
        mask.begin(around(xs, ys, margin));
    }

    private void shape(double[] xs, double[] ys) {
        shape(List.<double[][]>of(new double[][] {xs, ys}));
    }

    /** Inks what lies within rings, of which some are holes, into the mask. */
    private void shape(List<double[][]> rings) {
        coverage.begin(around(all(rings, 0), all(rings, 1), 0));
        rings.forEach(ring -> coverage.add(ring[0], ring[1]));
        coverage.raise(mask);
    }

    /** The coordinates of all rings: abscissae (0) or ordinates (1). */
    private static double[] all(List<double[][]> rings, int axis) {
        return rings.size() == 1
                ? rings.getFirst()[axis]
                : rings.stream()
                        .flatMapToDouble(ring -> Arrays.stream(ring[axis]))
                        .toArray();
    }

    private double[] scaled(double[] values) {
        return Arrays.stream(values).map(v -> v * scale).toArray();
    }

    private Window around(double[] xs, double[] ys, double margin) {
        double left = Arrays.stream(xs).min().orElse(0);
        double top = Arrays.stream(ys).min().orElse(0);
        double right = Arrays.stream(xs).max().orElse(0);
        double bottom = Arrays.stream(ys).max().orElse(0);
        return window.within(left - margin, top - margin, right + margin, bottom + margin);
    }
}
