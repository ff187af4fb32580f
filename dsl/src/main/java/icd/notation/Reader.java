package icd.notation;

import java.util.ArrayList;
import java.util.List;

/** Reads one formula from left to right. */
final class Reader {

    /** What an element does to its neighbours. */
    private enum Role {
        /** A variable, number or anything else that multiplies its neighbours. */
        FACTOR,
        /** A name or sign that is applied to what follows it. */
        FUNCTION,
        /** A dot between factors. */
        DOT,
        SLASH,
        /** A sign or text between terms. */
        SEPARATOR,
        TEXT
    }

    /**
     * @param xml its MathML
     * @param inside the MathML within its brackets, if it is in brackets and nothing else
     */
    private record Element(Role role, String xml, String inside, boolean apart) {
        Element(Role role, String xml, boolean apart) {
            this(role, xml, "", apart);
        }

        boolean isBracketed() {
            return !inside.isEmpty();
        }

        /** Whether a bracket that is no norm begins it. */
        boolean opens() {
            return xml.matches("(?:<msu\\w+>)?<mrow><mo(?: [^>]*)?>[(\\[{].*");
        }

        /** Whether it is a name of more than a letter, or text, with or without scripts. */
        boolean isWord() {
            return xml.matches("(?:<msu\\w+>)?<(?:mi|mtext)>[^<]{2,}<.*");
        }
    }

    private static final String THIN = "<mspace width=\"0.17em\"></mspace>";

