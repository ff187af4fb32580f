package icd.workbench.cli;

import icd.io.Visible;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * A writer for the output of commands: lines of text in which a control character can only come from a file or a name,
 * and is escaped. So the name of a recipe cannot drive the terminal of the person who runs it.
 */
final class VisibleWriter extends FilterWriter {

    private VisibleWriter(PrintWriter to) {
        super(to);
    }

    /** Returns a writer that passes everything on at once. */
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
