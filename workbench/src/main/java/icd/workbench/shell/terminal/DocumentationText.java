package icd.workbench.shell.terminal;

import icd.workbench.shell.document.Documentation;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** Documentation as lines of a terminal: wrapped at words, code in colour. */
final class DocumentationText {

    private static final String INDENT = "  ";
    private static final int WIDEST = 100;

    private final Theme theme;
    private final int width;
    private final PageText page;

    DocumentationText(Theme theme, int width) {
        this.theme = theme;
        this.width = Math.min(width - 1, WIDEST);
        page = new PageText(theme, width);
    }

    /** Returns the signature and the first sentence. */
    List<AttributedString> brief(Documentation documentation) {
        List<AttributedString> lines = new ArrayList<>(signature(documentation));
        lines.addAll(page.wrapped(documentation.summary(), INDENT, INDENT));
        return lines;
    }

    List<AttributedString> whole(Documentation documentation) {
        List<AttributedString> lines = new ArrayList<>(signature(documentation));
        for (String paragraph : documentation.text().split("\n")) {
            if (paragraph.startsWith("- ")) {
                lines.addAll(page.wrapped(paragraph, INDENT, INDENT + "  "));
            } else if (paragraph.startsWith(" ")) {
                lines.add(new AttributedString(INDENT + paragraph));
            } else {
                lines.addAll(page.wrapped(paragraph, INDENT, INDENT));
            }
        }
        return lines;
    }

    /** Returns the signature, broken after a comma where it is too long, or else at a blank. */
    private List<AttributedString> signature(Documentation documentation) {
        String text = documentation.signature();
        AttributedString whole = new JavaHighlighter(() -> theme).highlight(text, -1);
        List<AttributedString> lines = new ArrayList<>();
        String indent = "";
        int from = 0;
        for (int room = Math.max(20, width);
                text.length() - from > room;
                room = Math.max(20, width) - indent.length()) {
            int comma = text.lastIndexOf(", ", from + room - 1);
            int blank = text.lastIndexOf(' ', from + room);
            int end = comma > from ? comma + 1 : blank > from ? blank : from + room;
            lines.add(line(indent, whole.subSequence(from, end)));
            from = text.startsWith(" ", end) ? end + 1 : end;
            indent = INDENT + INDENT;
        }
        lines.add(line(indent, whole.subSequence(from, text.length())));
        return lines;
    }

    private static AttributedString line(String indent, AttributedString text) {
        return AttributedString.join(AttributedString.EMPTY, new AttributedString(indent), text);
    }
}
