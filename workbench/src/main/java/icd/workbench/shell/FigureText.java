package icd.workbench.shell;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.TextStyle;

/** A figure as the shell draws it. */
final class FigureText {

    /** A figure taller than this leaves no room for what was typed. */
    private static final int ROWS = 28;

    private FigureText() {}

    static String of(Figure figure, PrintStyle style) {
        TextStyle characters = style.colour() ? TextStyle.ansi256() : TextStyle.plain();
        return Figures.text(figure, style.width(), ROWS, characters).stripTrailing();
    }
}
