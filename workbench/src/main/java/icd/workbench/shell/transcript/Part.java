package icd.workbench.shell.transcript;

import icd.workbench.shell.Lexeme;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of an input: Java, or a command of the shell.
 *
 * @param command a command such as {@code /drop x}; null for Java
 * @param code the input with blanks in place of all other parts, so that mistakes in it are reported where they were
 *     typed
 * @param line the line of the input where a command stands, from 1
 */
public record Part(String command, String code, int line) {

    /**
     * Returns the parts of an input, in order. A command is a line that begins with a slash, where a snippet may begin.
     */
    public static List<Part> of(String input) {
        List<Part> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        boolean lineBegins = true;
        for (int at = 0; at < input.length(); ) {
            char c = input.charAt(at);
            if (lineBegins && depth <= 0 && c == '/' && at + 1 < input.length() && isCommand(input.charAt(at + 1))) {
                addJava(parts, input, from, at);
                int end = input.indexOf('\n', at);
                from = end < 0 ? input.length() : end;
                int line = 1
                        + (int) input.substring(0, at)
                                .chars()
                                .filter(each -> each == '\n')
                                .count();
                parts.add(new Part(input.substring(at, from).strip(), "", line));
                at = from;
                continue;
            }
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            lineBegins = c == '\n' || lineBegins && Character.isWhitespace(c);
            at = Lexeme.end(input, at);
        }
        addJava(parts, input, from, input.length());
        return parts;
    }

    private static void addJava(List<Part> parts, String input, int from, int to) {
        if (!input.substring(from, to).isBlank()) {
            parts.add(new Part(null, input.substring(0, from).replaceAll("[^\n]", " ") + input.substring(from, to), 1));
        }
    }

    private static boolean isCommand(char second) {
        return Character.isLetter(second) || second == '!' || second == '?' || second == '-';
    }

    /** Returns whether it is no command. */
    public boolean isJava() {
        return command == null;
    }
}
