package icd.workbench.shell.terminal;

import icd.workbench.shell.terminal.JavaLexer.Kind;
import icd.workbench.shell.terminal.JavaLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call in half-typed Java, seen from one of its arguments.
 *
 * @param method the method's name; the type's name where the call is a constructor
 * @param receiver the names before the dot: a name, then names of fields or of methods without arguments. Empty where
 *     there is no dot; null where the receiver is something else
 * @param argument the position of the argument, counted from 0
 * @param first the text of its first argument where that is a whole string; null otherwise
 * @param around the call that has this call as an argument; null if there is none
 */
record CallAround(String method, List<String> receiver, int argument, String first, CallAround around) {

    /**
     * Returns the call whose argument begins at a place; empty where something else stands before it, as in a sum or an
     * array.
     */
    static Optional<CallAround> of(String line, int place) {
        List<Token> before = JavaLexer.tokens(line.substring(0, place));
        if (before.isEmpty() || !"(,".contains(text(line, before.getLast()))) {
            return Optional.empty();
        }
        return Optional.ofNullable(of(line, before, before.size()));
    }

    private static CallAround of(String line, List<Token> tokens, int end) {
        int depth = 0;
        int argument = 0;
        for (int i = end - 1; i > 0; i--) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.CLOSE) {
                depth++;
            } else if (token.kind() == Kind.OPEN && depth > 0) {
                depth--;
            } else if (token.kind() == Kind.OPEN) {
                return tokens.get(i - 1).kind() == Kind.CALL ? call(line, tokens, i, argument) : null;
            } else if (depth == 0 && text(line, token).equals(",")) {
                argument++;
            }
        }
        return null;
    }

    /** @param open the position of the bracket after the call's name */
    private static CallAround call(String line, List<Token> tokens, int open, int argument) {
        boolean string = argument > 0
                && tokens.get(open + 1).kind() == Kind.STRING
                && text(line, tokens.get(open + 2)).equals(",");
        String quoted = string ? text(line, tokens.get(open + 1)) : null;
        return new CallAround(
                text(line, tokens.get(open - 1)),
                receiver(line, tokens, open - 2),
                argument,
                quoted == null ? null : quoted.substring(1, quoted.length() - 1),
                of(line, tokens, open - 1));
    }

    /** @param dot the position of the dot, if there is one */
    private static List<String> receiver(String line, List<Token> tokens, int dot) {
        List<String> names = new ArrayList<>();
        int at = dot;
        while (at > 0 && text(line, tokens.get(at)).equals(".")) {
            int name = text(line, tokens.get(at - 1)).equals(")") ? at - 3 : at - 1;
            boolean isCall = name == at - 3;
            if (name < 0
                    || isCall && !text(line, tokens.get(at - 2)).equals("(")
                    || !Character.isJavaIdentifierStart(
                            line.charAt(tokens.get(name).start()))) {
                return null;
            }
            names.addFirst(text(line, tokens.get(name)));
            at = name - 1;
        }
        return names;
    }

    private static String text(String line, Token token) {
        return line.substring(token.start(), token.end());
    }
}
