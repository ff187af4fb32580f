package icd.figure;

/**
 * A figure to stand within a page of HTML.
 *
 * @param svg an {@code svg} element, drawn as {@link Figures#svg} draws, in units of a point. Without a title, which browsers
 *     would show at the pointer; its ids begin with the figure's name
 * @param width in points
 * @param values what is drawn and where, as a JSON object that is safe within a {@code script} element, see {@link Figures#inline}
 */
public record InlineFigure(String svg, double width, String values) {

    /** The sizes, without the content. */
    @Override
    public String toString() {
        return "inline figure: " + svg.length() + " characters of SVG, " + values.length() + " of values";
    }
}
