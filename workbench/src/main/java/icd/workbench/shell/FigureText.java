package icd.workbench.shell;

import icd.figure.Figure;

/** A figure in a terminal or transcript. */
final class FigureText {

    private FigureText() {}

    static String of(Figure figure, PrintStyle style) {
        return "figure " + figure.name() + (figure.alternative().isEmpty() ? "" : ": " + figure.alternative());
    }
}
