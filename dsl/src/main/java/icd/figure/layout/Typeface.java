package icd.figure.layout;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final HorizontalMetricsTable metrics;
    private final double unitsPerEm;

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

    /** The outline of one character at size 1, baseline at {@math y = 0}, y downwards; empty for a space. */
    public Shape outline(int character) {
        try {
            GlyphData glyph = font.getGlyph().getGlyph(glyphs.getGlyphId(character));
            return glyph == null
                    ? new Path2D.Double()
                    : AffineTransform.getScaleInstance(1 / unitsPerEm, -1 / unitsPerEm)
                            .createTransformedShape(glyph.getPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
