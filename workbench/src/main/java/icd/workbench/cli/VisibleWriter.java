package icd.workbench.cli;

import icd.io.Visible;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * What commands print: lines of text, in which a control character can only come from somebody's file or name, and is escaped. So
 * no name of a recipe's drives the terminal of whoever runs it.
 */
final class VisibleWriter extends FilterWriter {

    private VisibleWriter(PrintWriter to) {
        super(to);
    }

    /** A writer that passes everything on at once. */
    static PrintWriter to(PrintWriter to) {
        return new PrintWriter(new VisibleWriter(to), true);
    }

    @Override
    public void write(int c) throws IOException {
        write(String.valueOf((char) c), 0, 1);
    }

    @Override
    public void write(char[] text, int from, int count) throws IOException {
        write(new String(text, from, count), 0, count);
    }

    @Override
    public void write(String text, int from, int count) throws IOException {
        out.write(Visible.lines(text.substring(from, from + count)));
    }
}
