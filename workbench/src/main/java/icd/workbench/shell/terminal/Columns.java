package icd.workbench.shell.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/** Rows of words in aligned columns; the last column goes on below where a row is too long. */
final class Columns {

    private static final int GAP = 2;

    /** The room below which a last column is cut instead of broken into lines. */
    private static final int NARROWEST = 24;

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
            int last = end - widths[row.length - 1] - GAP;
            if (whole.columnLength() <= width) {
                lines.add(whole);
            } else if (row.length > 1 && width - last >= NARROWEST) {
                wrap(whole, last, width, lines);
            } else {
                lines.add(AttributedString.join(
                        AttributedString.EMPTY, whole.columnSubSequence(0, width - 1), new AttributedString("…")));
            }
        }
        return lines;
    }

    /** Breaks lines at blanks where they have any; what follows a break stands a little to the right. */
    static List<AttributedString> wrapped(AttributedString text, int width) {
        List<AttributedString> lines = new ArrayList<>();
        for (AttributedString line : text.columnSplitLength(Integer.MAX_VALUE)) {
            int indent = 0;
            while (indent < line.length() && line.charAt(indent) == ' ') {
                indent++;
            }
            wrap(line, Math.min(indent, width / 2), width, lines);
        }
        return lines;
    }

    /** Breaks the last cell of a row at blanks; its other lines stand a little to the right of its first. */
    private static void wrap(AttributedString row, int last, int width, List<AttributedString> lines) {
        AttributedString rest = row;
        int start = last;
        while (rest.columnLength() > width) {
            String fits = rest.columnSubSequence(0, width + 1).toString();
            int blank = fits.lastIndexOf(' ');
            boolean breaks = !fits.substring(0, Math.max(0, blank)).isBlank()
                    && width(fits.substring(0, Math.max(0, blank))) > start;
            int end = breaks ? blank : rest.columnSubSequence(0, width).length();
            lines.add(rest.subSequence(0, end));
            start = last + GAP;
            rest = AttributedString.join(
                    AttributedString.EMPTY,
                    new AttributedString(" ".repeat(start)),
                    rest.subSequence(breaks ? end + 1 : end, rest.length()));
        }
        lines.add(rest);
    }

    private static int width(String cell) {
        return cell.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }
}
