package icd.workbench.shell;

import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Splits a text into snippets, as if its lines were typed one by one: a snippet ends at the first line end where it is
 * complete, so that no semicolons are needed. Unlike at a prompt the next line is known: a line that begins with a dot
 * or with {@code else}, for example, still belongs to the snippet.
 */
final class SnippetReader {

    /** The beginnings of lines that cannot be snippets of their own. */
    private static final Pattern CONTINUES =
            Pattern.compile("\\.(?!\\d)|\\?|:|&&|\\|\\||->|\\)|(?:else|catch|finally)\\b");

    /**
     * One snippet.
     *
     * @param source the snippet as written
     * @param code the snippet with a semicolon added where it lacks one
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

    /** Returns the next snippet; it is incomplete where the text ends too early. */
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

    /**
     * Returns the completeness that the analysis finds; unknown where the analysis fails on code that is nested too
     * deep, which then fails when it is evaluated.
     */
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

    /** Skips blanks and comments between snippets. */
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

    /**
     * Returns the end of the first line, at or after {@code least}, that leaves no bracket, comment or text block open;
     * or the end of the text.
     */
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
