package icd.figure.layout;

import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.HorizontalMetricsTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Liberation Sans as PDFBox ships it: metrics and outlines without the fonts of the machine, so that text is set alike
 * everywhere. Not safe for use by several threads; each call that renders loads its own.
 */
public final class Typeface implements AutoCloseable {

    private static final String RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final int CURVE_STEPS = 5;

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final HorizontalMetricsTable metrics;
    private final double unitsPerEm;
    private final Map<Integer, List<double[][]>> outlines = new HashMap<>();

    private Typeface(TrueTypeFont font) throws IOException {
        this.font = font;
        this.glyphs = font.getUnicodeCmapLookup();
        this.metrics = font.getHorizontalMetrics();
        this.unitsPerEm = font.getUnitsPerEm();
    }

    public static Typeface load() {
        try (InputStream in = TrueTypeFont.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("Typeface: " + RESOURCE + " must be on the class path, got nothing");
            }
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in));
            font.setEnableGsub(false); // no ligatures: widths are sums of advances, and text is found as typed
            return new Typeface(font);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The parsed font, for embedding. */
    public TrueTypeFont font() {
        return font;
    }

    /** The text with a question mark for every character that the font has not. */
    public String drawable(String text) {
        StringBuilder drawable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> drawable.appendCodePoint(glyphs.getGlyphId(c) == 0 ? '?' : c));
        return drawable.toString();
    }

    /** Advance of a text in points. */
    double width(String text, double size) {
        return drawable(text).codePoints().mapToDouble(c -> advance(c) * size).sum();
    }

    /** Advance of one character at size 1. */
    public double advance(int character) {
        return metrics.getAdvanceWidth(glyphs.getGlyphId(character)) / unitsPerEm;
    }

    /** The closed outlines of one character at size 1, each as {xs, ys}, baseline at {@math y = 0}, y downwards. */
    public List<double[][]> outline(int character) {
        return outlines.computeIfAbsent(character, this::flatten);
    }

    /** Returns where one character has ink at size 1: left and right of its origin, and its height; null if it has none, as a space. */
    Ink ink(int character) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.NEGATIVE_INFINITY;
        for (double[][] ring : outline(character)) {
            for (int i = 0; i < ring[0].length; i++) {
                left = Math.min(left, ring[0][i]);
                right = Math.max(right, ring[0][i]);
                top = Math.max(top, -ring[1][i]);
            }
        }
        return left < right ? new Ink(left, right, top) : null;
    }

    /** The extent of a character at size 1. */
    record Ink(double left, double right, double top) {

        double middle() {
            return (left + right) / 2;
        }
    }

    private List<double[][]> flatten(int character) {
        List<double[][]> rings = new ArrayList<>();
        try {
            GlyphData data = font.getGlyph().getGlyph(glyphs.getGlyphId(character));
            if (data == null) {
                return rings; // a space has no outline
            }
            List<double[]> ring = new ArrayList<>();
            double[] p = new double[6];
            for (PathIterator path = data.getPath().getPathIterator(null); !path.isDone(); path.next()) {
                switch (path.currentSegment(p)) {
                    case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> ring.add(new double[] {p[0], p[1]});
                    case PathIterator.SEG_QUADTO -> curve(ring, p);
                    case PathIterator.SEG_CLOSE -> {
                        rings.add(scaled(ring));
                        ring.clear();
                    }
                    default -> throw new IllegalStateException("Typeface: TrueType outlines have no cubic curves");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rings;
    }

    private static void curve(List<double[]> ring, double[] p) {
        double[] from = ring.getLast();
        for (int i = 1; i <= CURVE_STEPS; i++) {
            double t = (double) i / CURVE_STEPS;
            double u = 1 - t;
            double x = u * u * from[0] + 2 * u * t * p[0] + t * t * p[2];
            double y = u * u * from[1] + 2 * u * t * p[1] + t * t * p[3];
            ring.add(new double[] {x, y});
        }
    }

    private double[][] scaled(List<double[]> ring) {
        double[][] scaled = new double[2][ring.size()];
        for (int i = 0; i < ring.size(); i++) {
            scaled[0][i] = ring.get(i)[0] / unitsPerEm;
            scaled[1][i] = -ring.get(i)[1] / unitsPerEm;
        }
        return scaled;
    }

    @Override
    public void close() {
        try {
            font.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "Liberation Sans";
    }
}
