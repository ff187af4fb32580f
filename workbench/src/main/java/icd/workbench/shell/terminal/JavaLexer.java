package icd.workbench.shell.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits Java into coloured words, fast enough for every key: one pass, no backtracking, never an error. Text that is
 * not Java yet (an open string, half a number) counts as the token that it will most likely become.
 */
final class JavaLexer {

    /** The kinds of tokens that a reader tells apart. */
    enum Kind {
        KEYWORD,
        LITERAL,
        NUMBER,
        STRING,
        COMMENT,
        ANNOTATION,
        TYPE,
        CALL,
        NAME,
        OPEN,
        CLOSE,
        OTHER
    }

    /** A piece of the text, {@code start} inclusive, {@code end} exclusive; {@code closed} unless a string or comment is still open. */
    record Token(Kind kind, int start, int end, boolean closed) {}

    private static final Set<String> KEYWORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "try",
            "void",
            "volatile",
            "while");

    /**
     * Words that are names almost everywhere, and keywords where a name, a type or a block follows on the same line.
     */
    private static final Set<String> CONTEXTUAL =
            Set.of("var", "record", "sealed", "permits", "yield", "when", "non-sealed", "module");

    private static final Set<String> LITERALS = Set.of("true", "false", "null");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private JavaLexer(String text) {
        this.text = text;
    }

    /** Returns all tokens in order; the text between them is white space. */
    static List<Token> tokens(String text) {
        JavaLexer lexer = new JavaLexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '"') {
            string();
        } else if (c == '\'') {
            quoted(at + 1, '\'');
        } else if (c == '/' && peek(1) == '/') {
            int end = text.indexOf('\n', at);
            add(Kind.COMMENT, end < 0 ? text.length() : end, true);
        } else if (c == '/' && peek(1) == '*') {
            int end = text.indexOf("*/", at + 2);
            add(Kind.COMMENT, end < 0 ? text.length() : end + 2, end >= 0);
        } else if (Character.isDigit(c) || c == '.' && Character.isDigit(peek(1))) {
            number();
        } else if (c == '@' && Character.isJavaIdentifierStart(peek(1))) {
            add(Kind.ANNOTATION, wordEnd(at + 1), true);
        } else if (Character.isJavaIdentifierStart(c)) {
            word();
        } else {
            add(
                    "([{".indexOf(c) >= 0 ? Kind.OPEN : ")]}".indexOf(c) >= 0 ? Kind.CLOSE : Kind.OTHER,
                    at + Character.charCount(text.codePointAt(at)),
                    true);
        }
    }

    private void string() {
        if (text.startsWith("\"\"\"", at)) {
            int end = at + 3;
            while (end < text.length() && !text.startsWith("\"\"\"", end)) {
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            boolean closed = end < text.length();
            add(Kind.STRING, Math.min(text.length(), closed ? end + 3 : end), closed);
        } else {
            quoted(at + 1, '"');
        }
    }

    private void quoted(int from, char quote) {
        int end = from;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        boolean closed = end < text.length() && text.charAt(end) == quote;
        add(Kind.STRING, Math.min(text.length(), closed ? end + 1 : end), closed);
    }

    private void number() {
        int end = at;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean exponentSign =
                    (c == '+' || c == '-') && "eEpP".indexOf(text.charAt(end - 1)) >= 0 && !hexDigits(end);
            boolean fraction =
                    c == '.' && (end + 1 >= text.length() || !Character.isJavaIdentifierStart(text.charAt(end + 1)));
            if (!Character.isLetterOrDigit(c) && c != '_' && !exponentSign && !fraction) {
                break;
            }
            end++;
        }
        add(Kind.NUMBER, Math.max(end, at + 1), true);
    }

    /** Returns whether letters are hexadecimal digits: in {@code 0xE+1} the E is a digit, and the sign an operator. */
    private boolean hexDigits(int end) {
        return (text.startsWith("0x", at) || text.startsWith("0X", at)) && "eE".indexOf(text.charAt(end - 1)) >= 0;
    }

    private void word() {
        int end = wordEnd(at);
        if (text.startsWith("non-sealed", at)) {
            end = at + "non-sealed".length();
        }
        String word = text.substring(at, end);
        Kind kind;
        if (KEYWORDS.contains(word) || CONTEXTUAL.contains(word) && startsSomething(end)) {
            kind = Kind.KEYWORD;
        } else if (LITERALS.contains(word)) {
            kind = Kind.LITERAL;
        } else if (afterBlanks(end) == '(') {
            kind = Kind.CALL;
        } else if (Character.isUpperCase(word.charAt(0)) && (word.length() == 1 || !word.equals(word.toUpperCase()))) {
            kind = Kind.TYPE;
        } else {
            kind = Kind.NAME;
        }
        add(kind, end, true);
    }

    private boolean startsSomething(int end) {
        char c = afterBlanks(end);
        return end < text.length()
                && Character.isWhitespace(text.charAt(end))
                && (Character.isJavaIdentifierStart(c) || Character.isDigit(c) || c == '"' || c == '(');
    }

    private char afterBlanks(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        return i < text.length() ? text.charAt(i) : 0;
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    private void add(Kind kind, int end, boolean closed) {
        tokens.add(new Token(kind, at, end, closed));
        at = end;
    }
}