    private static final String WIDE = "<mspace width=\"0.33em\"></mspace>";

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
        return joined(display && scripts == 0 ? stacked(elements) : elements);
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
            at++;
            return scripted(Role.FACTOR, "<mn>" + token.text().replace("-", "−") + "</mn>", token);
        }
        return token.kind() == Token.Kind.WORD ? word(token, before) : sign(token, before);
    }

    private Element word(Token token, List<Element> before) {
        at++;
        String word = token.text();
        if (word.equals("sqrt")) {
            if (at == tokens.size()) {
                throw problem("has a root of nothing");
            }
            Element under = element(List.of());
            if (under.role != Role.FACTOR) {
                throw problem("has a root of neither a factor nor brackets");
            }
            String root = under.isBracketed() ? under.inside : under.xml;
            return new Element(Role.FACTOR, "<msqrt>" + root + "</msqrt>", token.apart());
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
            return scripted(Role.FACTOR, one(scriptWord(word)), token);
        }
        if (Symbols.isDifferential(word)) {
            String differential = "<mi>d</mi><mi>" + Symbols.letter(word.substring(1)) + "</mi>";
            return scripted(Role.FACTOR, "<mrow>" + differential + "</mrow>", token);
        }
        return scripted(Role.FACTOR, letter(word), token);
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
                && (before.isEmpty() || before.getLast().role != Role.FACTOR && before.getLast().role != Role.TEXT);
        String escaped = Notation.escaped(sign);
        return new Element(
                Role.SEPARATOR,
                prefix ? "<mo form=\"prefix\">" + escaped + "</mo>" : "<mo>" + escaped + "</mo>",
                token.apart());
    }

    private Element brackets(Token opener) {
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
        return scripted(new Element(Role.FACTOR, xml, inside, opener.apart()));
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
        String on = base.xml;
        String below = "";
        StringBuilder above = new StringBuilder();
        for (; at < tokens.size() && !tokens.get(at).apart(); ) {
            Token token = tokens.get(at);
            boolean bare = below.isEmpty() && above.isEmpty();
            if (token.is("~") && bare && base.role == Role.FACTOR) {
                at++;
                on = accented(on, "~");
            } else if (token.is("^") && !hasScript()) {
                at++;
                if (!bare || base.role != Role.FACTOR) {
                    throw problem("has a '^' with nothing after it");
                }
                on = accented(on, "^");
            } else if (token.is("'")) {
                at++;
                above.append("<mo>′</mo>");
            } else if (token.is("*") && base.role == Role.FACTOR) {
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
            return on.equals(base.xml) ? base : new Element(base.role, on, base.apart);
        }
        boolean limits = base.xml.equals("<mo>∑</mo>") || base.xml.equals("<mo>∏</mo>");
        String tag = (limits ? "munder" : "msub") + (limits ? "over" : "sup");
        if (above.isEmpty()) {
            tag = limits ? "munder" : "msub";
        } else if (below.isEmpty()) {
            tag = limits ? "mover" : "msup";
        }
        String xml = "<" + tag + ">" + on + (below.isEmpty() ? "" : one(below))
                + (above.isEmpty() ? "" : one(above.toString())) + "</" + tag + ">";
        return new Element(base.role, xml, base.apart);
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
                return script.append(brackets(tokens.get(at++)).xml).toString();
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

    /** Elements as one. */
    private static String one(String elements) {
        return elements.matches("<(m[nio]|mtext)(?: [^>]*)?>[^<]*</\\1>|<mrow>(?:(?!<mrow>).)*</mrow>")
                ? elements
                : "<mrow>" + elements + "</mrow>";
    }

    /** With each term that is a product over one factor as a fraction. */
    private static List<Element> stacked(List<Element> elements) {
        List<Element> out = new ArrayList<>();
        List<Element> term = new ArrayList<>();
        for (Element element : elements) {
            if (element.role == Role.SEPARATOR || element.role == Role.TEXT) {
                out.addAll(fraction(term));
                out.add(element);
                term.clear();
            } else {
                term.add(element);
            }
        }
        out.addAll(fraction(term));
        return out;
    }

    private static List<Element> fraction(List<Element> term) {
        int slash = 0;
        while (slash < term.size() && term.get(slash).role != Role.SLASH) {
            slash++;
        }
        boolean product = term.subList(0, slash).stream().noneMatch(element -> element.role == Role.FUNCTION);
        if (slash == 0 || slash != term.size() - 2 || !product || term.getLast().role != Role.FACTOR) {
            return unwrapped(term);
        }
        List<Element> over = term.subList(0, slash);
        String above = over.size() == 1 ? bare(over.getFirst()) : joined(unwrapped(over));
        String xml = "<mfrac>" + one(above) + one(bare(term.getLast())) + "</mfrac>";
        return List.of(new Element(Role.FACTOR, xml, term.getFirst().apart));
    }

    private static String bare(Element element) {
        return element.isBracketed() ? element.inside : element.xml;
    }

    /** A fraction needs no brackets beside other factors, but as the argument of a function it does. */
    private static List<Element> unwrapped(List<Element> term) {
        List<Element> out = new ArrayList<>();
        for (Element element : term) {
            boolean fraction = element.inside.matches("<mfrac>((?!<mfrac>).)*</mfrac>");
            boolean argument = !out.isEmpty() && (!element.apart || out.getLast().role == Role.FUNCTION);
            out.add(fraction && !argument ? new Element(Role.FACTOR, element.inside, element.apart) : element);
        }
        return out;
    }

    private static String joined(List<Element> elements) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            out.append(i == 0 ? "" : space(elements.get(i - 1), element)).append(element.xml);
        }
        return out.toString();
    }

    /** Words stand a little apart from their neighbours; a bracket is near enough to its function. */
    private static String space(Element before, Element after) {
        boolean sign = List.of(before.role, after.role).stream()
                .anyMatch(role -> role == Role.SEPARATOR || role == Role.SLASH);
        if (sign) {
            return "";
        }
        if (before.role == Role.TEXT || after.role == Role.TEXT) {
            return WIDE;
        }
        boolean gradient = after.xml.startsWith("<mo form=\"prefix\">∇");
        return before.isWord() && !after.opens() || after.isWord() || gradient ? THIN : "";
    }
}
