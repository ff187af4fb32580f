package icd.workbench.shell.terminal;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A command that is typed after a slash. */
interface Command {

    /** Returns the name without the slash. */
    String name();

    /** Returns the arguments as shown: {@code [NAME]}; empty if there are none. */
    String arguments();

    /** Returns one line for the list of commands. */
    String summary();

    /** Returns a page of help, with an example. */
    String help();

    /** Returns the possible arguments, given the text between the command's name and the cursor. */
    default List<String> candidates(String typed) {
        return List.of();
    }

    /** @throws CommandException its message is shown to the user as it is */
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

    /** A command that is made of functions. */
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
