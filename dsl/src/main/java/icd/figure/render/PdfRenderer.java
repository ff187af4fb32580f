package icd.figure.render;

import icd.figure.Colour;
import icd.figure.layout.Box;
import icd.figure.layout.Item;
import icd.figure.layout.Label;
import icd.figure.layout.Scene;
import icd.figure.layout.Typeface;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;

/** A scene as a one-page PDF with its font embedded as far as it is used, and nothing that changes between two runs. */
public record PdfRenderer(double height, PDDocument document, PDPageContentStream out, PDFont font, Typeface face) {

    private static final int ROUND_JOIN = 1;
    private static final int FLAT_CAP = 0;
    private static final int ROUND_CAP = 1;

    public static byte[] render(Scene scene, Typeface face) {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle((float) scene.width(), (float) scene.height()));
            document.addPage(page);
            document.getDocumentInformation().setTitle(scene.name());
            document.getDocumentInformation().setSubject(scene.alternative());
            document.getDocumentCatalog().setLanguage("en-GB");
            PDFont font = PDType0Font.load(document, face.font(), true);
            try (PDPageContentStream out = new PDPageContentStream(document, page)) {
                out.setLineJoinStyle(ROUND_JOIN);
                new PdfRenderer(scene.height(), document, out, font, face).items(scene.items());
            }
            document.setDocumentId((long) scene.name().hashCode()); // else the clock gives one
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void items(List<Item> items) throws IOException {
        for (Item item : items) {
            switch (item) {
                case Item.Stroke stroke -> stroke(stroke);
                case Item.Fill fill -> fill(fill);
                case Item.Dots dots -> dots(dots);
                case Item.Picture picture -> picture(picture);
                case Item.Text text -> text(text);
                case Item.Labelled series -> items(series.items());
                case Item.Clip clip -> {
                    Box box = clip.box();
                    out.saveGraphicsState();
                    out.addRect((float) box.x(), up(box.bottom()), (float) box.width(), (float) box.height());
                    out.clip();
                    items(clip.items());
                    out.restoreGraphicsState();
                }
            }
        }
    }

    private void stroke(Item.Stroke s) throws IOException {
        line(s.colour());
        out.setLineWidth((float) s.width());
        out.setLineDashPattern(s.dash().lengths(), 0);
        path(s.xs(), s.ys());
        out.stroke();
    }

    private void fill(Item.Fill f) throws IOException {
        boolean translucent = f.opacity() < 1;
        if (translucent) {
            PDExtendedGraphicsState state = new PDExtendedGraphicsState();
            state.setNonStrokingAlphaConstant((float) f.opacity());
            out.saveGraphicsState();
            out.setGraphicsStateParameters(state);
        }
        ink(f.colour());
        for (double[][] ring : f.rings()) {
            path(ring[0], ring[1]);
        }
        if (!f.rings().isEmpty()) {
            out.fill();
        }
        if (translucent) {
            out.restoreGraphicsState();
        }
    }

    /** Lines of no length with round ends. */
    private void dots(Item.Dots d) throws IOException {
        line(d.colour());
        out.setLineWidth((float) (2 * d.radius()));
        out.setLineDashPattern(new float[0], 0);
        out.setLineCapStyle(ROUND_CAP);
        for (int i = 0; i < d.xs().length; i++) {
            out.moveTo((float) d.xs()[i], up(d.ys()[i]));
            out.lineTo((float) d.xs()[i], up(d.ys()[i]));
        }
        if (d.xs().length > 0) {
            out.stroke();
        }
        out.setLineCapStyle(FLAT_CAP);
    }

    private void path(double[] xs, double[] ys) throws IOException {
        boolean closed = Item.isClosed(xs, ys);
        out.moveTo((float) xs[0], up(ys[0]));
        for (int i = 1; i < (closed ? xs.length - 1 : xs.length); i++) {
            out.lineTo((float) xs[i], up(ys[i]));
        }
        if (closed) {
            out.closePath();
        }
    }

    private void picture(Item.Picture p) throws IOException {
        Bitmap bitmap = Bitmap.of(p);
        var packed = new ByteArrayInputStream(deflate(bitmap.rgb()));
        PDImageXObject image = new PDImageXObject(
                document, packed, COSName.FLATE_DECODE, bitmap.width(), bitmap.height(), 8, PDDeviceRGB.INSTANCE);
        Box box = p.box();
        out.drawImage(image, (float) box.x(), up(box.bottom()), (float) box.width(), (float) box.height());
    }

    private static byte[] deflate(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(packed)) {
            deflater.write(bytes);
        }
        return packed.toByteArray();
    }

    private void text(Item.Text t) throws IOException {
        out.beginText();
        ink(Colour.INK);
        for (Label.Run run : t.label().runs()) {
            double along = run.x() - t.anchor() * t.label().width();
            double x = t.upright() ? t.x() + run.shift() : t.x() + along;
            double y = t.upright() ? t.y() - along : t.y() + run.shift();
            out.setFont(font, (float) run.size());
            out.setTextMatrix(
                    t.upright()
                            ? new Matrix(0, 1, -1, 0, (float) x, up(y))
                            : Matrix.getTranslateInstance((float) x, up(y)));
            out.showText(face.drawable(run.text()));
        }
        out.endText();
    }

    private float up(double y) {
        return (float) (height - y);
    }

    private void line(Colour colour) throws IOException {
        out.setStrokingColor(colour.red() / 255f, colour.green() / 255f, colour.blue() / 255f);
    }

    private void ink(Colour colour) throws IOException {
        out.setNonStrokingColor(colour.red() / 255f, colour.green() / 255f, colour.blue() / 255f);
    }
}
