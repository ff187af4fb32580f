package icd.figure.text;

import icd.figure.TextStyle;
import icd.figure.layout.Ticks;
import java.util.List;

/**
 * The axes of a chart in characters, with numbers at the left and below.
 *
 * @param x column of the upright axis
 * @param y first line of the plot
 * @param columns of the plot, right of the upright axis
 * @param rows of the plot, above the other axis
 */
record TextAxis(TextCanvas canvas, int x, int y, int columns, int rows) {

    static List<String> labels(Ticks ticks, TextStyle style) {
        return ticks.labels().stream().map(l -> TextWords.plain(l, style)).toList();
    }

    void y(Ticks ticks) {
        TextStyle style = canvas.style();
        for (int i = 0; i < rows; i++) {
            canvas.put(x, y + i, style.either('│', '|'), TextCanvas.NONE);
        }
        List<String> labels = labels(ticks, style);
        int free = rows; // lines from here down are taken
        for (int i = 0; i < labels.size(); i++) {
            double dot = (1 - ticks.place(i)) * (4 * rows - 1);
            int line = Math.clamp(Math.round(dot) / 4, 0, rows - 1);
            canvas.put(x, y + line, style.either('┤', '+'), TextCanvas.NONE);
            if (line < free) {
                String label = TextWords.cut(labels.get(i), x, style);
                canvas.write(x - TextWords.width(label), y + line, label, TextCanvas.NONE);
                free = line;
            }
        }
    }

    /** Labels take so many columns at most, and may stand out beyond the axis as far as [from, from + width). */
    void x(Ticks ticks, int from, int width, int most) {
        TextStyle style = canvas.style();
        canvas.put(x, y + rows, style.either('└', '+'), TextCanvas.NONE);
        for (int j = 1; j <= columns; j++) {
            canvas.put(x + j, y + rows, style.either('─', '-'), TextCanvas.NONE);
        }
        List<String> labels = labels(ticks, style);
        int free = from;
        for (int i = 0; i < labels.size(); i++) {
            double dot = ticks.place(i) * (2 * columns - 1);
            int column = x + 1 + Math.clamp(Math.round(dot) / 2, 0, columns - 1);
            canvas.put(column, y + rows, style.either('┬', '+'), TextCanvas.NONE);
            String label = TextWords.cut(labels.get(i), most, style);
            int length = TextWords.width(label);
            int at = Math.clamp(column - length / 2, from, Math.max(from, from + width - length));
            if (at >= free && at + length <= from + width) {
                canvas.write(at, y + rows + 1, label, TextCanvas.NONE);
                free = at + length + 1;
            }
        }
    }
}
