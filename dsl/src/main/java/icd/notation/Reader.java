package icd.notation;

import icd.notation.Element.Role;
import java.util.ArrayList;
import java.util.List;

/** Reads one formula from left to right. */
final class Reader {

    private static final List<String> SEPARATORS = List.of(
            "+", "-", "+-", "-+", "+=", "-=", "=", "<", ">", "<=", ">=", "!=", "<<", ">>", "<-", "->", ",", ";", ":",
            "≤", "≥", "≠", "≪", "≫", "±", "∓", "≈", "←", "→", "∈", "−");

    /** Names of indices, which are a letter each; other words of scripts are names. */
    private static final String INDICES = "[i-nt]{2,3}|\\p{Lu}{2,3}";

    private final String formula;
    private final List<Token> tokens;
    private final boolean display;

    /** How many scripts the reader is within; there fractions are not stacked. */
    private int scripts;

    private int at;

    private Reader(String formula, boolean display) {
        this.formula = formula.strip();
        this.display = display;
        tokens = Token.all(this.formula).orElseThrow(() -> problem("has a character that formulas do not have"));
    }

    /** Returns the elements of a whole formula. */
    static String row(String formula, boolean display) {
        Reader reader = new Reader(formula, display);
        Token.unknown(reader.tokens).ifPresent(word -> {
            throw reader.problem("has the word '" + word
                    + "', which is no letter, function or Greek letter; text stands in double quotes");
        });
        String row = reader.row("");
        if (reader.at < reader.tokens.size()) {
            throw reader.problem("has a '" + reader.tokens.get(reader.at).text() + "' that nothing opens");
        }
        return row;
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException("the formula \"" + formula.replaceAll("\\s+", " ") + "\" " + what);
    }

    /** @param closer the sign that ends the row and is left to the caller; empty for the formula's end */
    private String row(String closer) {
        List<Element> elements = new ArrayList<>();
        while (at < tokens.size() && !closes(tokens.get(at), closer, elements)) {
            elements.add(element(elements));
        }
        return Row.joined(display && scripts == 0 ? Row.stacked(elements) : elements);
    }

    private boolean closes(Token token, String closer, List<Element> before) {
        if (token.kind() != Token.Kind.SIGN) {
            return false;
        }
        return switch (token.text()) {
            case ")", "]", "}" -> true;
            case "||", "‖" -> closer.equals("||");
            case "|", ">" -> closer.equals(token.text()) && !before.isEmpty();
            default -> false;
        };
    }

    private Element element(List<Element> before) {
        Token token = tokens.get(at);
        if (token.kind() == Token.Kind.QUOTED) {
            at++;
            // One word is the name of a quantity.
            Role role = token.text().contains(" ") ? Role.TEXT : Role.FACTOR;
            return scripted(role, "<mtext>" + Notation.escaped(token.text().strip()) + "</mtext>", token);
        }
        if (token.kind() == Token.Kind.NUMBER) {
            if (at > 0 && !token.apart() && tokens.get(at - 1).kind() == Token.Kind.WORD) {
                throw problem("has a number right behind '" + tokens.get(at - 1).text() + "': write _ before an index");
            }
            if (!before.isEmpty()
                    && before.getLast().role() == Role.FACTOR
                    && !before.getLast().isWord()) {
                throw problem(
                        "has the number " + token.text() + " behind a factor, with which it could be read as one");
            }
            at++;
            return scripted(Role.FACTOR, "<mn>" + token.text().replace("-", "−") + "</mn>", token);
        }
        return token.kind() == Token.Kind.WORD ? word(token, before) : sign(token, before);
    }

