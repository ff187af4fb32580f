package icd.workbench.cli;

import java.util.List;

/** Small phrases of the command line. */
final class Words {

    private Words() {}

    /** Returns "1 trial", "36 trials". */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns "; extends a, b" where the first word is "; extends "; empty where there are no items. */
    static String list(String before, List<String> words) {
        return words.isEmpty() ? "" : before + String.join(", ", words);
    }
}
