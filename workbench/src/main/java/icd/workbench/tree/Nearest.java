package icd.workbench.tree;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that a mistyped one most likely meant. */
public final class Nearest {
    private static final int LONGEST = 64;

    private Nearest() {}

    /**
     * Returns the nearest of the known words, if one is near: at most a third of its letters are wrong, or one word
     * contains the other. One wrong letter is allowed in any word, unless both have two letters at most: half of such a
     * word would be wrong.
     */
    public static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(each ->
                        distance(plain(word), plain(each)) <= allowed(word, each) || inside(plain(word), plain(each)))
                .min(Comparator.comparingInt((String each) -> distance(plain(word), plain(each)))
                        .thenComparingInt(each -> distance(word, each)) // of plot and Plots, plott means plot
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Returns {@code ", did you mean 'x'?"}, or nothing. */
    public static String hint(String word, Collection<String> known) {
        return hint(word, known, "");
    }

    /** Returns {@code ", did you mean 'x'?"}, or the other text. */
    public static String hint(String word, Collection<String> known, String otherwise) {
        return to(word, known).map(near -> ", did you mean '" + near + "'?").orElse(otherwise);
    }

    private static int allowed(String word, String known) {
        boolean isShort = known.length() == 1 || Math.max(word.length(), known.length()) == 2;
        return isShort ? 0 : Math.max(1, known.length() / 3);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    private static boolean inside(String a, String b) {
        return Math.min(a.length(), b.length()) >= 4 && (a.contains(b) || b.contains(a));
    }

    /**
     * Returns the number of letters inserted, dropped, changed or swapped with their neighbour (optimal string
     * alignment).
     */
    public static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