    private Element word(Token token, List<Element> before) {
        at++;
        String word = token.text();
        if (word.equals("sqrt")) {
            return root(token);
        }
        if (word.equals("in")) {
            return separator("∈", before, token);
        }
        if (Symbols.isLarge(word)) {
            return scripted(Role.FUNCTION, "<mo>" + Symbols.sign(word) + "</mo>", token);
        }
        if (word.equals("grad")) {
            return scripted(Role.FUNCTION, "<mo form=\"prefix\">∇</mo>", token);
        }
        if (Symbols.isFunction(word)) {
            return scripted(Role.FUNCTION, "<mi>" + word + "</mi>", token);
        }
        if (Symbols.isBarred(word)) {
            String letter = Symbols.letter(word.substring(0, word.length() - 3));
            return scripted(Role.FACTOR, accented("<mi>" + letter + "</mi>", "¯"), token);
        }
        if (!Symbols.known(word)) {
            return scripted(Role.FACTOR, Element.one(scriptWord(word)), token);
        }
        if (Symbols.isDifferential(word)) {
            String differential = "<mi>d</mi><mi>" + Symbols.letter(word.substring(1)) + "</mi>";
            return scripted(Role.FACTOR, "<mrow>" + differential + "</mrow>", token);
        }
        return scripted(Role.FACTOR, letter(word), token);
    }

    /** The root of what is in brackets, without the scripts behind them, or else of the next factor with its scripts. */
    private Element root(Token root) {
        if (at == tokens.size()) {
            throw problem("has a root of nothing");
        }
        boolean brackets = tokens.get(at).is("(");
        Element under = brackets ? bracketed(tokens.get(at++)) : element(List.of());
        if (under.role() != Role.FACTOR) {
            throw problem("has a root of neither a factor nor brackets");
        }
        String xml = "<msqrt>" + under.bare() + "</msqrt>";
        return brackets ? scripted(Role.FACTOR, xml, root) : new Element(Role.FACTOR, xml, root.apart());
    }

    /** A letter, which may bring its tilde as a combining mark. */
    private static String letter(String word) {
        return word.endsWith("\u0303")
                ? accented("<mi>" + word.substring(0, word.length() - 1) + "</mi>", "~")
                : "<mi>" + Symbols.letter(word) + "</mi>";
    }

    private static String accented(String base, String accent) {
        return "<mover accent=\"true\">" + base + "<mo stretchy=\"false\">" + accent + "</mo></mover>";
    }

    private Element sign(Token token, List<Element> before) {
        String sign = token.text();
        at++;
        switch (sign) {
            case "(", "[", "{" -> {
                return brackets(token);
            }
            case "||", "‖" -> {
                return fenced(token, "‖", "||");
            }
            case "|" -> {
                return token.apart() && token.loose()
                        ? new Element(
                                Role.SEPARATOR,
                                "<mo stretchy=\"false\" lspace=\"0.28em\" rspace=\"0.28em\">|</mo>",
                                true)
                        : fenced(token, "|", "|");
            }
            case "<" -> {
                if (!token.loose()
                        && (token.apart()
                                || at > 1 && "<>(".contains(tokens.get(at - 2).text()))) {
                    return angle(token);
                }
                return separator(sign, before, token);
            }
            case "!" -> {
                if (!token.apart()) {
                    return scripted(Role.FACTOR, "<mo>!</mo>", token);
                }
            }
            case "/" -> {
                return new Element(Role.SLASH, "<mo lspace=\"0.06em\" rspace=\"0.06em\">/</mo>", token.apart());
            }
            case "∑", "∏" -> {
                return scripted(Role.FUNCTION, "<mo>" + sign + "</mo>", token);
            }
            case "∇" -> {
                return scripted(Role.FUNCTION, "<mo form=\"prefix\">∇</mo>", token);
            }
            case "×", "·", "⋅" -> {
                return new Element(Role.DOT, "<mo>" + sign + "</mo>", token.apart());
            }
            case "..." -> {
                return new Element(Role.FACTOR, "<mi>…</mi>", token.apart());
            }
            case "." -> {
                boolean last = at == tokens.size();
                return new Element(
                        last ? Role.SEPARATOR : Role.DOT, "<mo>" + (last ? "." : "⋅") + "</mo>", token.apart());
            }
            case "~" -> {
                if (token.apart() && token.loose()) {
                    return separator("∼", before, token);
                }
            }
            default -> {
                if (SEPARATORS.contains(sign)) {
                    return separator(Symbols.sign(sign), before, token);
                }
            }
        }
        throw problem("has a '" + sign + "' with nothing to stand at");
    }

