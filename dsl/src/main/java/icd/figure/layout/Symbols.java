package icd.figure.layout;

import java.util.Map;

/** Signs of mathematics that the typeface has not, or not well, in signs that it has. */
final class Symbols {

    /** The typeface's own ‖ is so narrow that it reads as two letters. */
    private static final Map<Integer, String> OTHERWISE = Map.ofEntries(
            Map.entry((int) '∇', "grad "),
            Map.entry((int) '⟨', "<"),
            Map.entry((int) '⟩', ">"),
            Map.entry((int) '‖', "||"),
            Map.entry((int) '∥', "||"),
            Map.entry((int) '⊤', "T"),
            Map.entry((int) '∼', "~"),
            Map.entry((int) '∗', "*"),
            Map.entry((int) '≪', "<<"),
            Map.entry((int) '≫', ">>"),
            Map.entry((int) '⇒', "→"));

    private Symbols() {}

    static String inTypeface(String text) {
        if (text.chars().allMatch(c -> c < 0x2000)) {
            return text;
        }
        StringBuilder set = new StringBuilder();
        text.codePoints().forEach(c -> set.append(OTHERWISE.getOrDefault(c, Character.toString(c))));
        return set.toString();
    }
}
