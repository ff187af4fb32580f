package icd.workbench.shell.terminal;

import icd.workbench.shell.document.Documentation;
import icd.workbench.shell.terminal.Theme.Role;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Documentation as lines of a terminal: wrapped at words, code in colour. */
final class DocumentationText {

    private static final String INDENT = "  ";
    private static final int WIDEST = 100;

    private final Theme theme;
    private final int width;

    DocumentationText(Theme theme, int width) {
        this.theme = theme;
        this.width = Math.min(width - 1, WIDEST);
    }

    /** The signature and the first sentence. */
    List<AttributedString> brief(Documentation documentation) {
        List<AttributedString> lines = new ArrayList<>(signature(documentation));
        wrap(documentation.summary(), INDENT, INDENT, lines);
        return lines;
    }

    List<AttributedString> whole(Documentation documentation) {
        List<AttributedString> lines = new ArrayList<>(signature(documentation));
        for (String paragraph : documentation.text().split("\n")) {
            if (paragraph.startsWith("- ")) {
                wrap(paragraph, INDENT, INDENT + "  ", lines);
            } else if (paragraph.startsWith(" ")) {
                lines.add(new AttributedString(INDENT + paragraph));
            } else {
                wrap(paragraph, INDENT, INDENT, lines);
            }
        }
        return lines;
    }

    private List<AttributedString> signature(Documentation documentation) {
        return new JavaHighlighter(() -> theme)
                .highlight(documentation.signature(), -1)
                .columnSplitLength(Math.max(20, width));
    }

    private void wrap(String paragraph, String first, String rest, List<AttributedString> lines) {
        AttributedStringBuilder line = new AttributedStringBuilder().append(first);
        boolean empty = true;
        boolean code = false;
        for (String word : paragraph.split(" ")) {
            AttributedStringBuilder styled = new AttributedStringBuilder();
            code = style(word, code, styled);
            if (!empty && line.columnLength() + 1 + styled.columnLength() > width) {
                lines.add(line.toAttributedString());
                line = new AttributedStringBuilder().append(rest);
                empty = true;
            }
            if (!empty) {
                line.append(" ");
            }
            line.append(styled.toAttributedString());
            empty = false;
        }
        lines.add(line.toAttributedString());
    }

    /** Between backticks lies code, which may go on over several words. */
    private boolean style(String word, boolean inCode, AttributedStringBuilder out) {
        boolean code = inCode;
        for (String piece : word.splitWithDelimiters("`", 0)) {
            if (piece.equals("`")) {
                code = !code;
            } else {
                out.styled(code ? theme.style(Role.NAME) : AttributedStyle.DEFAULT, piece);
            }
        }
        return code;
    }
}
