package icd.workbench.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences with formulas in plain characters, such as {@code the step is alpha X X^T s}, as HTML with MathML.
 *
 * <p>A word can stand in a formula if it is made of single letters, names of Greek letters and functions, numbers, signs and scripts:
 * {@code _} and {@code ^} set the letters and digits that follow, or what is in braces, below or above, and {@code ~} sets a tilde. A formula
 * begins with a word that is nothing else, such as {@code sigma_Z^2} or {@code =}, and takes in the neighbours that can stand in one. All
 * other words stay as they are, so that {@code mse_per_dim} is a name, and {@code a} an article.
 */
final class Mathematics {

    private static final Map<String, String> GREEK = greek();

    private static final String FUNCTIONS = "softmax|exp|log|ln|sqrt|sin|cos|max|min|tr|Tr|Pr|Cov|Var|MSE|LSE|sum|grad";

    private static final Map<String, String> SIGNS = Map.of("sum", "∑", "grad", "∇", "-", "−");

    /** Brackets and bars keep the height of the line, in which they stand alone. */
    private static final String UPRIGHT = "()[]|‖";

    /** An equation of an appendix, such as A.18, which a sentence cites. */
    private static final Pattern CITED = Pattern.compile(".*\\p{Lu}\\.\\d+.*");

    private static final Pattern TOKEN = Pattern.compile("(?<function>(?:" + FUNCTIONS + ")(?!\\p{L}))|(?<letter>(?:"
            + String.join("|", GREEK.keySet())
            + "|\\p{L}\\p{M}*)(?![\\p{Ll}&&\\P{IsGreek}])|\\p{IsGreek}\\p{M}*)(?<tilde>~?)"
            + "|(?<number>\\d+(?:\\.\\d+)?)|(?<script>[_^](?:\\{(?<braces>[^{}]*)}|(?<run>[-+*]?[\\p{L}\\p{N}]+|\\*)))"
            + "|(?<sign>[-+*/=<>≤≥±≈←∇∑‖|()\\[\\],.:;×·−])");

    /** A word that stands in formulas alone. */
    private static final Pattern FORMULA = Pattern.compile(
            ".*[_^~=<>≤≥≈←‖|/\\p{IsGreek}].*|\\P{L}*(?:" + String.join("|", GREEK.keySet()) + ")\\P{L}*");

    /** Letters alone need no MathML, which some readers do not take for the text of a heading. */
    private static final Pattern LETTERS = Pattern.compile("(?:<mi>[^<]+</mi>)+");

    private static final Pattern CLOSES = Pattern.compile(".*[,.:;]");

    private Mathematics() {}

    private static Map<String, String> greek() {
        String[] names = "alpha beta gamma delta epsilon lambda mu xi rho sigma Sigma tau phi".split(" ");
        Map<String, String> greek = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            greek.put(names[i], "αβγδελμξρσΣτφ".substring(i, i + 1));
        }
        return greek;
    }

    /** The sentence as HTML; everything in it that HTML would obey is escaped. */
    static String html(String text) {
        String[] words =
                text.replace("||", "‖").replace("+-", "±").replace("<-", "←").split(" ", -1);
        boolean[] formula = formulas(words);
        Html html = new Html();
        for (int from = 0, to; from < words.length; from = to) {
            to = from + 1;
            while (to < words.length && formula[to] && formula[from]) {
                to++;
            }
            String run = String.join(" ", List.of(words).subList(from, to));
            html.text(from == 0 ? "" : " ");
            if (formula[from]) {
                String body = run.replaceAll("[,.:;]+$", "");
                String row = row(body);
                if (LETTERS.matcher(row).matches()) {
                    html.markup(row.replace("mi>", "var>"));
                } else {
                    html.open("math").markup(row).markup("</math>");
                }
                html.text(run.substring(body.length()));
            } else {
                html.text(run);
            }
        }
        return html.toString();
    }

    private static boolean[] formulas(String[] words) {
        boolean[] formula = new boolean[words.length];
        for (int i = 0; i < words.length; i++) {
            if (reads(words[i]) && FORMULA.matcher(words[i]).matches()) {
                formula[i] = true;
                for (int j = i + 1; j < words.length && joins(words[j - 1], words[j]); j++) {
                    formula[j] = true;
                }
                for (int j = i - 1; j >= 0 && !formula[j] && joins(words[j], words[j]); j--) {
                    formula[j] = true;
                }
            }
        }
        return formula;
    }

    private static boolean joins(String before, String word) {
        return !CLOSES.matcher(before).matches() && !word.matches("[aAI]?") && reads(word);
    }

    /** Returns whether all of a word can stand in a formula. */
    private static boolean reads(String word) {
        Matcher token = TOKEN.matcher(word);
        int at = 0;
        while (at < word.length() && token.find(at) && token.start() == at) {
            at = token.end();
        }
        return at == word.length() && at > 0 && !CITED.matcher(word).matches();
    }

    /** The elements of a formula: each letter, number and sign with the scripts that follow it. */
    private static String row(String formula) {
        StringBuilder out = new StringBuilder();
        Matcher token = TOKEN.matcher(formula);
        String base = "";
        String below = "";
        String above = "";
        while (token.find()) {
            String script = token.group("script");
            if (script == null) {
                out.append(scripted(base, below, above));
                base = element(token);
                below = "";
                above = "";
            } else if (script.startsWith("_")) {
                below = script(token);
            } else {
                above = script(token);
            }
        }
        return out.append(scripted(base, below, above)).toString();
    }

    /** Two letters and more are a name, such as KQ. */
    private static String script(Matcher token) {
        String inside = token.group("braces") != null ? token.group("braces") : token.group("run");
        return inside.matches("\\p{L}{2,}") ? "<mi>" + inside + "</mi>" : "<mrow>" + row(inside) + "</mrow>";
    }

    private static String scripted(String base, String below, String above) {
        String tag = below.isEmpty() && above.isEmpty()
                ? ""
                : "m" + (below.isEmpty() ? "" : "sub") + (above.isEmpty() ? "" : "sup");
        String on = base.isEmpty() ? "<mrow></mrow>" : base;
        return tag.isEmpty() ? base : "<" + tag + ">" + on + below + above + "</" + tag + ">";
    }

    private static String element(Matcher token) {
        String letter = token.group("letter");
        if (letter == null) {
            String sign = SIGNS.getOrDefault(token.group(), token.group());
            String tag = token.group("number") != null
                    ? "mn"
                    : token.group("sign") != null || !sign.equals(token.group()) ? "mo" : "mi";
            Html html = UPRIGHT.contains(sign) ? new Html().open(tag, "stretchy", "false") : new Html().open(tag);
            return html.text(sign).markup("</" + tag + ">").toString();
        }
        String plain = GREEK.getOrDefault(letter, letter).replace("\u0303", "");
        boolean tilde = !token.group("tilde").isEmpty() || letter.contains("\u0303");
        return tilde ? "<mover accent=\"true\"><mi>" + plain + "</mi><mo>~</mo></mover>" : "<mi>" + plain + "</mi>";
    }
}
