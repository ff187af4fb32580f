package icd.figure;

import icd.figure.layout.Layout;
import icd.figure.layout.Scene;
import icd.figure.layout.Typeface;
import icd.figure.render.CsvRenderer;
import icd.figure.render.PdfRenderer;
import icd.figure.render.PngRenderer;
import icd.figure.render.SvgRenderer;
import icd.figure.render.ValuesRenderer;
import icd.figure.text.TextFigure;
import icd.io.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Renders figures. The same figure gives the same bytes in every run and on every machine with the same Java and zlib; nothing
 * is shared between calls, so that any number of threads may render at once. PNG and PDF load the toolkit's native library: where
 * DISPLAY is set, run with {@code -Djava.awt.headless=true}, or it looks for X11 too.
 */
public final class Figures {

    /** Resolution of PNG files. */
    public static final int DOTS_PER_INCH = 300;

    private static final List<String> FORMATS = List.of("svg", "png", "pdf", "csv");

    private Figures() {}

    /**
     * Writes {@code name.svg}, {@code name.png}, {@code name.pdf} and {@code name.csv}, replacing what is there.
     * Nothing is written if the figure cannot be laid out.
     *
     * @param directory created if it is missing
     * @return the four paths, in that order
     * @throws IOException if a file cannot be written
     * @throws IllegalArgumentException if the figure has no panels, too little width for them, headings that do not
     *     span its columns, one label with two looks, or shared axes of which some are logarithmic and some are not
     */
    public static List<Path> write(Figure figure, Path directory) throws IOException {
        Map<String, byte[]> files = render(figure);
        Files.createDirectories(directory);
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            written.add(WholeFile.write(directory.resolve(figure.name() + "." + file.getKey()), file.getValue()));
        }
        return written;
    }

    /**
     * All four renderings by file extension: svg, png, pdf, csv.
     *
     * @throws IllegalArgumentException as {@link #write} does
     */
    public static Map<String, byte[]> render(Figure figure) {
        return render(figure, FORMATS, DOTS_PER_INCH);
    }

    /**
     * The renderings asked for, by file extension.
     *
     * @param formats some of svg, png, pdf, csv
     * @param dotsPerInch of the PNG
     * @throws IllegalArgumentException as {@link #write} does
     */
    public static Map<String, byte[]> render(Figure figure, List<String> formats, int dotsPerInch) {
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
                            default -> throw Check.error("Figures", "format", "be one of " + FORMATS, format);
                        });
            }
            return files;
        }
    }

    /**
     * Writes one file, in the format that its name ends in, replacing what is there.
     *
     * @param file an absolute path; missing folders are made
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the name ends otherwise, and as {@link #write(Figure, Path)} does
     */
    static void writeOne(Figure figure, Path file) throws IOException {
        String name = file.getFileName().toString();
        String format = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean known = FORMATS.contains(format) && name.indexOf('.') >= 0;
        Check.that(known, "Figure.save", "file", "end in .svg, .png, .pdf or .csv", name);
        byte[] bytes = render(figure, List.of(format), DOTS_PER_INCH).get(format);
        Files.createDirectories(file.getParent());
        WholeFile.write(file, bytes);
    }

    /** The figure as SVG. */
    public static String svg(Figure figure) {
        return new String(render(figure, List.of("svg"), DOTS_PER_INCH).get("svg"), StandardCharsets.UTF_8);
    }

    /**
     * The figure to stand within a page, with what the page needs to say the values at a place. The values are a JSON object
     * with {@code panels}, a list in reading order without the blank ones. A panel has
     *
     * <ul>
     *   <li>{@code name}, what stands around it, and {@code box}, where its data lie: left, top, width, height in the units of the SVG
     *   <li>of a chart {@code x} and {@code y}, each with {@code label}, {@code low}, {@code high}, whether it is {@code log}, and
     *       the {@code names} of an axis that has them,
     *       and {@code marks}, each with {@code kind}, {@code label}, {@code colour} and the columns that it has in {@link #csv}, by
     *       name; {@code values} of a grid are a list of rows, the first at the first {@code y}
     *   <li>of a heat map {@code values}, row by row
     *   <li>in three dimensions {@code axes}, three labels, and {@code marks} with their places
     *       {@code across} and {@code down}
     * </ul>
     *
     * <p>Each name and label is a list of texts and of objects {@code {"sub": text}} and {@code {"sup": text}}. Numbers have eight
     * significant digits; null stands for what is not finite, or outside a three-dimensional box.
     *
     * @throws IllegalArgumentException as {@link #write} does
     */
    public static InlineFigure inline(Figure figure) {
        try (Typeface face = Typeface.load()) {
            Scene scene = Layout.of(figure, face);
            return new InlineFigure(SvgRenderer.render(scene, true), scene.width(), ValuesRenderer.render(scene));
        }
    }

    /**
     * Lists the values that the figure shows, as one long table. Every row has {@code panel} ({@link Figure#number}: from 1, in reading order, without the
     * blank ones), {@code row_title}, {@code heading} and {@code title}. What does not apply is empty, and a column that nothing needs is
     * left out.
     *
     * <p>A mark of a chart has {@code series} (its label), {@code kind} and, by kind:
     *
     * <ul>
     *   <li>line, points, trajectory: {@code x} and {@code y}, points in their order; in three dimensions {@code z} too
     *   <li>band: {@code x}, {@code low} and {@code high}; error_bars: {@code y} too
     *   <li>rule: {@code y}; vertical_rule: {@code x}; note: {@code x} and {@code y}, its words as {@code series}
     *   <li>histogram: {@code x} and {@code x_end} of each bin and its height {@code y}
     *   <li>contours, field: {@code x}, {@code y} and {@code value} at each grid point, row by row
     *   <li>level: {@code value} of each level that contours are drawn with
     * </ul>
     *
     * <p>A heat map has {@code row} and {@code column} (from 0) and {@code value}.
     */
    public static String csv(Figure figure) {
        return CsvRenderer.render(figure);
    }

    /**
     * The figure in characters, for a terminal: curves, scatters and trajectories in braille dots with a character of
     * their own, heat maps and surfaces in half blocks, all with axes, colour bars and legend. Lines end with a line feed
     * and take at most {@code columns} columns, wide characters counted as two. As many lines as fit in {@code rows}, or as many
     * as the panels need at least; panels that are too narrow side by side stand below one another.
     *
     * @param columns of the terminal, at least 20
     * @param rows of the terminal, at least 8
     * @throws IllegalArgumentException if columns or rows are too few, or the figure has no panels, headings that do not
     *     span its columns, or shared axes of which some are logarithmic and some are not
     */
    public static String text(Figure figure, int columns, int rows, TextStyle style) {
        return TextFigure.render(figure, columns, rows, style);
    }
}
