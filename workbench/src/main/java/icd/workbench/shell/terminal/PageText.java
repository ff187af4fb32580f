package icd.workbench.shell.terminal;

import icd.workbench.shell.terminal.Theme.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A page of Markdown as lines of a terminal: headings, paragraphs wrapped at words, emphasis, and code in its colours. */
final class PageText {

    private static final Pattern BLOCK = Pattern.compile("(?m)^```[ \\t]*(\\w*).*\\n((?s:.*?))^```[ \\t]*(?:\\n|\\z)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)]+)\\)");
    private static final String CODE = "java";
    private static final String INDENT = "  ";
    private static final int WIDEST = 100;

    private final Theme theme;
    private final int width;

    PageText(Theme theme, int width) {
        this.theme = theme;
        this.width = Math.min(width - 1, WIDEST);
    }

    /** A part of a page: the lines to show, and the code to run after them; empty where there is none. */
    record Step(List<AttributedString> shown, String code) {}

    /** Returns the page with the outputs that it records. */
    List<AttributedString> whole(String page) {
        List<AttributedString> lines = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        int at = 0;
        for (; block.find(); at = block.end()) {
            prose(page.substring(at, block.start()), lines);
            lines.addAll(block.group(1).equals(CODE) ? code(block.group(2)) : plain(block.group(2)));
        }
        prose(page.substring(at), lines);
        return lines;
    }

    /** Returns the page in steps, each ending with a block of code; recorded outputs are left out. */
    List<Step> steps(String page) {
        List<Step> steps = new ArrayList<>();
        List<AttributedString> lines = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        int at = 0;
        for (; block.find(); at = block.end()) {
            prose(page.substring(at, block.start()), lines);
            if (block.group(1).equals(CODE)) {
                lines.addAll(code(block.group(2)));
                steps.add(new Step(lines, block.group(2)));
                lines = new ArrayList<>();
            }
        }
        prose(page.substring(at), lines);
        if (!lines.isEmpty()) {
            steps.add(new Step(lines, ""));
        }
        return steps;
    }

    private List<AttributedString> code(String java) {
        return new JavaHighlighter(() -> theme)
                .highlight(java.stripTrailing(), -1).columnSplitLength(Integer.MAX_VALUE).stream()
                        .map(line -> AttributedString.join(AttributedString.EMPTY, new AttributedString(INDENT), line))
                        .toList();
    }

    private List<AttributedString> plain(String text) {
        return text.stripTrailing()
                .lines()
                .map(line -> new AttributedString(line.isEmpty() ? "" : INDENT + line, theme.style(Role.DETAIL)))
                .toList();
    }

    /** Adds paragraphs, lists and headings; empty lines between them stay. */
    private void prose(String text, List<AttributedString> lines) {
        List<String> paragraph = new ArrayList<>();
        for (String line : text.lines().toList()) {
            boolean begins = line.isBlank() || line.startsWith("#") || line.matches("(?:[-*]|\\d+\\.) .*");
            if (begins) {
                paragraph(paragraph, lines);
            }
            if (line.startsWith("#")) {
                lines.add(new AttributedString(line.replaceFirst("^#+ *", ""), theme.style(Role.HEADING)));
            } else if (!line.isBlank()) {
                paragraph.add(line.strip());
            } else if (!lines.isEmpty() && lines.getLast().length() > 0) {
                lines.add(AttributedString.EMPTY);
            }
        }
        paragraph(paragraph, lines);
    }

    private void paragraph(List<String> paragraph, List<AttributedString> lines) {
        if (!paragraph.isEmpty()) {
            lines.addAll(wrapped(
                    String.join(" ", paragraph), "", paragraph.getFirst().startsWith("- ") ? INDENT : ""));
            paragraph.clear();
        }
    }

    /**
     * Breaks words into lines, as many to each as fit.
     *
     * @param first the beginning of the first line
     * @param rest the beginning of the other lines
     */
    List<AttributedString> wrapped(String text, String first, String rest) {
        List<AttributedString> lines = new ArrayList<>();
        AttributedStringBuilder line = new AttributedStringBuilder().append(first);
        boolean empty = true;
        for (AttributedString word : words(LINK.matcher(text).replaceAll("$1 ($2)"))) {
            if (!empty && line.columnLength() + 1 + word.columnLength() > width) {
                lines.add(line.toAttributedString());
                line = new AttributedStringBuilder().append(rest);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toAttributedString());
        return lines;
    }

    /**
     * Returns words in their styles. Code stands between backticks, emphasis between stars that touch it; both may
     * extend over several words.
     */
    private List<AttributedString> words(String text) {
        List<AttributedString> words = new ArrayList<>();
        AttributedStringBuilder word = new AttributedStringBuilder();
        boolean code = false;
        boolean strong = false;
        boolean slanted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean stars = c == '*' && !code;
            boolean two = stars && text.startsWith("**", i);
            if (c == ' ') {
                words.add(word.toAttributedString());
                word = new AttributedStringBuilder();
            } else if (c == '`') {
                code = !code;
            } else if (stars && (two ? strong : slanted) && !isBlank(text, i - 1)
                    || stars && isBlank(text, i - 1) && !isBlank(text, i + (two ? 2 : 1))) {
                strong ^= two;
                slanted ^= !two;
                i += two ? 1 : 0;
            } else {
                AttributedStyle style = code ? theme.style(Role.NAME) : AttributedStyle.DEFAULT;
                word.styled(
                        theme == Theme.NONE ? style : strong ? style.bold() : slanted ? style.italic() : style, "" + c);
            }
        }
        words.add(word.toAttributedString());
        return words;
    }

    private static boolean isBlank(String text, int at) {
        return at < 0 || at >= text.length() || " (".indexOf(text.charAt(at)) >= 0;
    }
}
