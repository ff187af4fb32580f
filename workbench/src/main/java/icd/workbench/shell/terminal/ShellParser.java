package icd.workbench.shell.terminal;

import icd.workbench.shell.terminal.JavaLexer.Kind;
import icd.workbench.shell.terminal.JavaLexer.Token;
import java.util.List;
import java.util.function.Predicate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the reader where an input ends, and which word the cursor is in. */
final class ShellParser implements Parser {

    private final Predicate<String> complete;

    /**
     * @param complete returns whether Java is syntactically whole; asked only where brackets and quotes do not decide
     */
    ShellParser(Predicate<String> complete) {
        this.complete = complete;
    }

    /** Returns whether a line is a command of the shell, as opposed to Java or a comment. */
    static boolean isCommand(String text) {
        String start = text.stripLeading();
        return start.startsWith("/") && !start.startsWith("//") && !start.startsWith("/*");
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !isWhole(line)) {
            throw new EOFError(-1, -1, "goes on", "", openBrackets(line), null);
        }
        int at = Math.min(cursor, line.length());
        int start = context == ParseContext.COMPLETE ? wordStart(line, at) : at;
        return new Word(line, at, line.substring(start, at));
    }

    /** Returns whether an input can be evaluated as it is; otherwise it goes on in another line. */
    boolean isWhole(String text) {
        if (isCommand(text) || text.isBlank()) {
            return true;
        }
        List<Token> tokens = JavaLexer.tokens(text);
        for (Token token : tokens) {
            boolean goesOn = token.kind() == Kind.COMMENT || text.startsWith("\"\"\"", token.start());
            if (!token.closed() && goesOn) {
                return false;
            }
        }
        return depth(tokens) <= 0 && complete.test(text);
    }

    private static int depth(List<Token> tokens) {
        int depth = 0;
        for (Token token : tokens) {
            depth += token.kind() == Kind.OPEN ? 1 : token.kind() == Kind.CLOSE ? -1 : 0;
        }
        return depth;
    }

    /**
     * Returns the number of steps by which the next line is indented: brackets that were opened on lines of their own.
     */
    static int openBrackets(String text) {
        return Math.max(0, Math.min(20, depth(JavaLexer.tokens(text))));
    }

    /**
     * Returns where the word begins that completion replaces: a name, a command's argument, or the whole text in
     * quotes.
     */
    static int wordStart(String line, int cursor) {
        if (isCommand(line)) {
            return Math.max(line.lastIndexOf(' ', cursor - 1), line.lastIndexOf('\n', cursor - 1)) + 1;
        }
        Token string = openString(line, cursor);
        if (string != null) {
            return string.start() + 1;
        }
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(line.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** Returns the one-line string in which the cursor stands, or null. */
    static Token openString(String line, int cursor) {
        List<Token> tokens = JavaLexer.tokens(line.substring(0, cursor));
        if (tokens.isEmpty()) {
            return null;
        }
        Token last = tokens.getLast();
        boolean open = last.kind() == Kind.STRING && !last.closed() && line.charAt(last.start()) == '"';
        return open && !line.startsWith("\"\"\"", last.start()) ? last : null;
    }

    /** The text to complete; the reader replaces exactly this. */
    private record Word(String line, int cursor, String word) implements CompletingParsedLine {
        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean whole) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return word.length();
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }
    }
}
