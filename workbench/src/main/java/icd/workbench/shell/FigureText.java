package icd.workbench.shell;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.TextStyle;

/** A figure as the shell draws it. */
final class FigureText {

    private FigureText() {}

    static String of(Figure figure, PrintStyle style) {
        TextStyle characters = new TextStyle(style.colours(), true);
        return Figures.text(figure, style.width(), style.height(), characters).stripTrailing();
    }
}
