package icd.workbench.shell.transcript;

import icd.workbench.tree.Nearest;
import java.util.List;
import java.util.stream.Collectors;

/** The commands of the shell by their names, with the search for the one that was typed. */
public final class CommandNames {

    /** All names, sorted. */
    public static final List<String> ALL = List.of(
            "!",
            "-",
            "?",
            "doc",
            "drop",
            "edit",
            "examples",
            "exit",
            "help",
            "history",
            "imports",
            "list",
            "methods",
            "open",
            "reload",
            "reset",
            "save",
            "set",
            "time",
            "transcript",
            "types",
            "undo",
            "vars");

    private CommandNames() {}

    /**
     * Returns the command as it was typed: the first word after the slash. {@code /!ls} and {@code /-2} need no blank.
     */
    public static String typed(String line) {
        String text = line.strip().substring(1);
        if (text.startsWith("!") || text.startsWith("-") || text.startsWith("?")) {
            return text.substring(0, 1);
        }
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    /**
     * Returns the name that a word is, or the only name that begins with it.
     *
     * @throws IllegalArgumentException if there is none or more than one
     */
    public static String find(String word) {
        List<String> begins = ALL.stream().filter(name -> name.startsWith(word)).toList();
        if (begins.contains(word)) {
            return word;
        }
        if (begins.size() == 1) {
            return begins.getFirst();
        }
        if (begins.isEmpty()) {
            throw new IllegalArgumentException("there is no command /" + word
                    + Nearest.to(word, ALL)
                            .map(near -> ", did you mean /" + near + "?")
                            .orElse("; /help lists them"));
        }
        throw new IllegalArgumentException("/" + word + " may be "
                + begins.stream().map(name -> "/" + name).collect(Collectors.joining(" or ")));
    }

    /** Returns a line with the whole name of its command: {@code /dr x} becomes {@code /drop x}. */
    static String whole(String line) {
        String word = typed(line);
        return "/" + find(word) + line.strip().substring(1 + word.length());
    }
}
