package icd.workbench.cli;

import icd.workbench.page.Browser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * A page on paper.
 *
 * @param sheets the text of each sheet, without white space
 * @param beyond characters less than 5 mm from the left or right edge of their sheet
 */
record Printed(List<String> sheets, List<String> beyond) {

    private static final double EDGE = 5 * 72 / 25.4;

    /** Reads a PDF, and leaves a picture of each of its sheets. */
    static Printed of(byte[] pdf) throws IOException {
        Browser.save("print.pdf", pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            List<String> sheets = new ArrayList<>();
            List<String> beyond = new ArrayList<>();
            PDFRenderer renderer = new PDFRenderer(document);
            for (int sheet = 0; sheet < document.getNumberOfPages(); sheet++) {
                save("print-" + (sheet + 1) + ".png", renderer.renderImageWithDPI(sheet, 72));
                sheets.add(squeezed(text(document, sheet, beyond)));
            }
            return new Printed(sheets, beyond);
        }
    }

    String all() {
        return String.join("", sheets);
    }

    /** A text without white space. */
    static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static void save(String name, BufferedImage image) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        Browser.save(name, png.toByteArray());
    }

    private static String text(PDDocument document, int sheet, List<String> beyond) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition text) {
                boolean within = text.getX() > EDGE && text.getX() + text.getWidth() < text.getPageWidth() - EDGE;
                if (!within && !text.getUnicode().isBlank()) {
                    beyond.add(text.getUnicode() + " at " + text.getX() + " on sheet " + getCurrentPageNo());
                }
                super.processTextPosition(text);
            }
        };
        stripper.setStartPage(sheet + 1);
        stripper.setEndPage(sheet + 1);
        return stripper.getText(document);
    }
}
