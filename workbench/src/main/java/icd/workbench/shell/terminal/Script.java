package icd.workbench.shell.terminal;

import icd.workbench.shell.terminal.JavaLexer.Kind;
import icd.workbench.shell.terminal.JavaLexer.Token;
import java.util.ArrayList;
import java.util.List;

/** Splits a file of Java and commands into its parts. */
final class Script {

    private Script() {}

    /**
     * Returns the parts with Java, and commands by themselves: a command is a line that begins with a slash where no
     * bracket, string or comment is open.
     */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder java = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (ShellParser.isCommand(line) && isClosed(java)) {
                add(pieces, java);
                pieces.add(line.strip());
            } else if (!(java.isEmpty() && line.startsWith("#!"))) {
                java.append(line).append('\n');
            }
        }
        add(pieces, java);
        return pieces;
    }

    private static void add(List<String> pieces, StringBuilder java) {
        if (!java.toString().isBlank()) {
            pieces.add(java.toString());
        }
        java.setLength(0);
    }

    private static boolean isClosed(StringBuilder java) {
        int depth = 0;
        for (Token token : JavaLexer.tokens(java.toString())) {
            depth += token.kind() == Kind.OPEN ? 1 : token.kind() == Kind.CLOSE ? -1 : 0;
            if (!token.closed()) {
                return false;
            }
        }
        return depth <= 0;
    }
}
