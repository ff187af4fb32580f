package icd.figure.render;

import icd.figure.Check;
import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.layout.Box;
import icd.figure.layout.Item;
import icd.figure.layout.Label;
import icd.figure.layout.Scene;
import icd.figure.layout.Typeface;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;

/**
 * A scene as PNG, drawn by the software renderer that every Java has. Letters are drawn as outlines, so that no font and no display of
 * the machine is asked: it works in bare containers and gives the same pixels everywhere.
 */
public record PngRenderer(Graphics2D page, Typeface face) {

    public static byte[] render(Scene scene, int dotsPerInch, Typeface face) {
        double scale = dotsPerInch / 72.0;
        int width = (int) Math.ceil(scene.width() * scale - 1e-6);
        int height = (int) Math.ceil(scene.height() * scale - 1e-6);
        Check.that(1d * width * height <= 1e8, "PNG", "dots", "be 1e8 at most: less .width", width + " x " + height);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D page = image.createGraphics();
        page.setColor(Color.WHITE);
        page.fillRect(0, 0, width, height);
        page.scale(scale, scale);
        page.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        page.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        new PngRenderer(page, face).items(scene.items());
        page.dispose();
        int[] colours = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        return new Bitmap(width, height, colours).png((int) Math.round(dotsPerInch / 0.0254));
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
                case Item.Clip clip -> {
                    Shape outer = page.getClip();
                    Box box = clip.box();
                    page.clip(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
                    items(clip.items());
                    page.setClip(outer);
                }
            }
        }
    }

    private void stroke(Item.Stroke s) {
        float[] dashes = s.dash() == Dash.SOLID ? null : s.dash().lengths();
        page.setStroke(new BasicStroke((float) s.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0));
        ink(s.colour(), 1);
        Path2D path = new Path2D.Double();
        add(s.xs(), s.ys(), path);
        page.draw(path);
    }

    private void fill(Item.Fill f) {
        ink(f.colour(), f.opacity());
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        f.rings().forEach(ring -> add(ring[0], ring[1], path));
        page.fill(path);
    }

    private void dots(Item.Dots d) {
        ink(d.colour(), 1);
        for (int i = 0; i < d.xs().length; i++) {
            page.fill(new Ellipse2D.Double(
                    d.xs()[i] - d.radius(), d.ys()[i] - d.radius(), 2 * d.radius(), 2 * d.radius()));
        }
    }

    /** Each pixel has the colour of the cell around its middle, so that no seam shows. */
    private void picture(Item.Picture p) {
        BufferedImage cells = new BufferedImage(p.columns(), p.rows(), BufferedImage.TYPE_INT_RGB);
        cells.setRGB(0, 0, p.columns(), p.rows(), p.colours(), 0, p.columns());
        AffineTransform place =
                AffineTransform.getTranslateInstance(p.box().x(), p.box().y());
        place.scale(p.box().width() / p.columns(), p.box().height() / p.rows());
        page.drawImage(cells, place, null);
    }

    private void text(Item.Text t) {
        ink(Colour.INK, 1);
        for (Label.Run run : t.label().runs()) {
            double along = run.x() - t.anchor() * t.label().width();
            for (int c : face.drawable(run.text()).codePoints().toArray()) {
                AffineTransform place = AffineTransform.getTranslateInstance(t.x(), t.y());
                place.rotate(t.upright() ? -Math.PI / 2 : 0);
                place.translate(along, run.shift());
                place.scale(run.size(), run.size());
                page.fill(place.createTransformedShape(face.outline(c)));
                along += face.advance(c) * run.size();
            }
        }
    }

    private static void add(double[] xs, double[] ys, Path2D path) {
        boolean closed = Item.isClosed(xs, ys);
        path.moveTo(xs[0], ys[0]);
        for (int i = 1; i < (closed ? xs.length - 1 : xs.length); i++) {
            path.lineTo(xs[i], ys[i]);
        }
        if (closed) {
            path.closePath();
        }
    }

    private void ink(Colour colour, double opacity) {
        page.setColor(new Color(colour.red(), colour.green(), colour.blue(), (int) Math.round(255 * opacity)));
    }
}
