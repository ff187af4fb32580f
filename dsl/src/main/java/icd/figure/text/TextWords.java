package icd.figure.text;

import icd.figure.Markup;
import icd.figure.TextStyle;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;

/** Labels as lines of characters: markup resolved, transliterated where there is no Unicode, measured, broken and cut. */
final class TextWords {

    private static final String RAISED_FROM = "0123456789+−()ni";
    private static final String RAISED_TO = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ";
    private static final String LOWERED_FROM = "0123456789+−()aehijklmnoprstuvx";
    private static final String LOWERED_TO = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";
    private static final Map<Character, String> ASCII = Map.ofEntries(
            Map.entry('−', "-"),
            Map.entry('–', "-"),
            Map.entry('×', "x"),
            Map.entry('·', "."),
            Map.entry('…', "..."),
            Map.entry('±', "+-"),
            Map.entry('≤', "<="),
            Map.entry('≥', ">="),
            Map.entry('≈', "~"),
            Map.entry('→', "->"),
            Map.entry('²', "^2"),
            Map.entry('³', "^3"),
            Map.entry('∞', "inf"),
            Map.entry('√', "sqrt"),
            Map.entry('∥', "||"));
    private static final String[] GREEK = {
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"
    };

    private TextWords() {}

    /** A text with markup as plain characters. */
    static String plain(String text, TextStyle style) {
        StringBuilder plain = new StringBuilder();
        for (Markup.Piece piece : Markup.parse(text)) {
            switch (piece.level()) {
                case LINE -> plain.append(piece.text());
                case ABOVE -> plain.append(script(piece.text(), style, RAISED_FROM, RAISED_TO, '^'));
                case BELOW -> plain.append(script(piece.text(), style, LOWERED_FROM, LOWERED_TO, '_'));
            }
        }
        return style.unicode() ? plain.toString() : ascii(plain.toString());
    }

    private static String script(String text, TextStyle style, String from, String to, char sign) {
        StringBuilder script = new StringBuilder();
        for (char c : text.toCharArray()) {
            int at = from.indexOf(c);
            if (!style.unicode() || at < 0) {
                return sign + text;
            }
            script.append(to.charAt(at));
        }
        return script.toString();
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        for (int c :
                Normalizer.normalize(text, Normalizer.Form.NFD).codePoints().toArray()) {
            if (c < 128) {
                ascii.appendCodePoint(c);
            } else if (c >= 'α' && c <= 'ω') {
                ascii.append(GREEK[c - 'α']);
            } else if (c >= 'Α' && c <= 'Ω') {
                String name = GREEK[c - 'Α'];
                ascii.append(Character.toUpperCase(name.charAt(0))).append(name.substring(1));
            } else if (columns(c) > 0) {
                ascii.append(Character.isBmpCodePoint(c) ? ASCII.getOrDefault((char) c, "?") : "?");
            }
        }
        return ascii.toString();
    }

    /** How many columns of a terminal a text takes. */
    static int width(String text) {
        return text.codePoints().map(TextWords::columns).sum();
    }

    /** 0 for what joins the character before, 2 for what East Asian scripts and emoji take, else 1. */
    static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF && c != 0x303F
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1F64F
                || c >= 0x1F680 && c <= 0x1F6FF
                || c >= 0x1F900 && c <= 0x1FAFF
                || c >= 0x20000 && c <= 0x3FFFD;
        return wide ? 2 : 1;
    }

    /** The text within so many columns, its end replaced by an ellipsis as far as needed. */
    static String cut(String text, int columns, TextStyle style) {
        if (width(text) <= columns) {
            return text;
        }
        String end = style.unicode() ? "…" : columns > 8 ? "..." : ".";
        StringBuilder kept = new StringBuilder();
        int used = end.length();
        for (int c : text.codePoints().toArray()) {
            used += columns(c);
            if (used > columns) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return columns < end.length() ? "" : kept + end;
    }

    /** Plain text in lines of at most so many columns, broken at spaces. */
    static List<String> lines(String text, int columns, TextStyle style) {
        List<String> words = List.of(text.strip().split("\\s+"));
        return Markup.lines(words, line -> width(line) <= columns).stream()
                .map(line -> cut(line, columns, style))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
