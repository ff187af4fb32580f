package icd.figure.render;

import icd.figure.Figure;
import icd.figure.InlineFigure;
import icd.figure.layout.Layout;
import icd.figure.layout.Scene;
import icd.figure.layout.Typeface;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures as files and as parts of pages. Each figure is laid out once, whatever the number of formats. */
public final class Rendering {

    public static final List<String> FORMATS = List.of("svg", "png", "pdf", "csv");

    private Rendering() {}

    /** The formats asked for, by name; dots per inch are those of the PNG. */
    public static Map<String, byte[]> files(Figure figure, List<String> formats, int dotsPerInch) {
        try (Typeface face = Typeface.load()) {
            Scene scene = Layout.of(figure, face);
            Map<String, byte[]> files = new LinkedHashMap<>();
            for (String format : formats) {
                files.put(
                        format,
                        switch (format) {
                            case "svg" -> SvgRenderer.render(scene, false).getBytes(StandardCharsets.UTF_8);
                            case "png" -> PngRenderer.render(scene, dotsPerInch, face);
                            case "pdf" -> PdfRenderer.render(scene, face);
                            case "csv" -> csv(figure).getBytes(StandardCharsets.UTF_8);
                            default -> throw new AssertionError(format);
                        });
            }
            return files;
        }
    }

    public static InlineFigure inline(Figure figure) {
        try (Typeface face = Typeface.load()) {
            Scene scene = Layout.of(figure, face);
            return new InlineFigure(SvgRenderer.render(scene, true), scene.width(), ValuesRenderer.render(scene));
        }
    }

    public static String csv(Figure figure) {
        return CsvRenderer.render(figure);
    }
}
