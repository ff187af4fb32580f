package icd.workbench.shell.terminal;

import icd.workbench.tree.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** All commands, and how one is found by what was typed. */
final class Commands {

    private final List<Command> commands;

    Commands(List<Command> commands) {
        this.commands =
                commands.stream().sorted(Comparator.comparing(Command::name)).toList();
    }

    List<Command> all() {
        return commands;
    }

    /**
     * Runs a line that begins with a slash.
     *
     * @throws CommandException if there is no such command, or it cannot be carried out
     */
    void run(String line) {
        String text = line.strip().substring(1);
        String word = word(text);
        find(word).run(text.substring(word.length()).strip());
    }

    /** {@code /!ls} and {@code /-2} need no blank. */
    private static String word(String text) {
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
     * The command of this name, or whose name alone begins so.
     *
     * @throws CommandException if there is none or more than one
     */
    Command find(String word) {
        List<Command> begins =
                commands.stream().filter(each -> each.name().startsWith(word)).toList();
        List<Command> exact =
                begins.stream().filter(each -> each.name().equals(word)).toList();
        if (exact.size() == 1) {
            return exact.getFirst();
        }
        if (begins.size() == 1) {
            return begins.getFirst();
        }
        if (begins.isEmpty()) {
            String hint = Nearest.to(word, commands.stream().map(Command::name).toList())
                    .map(near -> ", did you mean /" + near + "?")
                    .orElse("; /help lists them");
            throw new CommandException("there is no command /" + word + hint);
        }
        throw new CommandException("/" + word + " may be "
                + begins.stream().map(each -> "/" + each.name()).collect(Collectors.joining(" or ")));
    }
}
