package icd.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a formula.
 *
 * @param apart whether a space, or the beginning, is before it
 * @param loose whether a space, or the end, is after it
 */
record Token(Kind kind, String text, boolean apart, boolean loose) {

    enum Kind {
        NUMBER,
        WORD,
        QUOTED,
        SIGN
    }

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<number>(?:\\d+(?:\\.\\d+)?|(?<![\\p{L}\\p{N}_)\\]}'|*~^])\\.\\d+)(?:e[-+]?\\d+)?)"
                    + "|(?<word>log1p|[A-Za-z]+\\p{M}*|[\\p{IsGreek}∞]\\p{M}*)|\"(?<quoted>[^\"]*)\""
                    + "|(?<sign>\\|\\||\\.\\.\\.|<=|>=|!=|<-|->|<<|>>|\\+-|-\\+|[-+]=|[-+*/=<>≤≥≠≪≫±∓≈←→∇∑∏∈‖|()\\[\\]{},.:;~^_'×·⋅−!]))");

    /** The pieces of a formula; empty where it has other characters. */
    static Optional<List<Token>> all(String formula) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(formula);
        int at = 0;
        while (at < formula.length() && matcher.find(at) && matcher.start() == at) {
            at = matcher.end();
            tokens.add(of(matcher, formula, tokens.isEmpty()));
        }
        return formula.substring(at).isBlank() ? Optional.of(tokens) : Optional.empty();
    }

    private static Token of(Matcher matcher, String formula, boolean first) {
        int end = matcher.end();
        boolean apart = first || Character.isWhitespace(formula.charAt(matcher.start()));
        boolean loose = end == formula.length() || Character.isWhitespace(formula.charAt(end));
        for (Kind kind : Kind.values()) {
            String text = matcher.group(kind.name().toLowerCase(java.util.Locale.ROOT));
            if (text != null) {
                return new Token(kind, text, apart, loose);
            }
        }
        throw new AssertionError(matcher.group());
    }

    /** The first word that is no letter, symbol or function, and belongs to no script. */
    static Optional<String> unknown(List<Token> tokens) {
        boolean script = false;
        int braces = 0;
        for (Token token : tokens) {
            braces += token.is("{") && (script || braces > 0) ? 1 : token.is("}") && braces > 0 ? -1 : 0;
            script = token.is("_")
                    || token.is("^")
                    || script && !token.apart && token.kind != Kind.SIGN
                    || script && (token.is("-") || token.is("+"));
            if (token.kind == Kind.WORD && !script && braces == 0 && !Symbols.known(token.text)) {
                return Optional.of(token.text);
            }
        }
        return Optional.empty();
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}