    private Element separator(String sign, List<Element> before, Token token) {
        boolean prefix = "−±∓+".contains(sign)
                && (before.isEmpty()
                        || before.getLast().role() != Role.FACTOR
                                && before.getLast().role() != Role.TEXT);
        String escaped = Notation.escaped(sign);
        return new Element(
                Role.SEPARATOR,
                prefix ? "<mo form=\"prefix\">" + escaped + "</mo>" : "<mo>" + escaped + "</mo>",
                token.apart());
    }

    private Element brackets(Token opener) {
        return scripted(bracketed(opener));
    }

    private Element bracketed(Token opener) {
        int from = at;
        String inside = row(opener.text());
        if (at == tokens.size()) {
            throw problem("has a '" + opener.text() + "' that nothing closes");
        }
        String closer = tokens.get(at).text();
        boolean pair = closer.equals(opener.is("(") ? ")" : opener.is("[") ? "]" : "}");
        boolean interval = !opener.is("{")
                && !closer.equals("}")
                && tokens.subList(from, at).stream().anyMatch(token -> token.is(","));
        if (!pair && !interval) {
            throw problem("has a '" + closer + "' that closes '" + opener.text() + "'");
        }
        at++;
        String xml = "<mrow>" + bracket(opener.text(), inside) + inside + bracket(closer, inside) + "</mrow>";
        // A set or a list needs its brackets anywhere.
        boolean list = opener.is("{") || inside.contains("<mo>,</mo>");
        return new Element(Role.FACTOR, xml, list ? "" : inside, opener.apart());
    }

    private Element angle(Token opener) {
        String inside = row(">");
        if (at == tokens.size() || !tokens.get(at++).is(">")) {
            throw problem("has a '<' before '" + tokens.get(at - 1).text() + "' that nothing closes");
        }
        return scripted(
                Role.FACTOR, "<mrow>" + bracket("⟨", inside) + inside + bracket("⟩", inside) + "</mrow>", opener);
    }

    private Element fenced(Token opener, String sign, String closer) {
        String inside = row(closer);
        if (at == tokens.size() || !tokens.get(at).is(closer) && !tokens.get(at).is(sign)) {
            throw problem("has a '" + opener.text() + "' that nothing closes");
        }
        at++;
        String xml = "<mrow>" + bracket(sign, inside) + inside + bracket(sign, inside) + "</mrow>";
        return scripted(Role.FACTOR, xml, opener);
    }

    /** Brackets are as high as fractions within them, and else as high as a line. */
    private String bracket(String sign, String inside) {
        return inside.contains("<mfrac>") || display && inside.contains("<munder")
                ? "<mo>" + sign + "</mo>"
                : "<mo stretchy=\"false\">" + sign + "</mo>";
    }

    private Element scripted(Role role, String xml, Token token) {
        return scripted(new Element(role, xml, token.apart()));
    }

