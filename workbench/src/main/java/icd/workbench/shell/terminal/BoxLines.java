package icd.workbench.shell.terminal;

import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * Converts styled text to bytes for a terminal, with box lines as Unicode characters. JLine sends box lines in the
 * alternate character set, which tmux copies as letters, or without such a set as plus signs; so they pass through
 * JLine in disguise.
 */
final class BoxLines {

    private static final char FIRST = '\u2500';
    private static final char LAST = '\u257f';

    /** The first of the private-use characters that stand for box lines in the meantime. */
    private static final char PRIVATE = '\uf500';

    private BoxLines() {}

    static String ansi(AttributedString text, Terminal terminal) {
        if (text.chars().noneMatch(c -> c >= FIRST && c <= LAST)) {
            return text.toAnsi(terminal);
        }
        AttributedStringBuilder disguised = new AttributedStringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean box = c >= FIRST && c <= LAST;
            disguised.style(text.styleAt(i)).append(box ? (char) (c - FIRST + PRIVATE) : c);
        }
        String sent = disguised.toAnsi(terminal);
        StringBuilder plain = new StringBuilder(sent.length());
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            plain.append(c >= PRIVATE && c <= PRIVATE + LAST - FIRST ? (char) (c - PRIVATE + FIRST) : c);
        }
        return plain.toString();
    }
}
