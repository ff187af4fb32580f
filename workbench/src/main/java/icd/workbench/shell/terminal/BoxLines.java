package icd.workbench.shell.terminal;

import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * Styled text as bytes for a terminal, its lines of boxes as the Unicode characters that they are. JLine sends them in the
 * alternate character set, which tmux copies as letters, or without one as plus signs; so they pass through it in disguise.
 */
final class BoxLines {

    private static final char FIRST = '\u2500';
    private static final char LAST = '\u257f';

    /** Where the characters for private use begin that stand for them meanwhile. */
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
