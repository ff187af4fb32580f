package icd.workbench.shell.transcript;

import icd.workbench.tree.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page.
 *
 * @param mark the opening fence, such as {@code ```}
 * @param info the words after it
 * @param from the first line of the content, from 0
 * @param to the line of the closing fence
 * @param content the content without the blanks by which the fence is indented
 */
record Fence(String mark, String info, int from, int to, String content) {

    private static final Pattern OPEN = Pattern.compile("( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)");

    /** A fence of ours in a place where Markdown has none, or has another kind of block around it. */
    private static final Pattern MISPLACED = Pattern.compile(
            "[\\s>*+\\-.)\\d]*(?:`{3,}|~{3,})[\\s.{]*(?:java|jshell|text)\\b[^`]*", Pattern.CASE_INSENSITIVE);

    private static final Set<String> INPUTS = Set.of("java", "jshell");
    private static final List<String> MARKS = List.of("fails", "skip");
    private static final String OUTPUT = "text";

    /** Languages whose names are one letter from ours. */
    private static final Set<String> OTHERS = Set.of("tex", "shell", "lava");

    /**
     * Returns the block that begins at a line, if one does.
     *
     * @throws MalformedPageException if it is not closed
     */
    static Optional<Fence> at(List<String> lines, int line) {
        if (line >= lines.size()) {
            return Optional.empty();
        }
        Matcher open = OPEN.matcher(lines.get(line));
        if (!open.matches()) {
            return Optional.empty();
        }
        String mark = open.group(2);
        Pattern closing = closing(mark);
        for (int end = line + 1; end < lines.size(); end++) {
            String text = lines.get(end);
            if (closing.matcher(text).matches()) {
                int indent = open.group(1).length();
                List<String> content = lines.subList(line + 1, end).stream()
                        .map(each -> unindented(each, indent))
                        .toList();
                return Optional.of(new Fence(mark, open.group(3).strip(), line + 1, end, String.join("\n", content)));
            }
            Matcher inner = OPEN.matcher(text);
            if (inner.matches()
                    && inner.group(2).startsWith(mark)
                    && language(inner.group(3)).isOurs()) {
                throw new MalformedPageException(
                        end + 1,
                        "the block that begins in line " + (line + 1) + " must be closed with " + mark
                                + " before another begins, got " + text.strip());
            }
        }
        throw new MalformedPageException(
                line + 1, "a fenced block must be closed with " + mark + ", got the end of the page");
    }

    private static Pattern closing(String mark) {
        return Pattern.compile(" {0,3}" + mark + mark.charAt(0) + "*[ \t]*");
    }

    private static String unindented(String line, int indent) {
        int blanks = 0;
        while (blanks < indent && blanks < line.length() && line.charAt(blanks) == ' ') {
            blanks++;
        }
        return line.substring(blanks);
    }

    /** Returns a fence that no line of a content closes. */
    static String around(String content) {
        String fence = "```";
        while (content.contains(fence)) {
            fence += "`";
        }
        return fence;
    }

    /**
     * Finds a fence that Markdown does not read as one, though it names a language of ours, because of its indentation,
     * a quotation or a list.
     *
     * @throws MalformedPageException if the line, outside of all blocks, is such a fence
     */
    static void mustNotLookLikeOne(List<String> lines, int line) {
        if (MISPLACED.matcher(lines.get(line)).matches()) {
            throw new MalformedPageException(
                    line + 1,
                    "the fence of an input or output must begin in one of the first four columns, outside of lists and"
                            + " quotations, got "
                            + lines.get(line).strip());
        }
    }

    // ------------------------------------------------------------------------------------------------ the words after
    // it

    private enum Language {
        INPUT,
        OUTPUT,
        NONE,
        OTHER;

        boolean isOurs() {
            return this == INPUT || this == OUTPUT;
        }
    }

    private static List<String> words(String info) {
        return List.of(info.strip().split("[\\s,{}]+"));
    }

    private static Language language(String info) {
        String first = words(info).getFirst();
        return INPUTS.contains(first)
                ? Language.INPUT
                : first.equals(OUTPUT) ? Language.OUTPUT : info.isBlank() ? Language.NONE : Language.OTHER;
    }

    /**
     * Returns the expected outcome of the block if it is an input.
     *
     * @throws MalformedPageException if it resembles an input and is none, or has an unknown mark
     */
    Optional<Block.Kind> kind() {
        if (language(info) != Language.INPUT) {
            if (isNearly("java") || isNearly("jshell")) {
                throw malformed("the language of an input must be java, in small letters");
            }
            return Optional.empty();
        }
        List<String> marks = words(info).subList(1, words(info).size());
        if (marks.isEmpty()) {
            return Optional.of(Block.Kind.RUN);
        }
        if (marks.size() > 1 || !MARKS.contains(marks.getFirst())) {
            throw malformed("after java there may be one mark, " + String.join(" or ", MARKS));
        }
        return Optional.of(marks.getFirst().equals("fails") ? Block.Kind.FAILS : Block.Kind.SKIP);
    }

    private MalformedPageException malformed(String must) {
        return new MalformedPageException(from, must + ", got " + info);
    }

    boolean isOutput() {
        return info.equals(OUTPUT);
    }

    /** Returns whether its author may take it for an output, though it is none: {@code Text}, {@code text out}. */
    boolean isNearlyOutput() {
        return !isOutput() && (language(info) == Language.OUTPUT || isNearly(OUTPUT));
    }

    boolean hasNoLanguage() {
        return language(info) == Language.NONE;
    }

    /**
     * Returns whether a language nearly has our name: with a capital, a letter more, less or other, or in the manner of
     * Pandoc, {@code {.java}}.
     */
    private boolean isNearly(String language) {
        String first = info.replaceFirst("^[\\s.{]+", "").split("[\\s,{}]+")[0];
        return first.equalsIgnoreCase(language)
                || !OTHERS.contains(first)
                        && Math.abs(first.length() - language.length()) <= 1
                        && Nearest.to(first, List.of(language)).isPresent();
    }
}
