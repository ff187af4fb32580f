package icd.notation;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The words and signs of formulas. */
final class Symbols {

    private static final String LETTER_NAMES =
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi"
                    + " omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega infinity";

    private static final String LETTERS = "αβγδεζηθικλμνξπρστφχψωΓΔΘΛΞΠΣΦΨΩ∞";

    private static final Map<String, String> NAMED = named();

    private static final Set<String> FUNCTIONS =
            Set.of(("softmax sparsemax entmax normmax exp log ln log1p sin cos sinh cosh"
                            + " tanh artanh sgn erf erfc max min argmax argmin tr Tr Pr Cov Var MSE LSE Hess diag det")
                    .split(" "));

    /** Operators that are large and whose limits stand above and below. */
    private static final Map<String, String> LARGE = Map.of("sum", "∑", "prod", "∏");

    private static final Map<String, String> SIGNS = Map.of(
            "<=", "≤", ">=", "≥", "!=", "≠", "<<", "≪", ">>", "≫", "<-", "←", "->", "→", "+-", "±", "-+", "∓", "-",
            "−");

    /** Words for which a sign stands. */
    private static final Set<String> SIGN_WORDS = Set.of("sum", "prod", "grad", "in", "sqrt");

    private Symbols() {}

    private static Map<String, String> named() {
        String[] names = LETTER_NAMES.split(" ");
        return IntStream.range(0, names.length)
                .boxed()
                .collect(Collectors.toUnmodifiableMap(i -> names[i], i -> LETTERS.substring(i, i + 1)));
    }

    /** Returns whether a word is a letter, with a bar or a d of differentials before it perhaps, or has a meaning. */
    static boolean known(String word) {
        return isLetter(word)
                || FUNCTIONS.contains(word)
                || SIGN_WORDS.contains(word)
                || isBarred(word)
                || isDifferential(word);
    }

    static boolean isLetter(String word) {
        return word.codePoints()
                                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                                .count()
                        == 1
                || NAMED.containsKey(word);
    }

    static boolean isFunction(String word) {
        return FUNCTIONS.contains(word);
    }

    static boolean isLarge(String sign) {
        return LARGE.containsKey(sign);
    }

    static boolean isBarred(String word) {
        return word.endsWith("bar") && isLetter(word.substring(0, word.length() - 3));
    }

    /** With a vowel it could be a word, such as {@code do}. */
    static boolean isDifferential(String word) {
        return word.length() > 1 && word.startsWith("d") && !word.matches("d[aeiou]") && isLetter(word.substring(1));
    }

    static String letter(String word) {
        return NAMED.getOrDefault(word, word);
    }

    static String sign(String written) {
        return LARGE.getOrDefault(written, SIGNS.getOrDefault(written, written));
    }
}
