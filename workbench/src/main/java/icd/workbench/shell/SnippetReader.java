package icd.workbench.shell;

import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Takes a text apart into snippets, as if its lines were typed one by one: a snippet ends where a line ends and it is whole,
 * so that no semicolons are needed. Unlike at a prompt the next line is known: one that begins with a dot or {@code else},
 * say, still belongs to the snippet.
 */
final class SnippetReader {

    /** What no line that is a snippet of its own begins with. */
    private static final Pattern CONTINUES =
            Pattern.compile("\\.(?!\\d)|\\?|:|&&|\\|\\||->|\\)|(?:else|catch|finally)\\b");

    /**
     * One snippet.
     *
     * @param source as written
     * @param code with a semicolon, should it miss one
     */
    record Piece(Source source, String code, Completeness completeness) {}

    private final String text;
    private final SourceCodeAnalysis analysis;
    private int at;
    private int line = 1;
    private int lineStart;
    private int counted;

    SnippetReader(String text, SourceCodeAnalysis analysis) {
        this.text = text;
        this.analysis = analysis;
        skipBlank();
    }

    boolean hasNext() {
        return at < text.length();
    }

    /** The next snippet; incomplete where the text ends before it. */
    Piece next() {
        int from = at;
        int end = from;
        while (true) {
            end = candidate(from, end);
            CompletionInfo info = analyse(text.substring(from, end));
            boolean last = end == text.length();
            switch (info.completeness()) {
                case COMPLETE -> {
                    int to = end - info.remaining().length();
                    if (!(to == end || text.substring(to, end).isBlank()) || !continues(end)) {
                        return piece(from, to, info);
                    }
                }
                case COMPLETE_WITH_SEMI -> {
                    if (!continues(end)) {
                        return piece(from, end, info);
                    }
                }
                case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE -> {
                    if (last) {
                        return piece(from, end, info);
                    }
                }
                case EMPTY, UNKNOWN -> {
                    return piece(from, end, info);
                }
            }
            end++;
        }
    }

    /** As the analysis has it; unknown where that fails on something nested too deep, which then fails when it is evaluated. */
    private CompletionInfo analyse(String code) {
        CompilerWatch compiler = new CompilerWatch();
        CompletionInfo info = compiler.watch(() -> analysis.analyzeCompletion(code));
        return compiler.failure() == null ? info : new Unknown(code);
    }

    private record Unknown(String source) implements CompletionInfo {
        @Override
        public Completeness completeness() {
            return Completeness.UNKNOWN;
        }

        @Override
        public String remaining() {
            return "";
        }
    }

    private boolean continues(int end) {
        int next = end;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return CONTINUES.matcher(text).region(next, text.length()).lookingAt();
    }

    private Piece piece(int from, int to, CompletionInfo info) {
        for (; counted < from; counted++) {
            if (text.charAt(counted) == '\n') {
                line++;
                lineStart = counted + 1;
            }
        }
        at = to;
        skipBlank();
        String written = text.substring(from, to).stripTrailing();
        String code = info.source() == null || info.completeness() == Completeness.UNKNOWN ? written : info.source();
        return new Piece(new Source(written, from, line, from - lineStart + 1), code, info.completeness());
    }

    /** Blanks and comments between snippets. */
    private void skipBlank() {
        while (at < text.length()) {
            int end = Lexeme.end(text, at);
            boolean comment = text.startsWith("//", at) || text.startsWith("/*", at);
            if (!comment && !Character.isWhitespace(text.charAt(at))) {
                return;
            }
            at = end;
        }
    }

    /** Where the first line ends, at or after {@code least}, that leaves no bracket, comment or text block open; or the end. */
    private int candidate(int from, int least) {
        int depth = 0;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\n' && depth <= 0 && i >= least) {
                return i;
            }
            switch (c) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                default -> {}
            }
            i = Lexeme.end(text, i);
        }
        return text.length();
    }
}