    /** The element with the accents, primes, stars and scripts that follow it without a space. */
    private Element scripted(Element base) {
        String on = base.xml();
        String below = "";
        StringBuilder above = new StringBuilder();
        while (at < tokens.size() && !tokens.get(at).apart()) {
            Token token = tokens.get(at);
            boolean bare = below.isEmpty() && above.isEmpty();
            if (token.is("~") && bare && base.role() == Role.FACTOR) {
                at++;
                on = accented(on, "~");
            } else if (token.is("^") && !hasScript()) {
                at++;
                if (!bare || base.role() != Role.FACTOR) {
                    throw problem("has a '^' with nothing after it");
                }
                on = accented(on, "^");
            } else if (token.is("'")) {
                at++;
                above.append("<mo>′</mo>");
            } else if (token.is("*") && base.role() == Role.FACTOR) {
                at++;
                above.append("<mo>∗</mo>");
            } else if (token.is("^")) {
                at++;
                above.append(script());
            } else if (token.is("_") && below.isEmpty() && hasScript()) {
                at++;
                below = script();
            } else {
                break;
            }
        }
        if (below.isEmpty() && above.isEmpty()) {
            return on.equals(base.xml()) ? base : new Element(base.role(), on, base.apart());
        }
        boolean limits = base.xml().equals("<mo>∑</mo>") || base.xml().equals("<mo>∏</mo>");
        String tag = (limits ? "munder" : "msub") + (limits ? "over" : "sup");
        if (above.isEmpty()) {
            tag = limits ? "munder" : "msub";
        } else if (below.isEmpty()) {
            tag = limits ? "mover" : "msup";
        }
        String xml = "<" + tag + ">" + on + (below.isEmpty() ? "" : Element.one(below))
                + (above.isEmpty() ? "" : Element.one(above.toString())) + "</" + tag + ">";
        return new Element(base.role(), xml, base.apart());
    }

    /** Whether what follows the sign at hand is its script. */
    private boolean hasScript() {
        if (at + 1 == tokens.size() || tokens.get(at + 1).apart()) {
            return false;
        }
        Token next = tokens.get(at + 1);
        return next.kind() != Token.Kind.SIGN
                || List.of("{", "(", "+", "-", "+-", "*").contains(next.text());
    }

    private String script() {
        scripts++;
        String script = scriptContent();
        scripts--;
        return script;
    }

    private String scriptContent() {
        Token first = tokens.get(at);
        boolean below = tokens.get(at - 1).is("_");
        if (first.is("{") || first.is("(")) {
            Token opener = first;
            int from = at++;
            String inside = row(opener.text());
            if (at == tokens.size() || !tokens.get(at).is(opener.is("{") ? "}" : ")") || inside.isEmpty()) {
                throw problem("has a '" + tokens.get(from - 1).text() + opener.text() + "' that nothing closes");
            }
            at++;
            return below && opener.is("(") ? bracket("(", inside) + inside + bracket(")", inside) : inside;
        }
        if (first.is("*")) {
            at++;
            return "<mo>∗</mo>";
        }
        StringBuilder script = new StringBuilder();
        if (first.kind() == Token.Kind.SIGN) {
            at++;
            script.append("<mo>").append(Symbols.sign(first.text())).append("</mo>");
            if (at < tokens.size() && !tokens.get(at).apart() && tokens.get(at).is("(")) {
                return script.append(brackets(tokens.get(at++)).xml()).toString();
            }
        }
        while (at < tokens.size()
                && (script.isEmpty() || !tokens.get(at).apart())
                && tokens.get(at).kind() != Token.Kind.SIGN) {
            Token token = tokens.get(at++);
            script.append(
                    switch (token.kind()) {
                        case NUMBER -> "<mn>" + token.text() + "</mn>";
                        case QUOTED -> "<mtext>" + Notation.escaped(token.text()) + "</mtext>";
                        default -> scriptWord(token.text());
                    });
            while (at < tokens.size() && tokens.get(at).is("'") && isInnerPrime(token)) {
                at++;
                script.insert(script.lastIndexOf("<mi>"), "<msup>").append("<mo>′</mo></msup>");
            }
        }
        return script.toString();
    }

    /** A prime belongs to the letter in the script. */
    private static boolean isInnerPrime(Token token) {
        return token.kind() == Token.Kind.WORD && token.text().matches("\\w+");
    }

    private static String scriptWord(String word) {
        if (!Symbols.isLetter(word) && word.matches(INDICES) && !word.equals("in")) {
            return word.replaceAll(".", "<mi>$0</mi>");
        }
        return letter(word);
    }
}
