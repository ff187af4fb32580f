package icd.workbench.page;

import icd.notation.Notation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sentences with formulas in plain characters, such as {@code the step is alpha X X^T s}, as HTML with MathML.
 *
 * <p>A word can stand in a formula if {@link Notation} reads it. A formula begins with a word that stands nowhere else, such as {@code
 * sigma_Z^2} or {@code =}, and takes in the neighbours that can stand in one. All other words stay as they are, so that {@code mse_per_dim}
 * is a name, and {@code a} an article.
 */
final class Mathematics {

    /** An equation of an appendix, such as A.18, which a sentence cites. */
    private static final Pattern CITED = Pattern.compile(".*\\p{Lu}\\.\\d+.*");

    /** A word that stands in formulas alone: it has a sign; Greek letters do too. */
    private static final Pattern FORMULA = Pattern.compile(".*[_^~=<>≤≥≈←‖|/∑∇].*");

    private static final Pattern GREEK = Pattern.compile("\\p{IsGreek}");

    /** Letters alone need no MathML, which some readers do not take for the text of a heading. */
    private static final Pattern LETTERS_ALONE = Pattern.compile("<math>((?:<mi>[^<]+</mi>)+)</math>");

    private static final Pattern CLOSES = Pattern.compile(".*[,.:;]");

    /** A word that could stand in a formula, but is an article, a pronoun, a preposition or the name of a kind of attention. */
    private static final Pattern NAME = Pattern.compile("[aAI]?|in|.*max(?![(_^]).*");

    private Mathematics() {}

    /** The sentence as HTML; everything in it that HTML would obey is escaped. */
    static String html(String text) {
        String[] words = text.split(" ", -1);
        boolean[] formula = formulas(words);
        Html html = new Html();
        for (int from = 0, to; from < words.length; from = to) {
            to = from + 1;
            while (to < words.length && formula[to] && formula[from]) {
                to++;
            }
            html.text(from == 0 ? "" : " ");
            if (formula[from]) {
                formula(List.of(words).subList(from, to), html);
            } else {
                html.text(words[from]);
            }
        }
        return html.toString();
    }

    /** Writes words as a formula, or as the longest ones that can be set one after another. */
    private static void formula(List<String> words, Html html) {
        for (int from = 0, to; from < words.size(); from = to) {
            html.text(from == 0 ? "" : " ");
            to = words.size();
            while (to > from && !isSet(String.join(" ", words.subList(from, to)), html)) {
                to--;
            }
            if (to == from) {
                html.text(words.get(to++));
            }
        }
    }

    /** Writes a formula, if it is one; brackets that the sentence closes elsewhere, and the sentence's punctuation, stay as they are. */
    private static boolean isSet(String run, Html html) {
        if (!FORMULA.matcher(run).matches() && !isGreek(run)) {
            return false;
        }
        int from = 0;
        int to = run.replaceAll("[,.:;]+$", "").length();
        Optional<String> set = set(run.substring(from, to));
        while (set.isEmpty() && from < to) {
            if ("([".indexOf(run.charAt(from)) >= 0) {
                from++;
            } else if (")]".indexOf(run.charAt(to - 1)) >= 0) {
                to--;
            } else {
                return false;
            }
            set = set(run.substring(from, to));
        }
        if (set.isPresent()) {
            String formula = LETTERS_ALONE
                    .matcher(set.get())
                    .replaceFirst(letters -> letters.group(1).replace("mi>", "var>"));
            html.text(run.substring(0, from)).markup(formula).text(run.substring(to));
        }
        return set.isPresent();
    }

    private static Optional<String> set(String formula) {
        try {
            return Optional.of(Notation.inline(formula));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean[] formulas(String[] words) {
        boolean[] formula = new boolean[words.length];
        for (int i = 0; i < words.length; i++) {
            if (reads(words[i]) && (FORMULA.matcher(words[i]).matches() || isGreek(words[i]))) {
                formula[i] = true;
                int open = open(words[i]);
                for (int j = i + 1; j < words.length && joins(words[j - 1], words[j], open > 0); j++) {
                    formula[j] = true;
                    open += open(words[j]);
                }
                for (int j = i - 1; j >= 0 && !formula[j] && joins(words[j], words[j], open < 0); j--) {
                    formula[j] = true;
                    open += open(words[j]);
                }
            }
        }
        return formula;
    }

    private static boolean isGreek(String words) {
        return Stream.of(words.split("\\P{L}+"))
                .anyMatch(letters -> set(letters).filter(GREEK.asPredicate()).isPresent());
    }

    /** How many brackets a word opens, less those that it closes. */
    private static int open(String word) {
        return word.replaceAll("[^(\\[]", "").length()
                - word.replaceAll("[^)\\]]", "").length();
    }

    /** @param within whether they stand within brackets, where a comma ends nothing */
    private static boolean joins(String before, String word, boolean within) {
        return (within || !CLOSES.matcher(before).matches())
                && !NAME.matcher(word).matches()
                && reads(word);
    }

    private static boolean reads(String word) {
        return !word.isEmpty()
                && !word.contains("\"")
                && Notation.reads(word)
                && !CITED.matcher(word).matches();
    }
}
