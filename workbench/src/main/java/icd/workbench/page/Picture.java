package icd.workbench.page;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.InlineFigure;
import icd.figure.SingleCurve;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A figure drawn for a page.
 *
 * @param name the name of its files, without extension
 * @param of the name of the run that it shows, where a page shows the same figure for several runs; empty if the page is about one run
 * @param alternative what it shows, in words
 * @param files the figure in the formats that a reader can download
 * @param singles curves of single trials, which are shown on demand
 */
public record Picture(
        String name,
        String of,
        String alternative,
        InlineFigure drawn,
        List<Attachment> files,
        List<SingleCurve> singles) {

    /** Formats in the order in which a caption offers them. */
    private static final List<String> FORMATS = List.of("csv", "svg", "pdf", "png");

    /** Copies the lists. */
    public Picture {
        files = List.copyOf(files);
        singles = List.copyOf(singles);
    }

    /**
     * Draws a figure.
     *
     * @param rendered its files by their extension
     * @throws IllegalArgumentException if it cannot be laid out, as {@link Figures#write} says
     */
    public static Picture of(Figure figure, Map<String, byte[]> rendered, List<SingleCurve> singles) {
        return of(figure, "", rendered, singles);
    }

    /**
     * Draws a figure of one of several runs.
     *
     * @param number the place of the run among them, which keeps its ids apart from those of the others
     */
    public static Picture of(Figure figure, String run, int number) {
        Figure apart = figure.named(figure.name() + "-of-" + number);
        Map<String, byte[]> files = Map.of(
                "svg", bytes(Figures.svg(apart)),
                "csv", bytes(Figures.csv(apart)));
        return of(apart, figure.name() + " of " + run, files, List.of());
    }

    private static Picture of(Figure figure, String of, Map<String, byte[]> rendered, List<SingleCurve> singles) {
        List<Attachment> files = FORMATS.stream()
                .filter(rendered::containsKey)
                .map(format -> new Attachment(
                        "figures/" + figure.name() + "." + format,
                        "each figure, and its numbers",
                        rendered.get(format)))
                .toList();
        return new Picture(figure.name(), of, figure.alternative(), Figures.inline(figure), files, singles);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Its name on its page. */
    String title() {
        return of.isEmpty() ? name : of;
    }
}
