package icd.workbench.shell.terminal;

import icd.workbench.shell.transcript.CommandNames;
import java.util.Comparator;
import java.util.List;

/** All commands, with the search for the one that was typed. */
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
        String word = CommandNames.typed(line);
        find(word).run(line.strip().substring(1 + word.length()).strip());
    }

    /**
     * Returns the command of this name, or the only one whose name begins so.
     *
     * @throws CommandException if there is none or more than one
     */
    Command find(String word) {
        try {
            return named(CommandNames.find(word));
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private Command named(String name) {
        return commands.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
