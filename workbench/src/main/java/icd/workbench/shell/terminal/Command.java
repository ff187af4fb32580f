package icd.workbench.shell.terminal;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Something that is typed after a slash. */
interface Command {

    /** Without the slash. */
    String name();

    /** What may follow, as shown: {@code [NAME]}; empty if nothing may. */
    String arguments();

    /** One line for the list of commands. */
    String summary();

    /** A page, with an example. */
    String help();

    /** What an argument may be, given what is typed after the command's name up to the cursor. */
    default List<String> candidates(String typed) {
        return List.of();
    }

    /** @throws CommandException said to the user as it is */
    void run(String arguments);

    static Command of(String name, String arguments, String summary, String help, Consumer<String> action) {
        return of(name, arguments, summary, help, typed -> List.of(), action);
    }

    static Command of(
            String name,
            String arguments,
            String summary,
            String help,
            Function<String, List<String>> candidates,
            Consumer<String> action) {
        return new Plain(name, arguments, summary, help, candidates, action);
    }

    /** A command made of functions. */
    record Plain(
            String name,
            String arguments,
            String summary,
            String help,
            Function<String, List<String>> completion,
            Consumer<String> action)
            implements Command {
        @Override
        public List<String> candidates(String typed) {
            return completion.apply(typed);
        }

        @Override
        public void run(String arguments) {
            action.accept(arguments);
        }
    }
}
