package icd.workbench.shell;

import icd.figure.Blank;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.Row;
import icd.figure.TextStyle;
import java.util.List;

/** A figure as the shell draws it. */
final class FigureText {

    private FigureText() {}

    /** Returns a picture that fits the page: of more panels than have room, the first ones, and how many more there are. */
    static String of(Figure figure, PrintStyle style) {
        Figure shown = figure;
        String page = text(figure, style, style.height());
        while (page.lines().count() > style.height() - (shown == figure ? 0 : 1) && panels(shown) > 1) {
            shown = withoutLast(shown);
            page = text(shown, style, style.height() - 1);
        }
        long left = panels(figure) - panels(shown);
        return left == 0 ? page : page + "\n… and " + left + " more panels: show(…) and save(…) have all";
    }

    private static String text(Figure figure, PrintStyle style, int height) {
        TextStyle characters = new TextStyle(style.colours(), true);
        return Figures.text(figure, style.width(), height, characters).stripTrailing();
    }

    private static long panels(Figure figure) {
        return figure.panels().filter(panel -> !(panel instanceof Blank)).count();
    }

    /** Returns the figure without its last row, or, of a single row, without its last column and without headings. */
    private static Figure withoutLast(Figure figure) {
        List<Row> rows = figure.rows();
        boolean single = rows.size() == 1;
        Row first = rows.getFirst();
        List<Row> fewer = single
                ? List.of(new Row(
                        first.title(), first.panels().subList(0, first.panels().size() - 1)))
                : rows.subList(0, rows.size() - 1);
        return new Figure(
                figure.name(),
                figure.width(),
                figure.aspect(),
                fewer,
                single ? List.of() : figure.headings(),
                figure.colourBar(),
                figure.shared(),
                figure.lettered(),
                figure.note(),
                figure.alternative());
    }
}
