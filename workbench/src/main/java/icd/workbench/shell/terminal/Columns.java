package icd.workbench.shell.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/** Rows of words in aligned columns. */
final class Columns {

    private static final int GAP = 2;

    private final int[] widths;
    private final List<String[]> rows = new ArrayList<>();

    Columns(int columns) {
        widths = new int[columns];
    }

    void row(String... cells) {
        rows.add(cells);
        for (int i = 0; i < cells.length; i++) {
            widths[i] = Math.max(widths[i], width(cells[i]));
        }
    }

    /** @param first the style of the first column */
    List<AttributedString> lines(AttributedStyle first, int width) {
        List<AttributedString> lines = new ArrayList<>();
        for (String[] row : rows) {
            AttributedStringBuilder line = new AttributedStringBuilder();
            int end = 0;
            for (int i = 0; i < row.length; i++) {
                line.append(" ".repeat(Math.max(0, end - line.columnLength())));
                line.styled(i == 0 ? first : AttributedStyle.DEFAULT, row[i]);
                end += widths[i] + GAP;
            }
            AttributedString whole = line.toAttributedString();
            lines.add(
                    whole.columnLength() <= width
                            ? whole
                            : AttributedString.join(
                                    AttributedString.EMPTY,
                                    whole.columnSubSequence(0, width - 1),
                                    new AttributedString("…")));
        }
        return lines;
    }

    private static int width(String cell) {
        return cell.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }
}
