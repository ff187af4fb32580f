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

    private List<AttributedString> signature(Documentation documentation) {
        return new JavaHighlighter(() -> theme)
                .highlight(documentation.signature(), -1)
                .columnSplitLength(Math.max(20, width));
    }
}
