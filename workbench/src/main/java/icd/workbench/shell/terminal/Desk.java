package icd.workbench.shell.terminal;

import icd.workbench.shell.Dropped;
import icd.workbench.shell.Interpreter;
import icd.workbench.shell.document.DocumentationIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The session as its commands see it. */
interface Desk {

    /** Returns the interpreter once startup files have run. */
    Interpreter interpreter();

    Console console();

    Settings settings();

    DocumentationIndex documentation();

    /** Returns the Java inputs that succeeded, in order. */
    List<Input> inputs();

    /** Returns all lines typed, in former sessions too, oldest first. */
    List<String> history();

    /**
     * Evaluates Java, prints the outcomes and keeps it as an input.
     *
     * @return whether all of it succeeded
     */
    boolean evaluate(String source);

    /**
     * Shows a page and evaluates its Java in a session of its own, which ends with the page; stops at the first input
     * that fails.
     */
    void demonstrate(List<PageText.Step> page);

    /** Evaluates a file as if it were typed. */
    boolean open(Path file);

    /**
     * Forgets declarations.
     *
     * @param told receives the effects on other declarations
     * @throws IllegalArgumentException if nothing has one of the names
     */
    List<Dropped> drop(String names, Consumer<String> told);

    /** Evaluates an earlier declaration again, and prints the values lost by it; it is no input. */
    void restore(String source);

    /** Forgets all inputs, and runs the startup files again. */
    void reset();

    /** Forgets inputs that no longer count. */
    void forget(Input input);

    /** Returns the recording of this session, which also knows the sessions that were killed. */
    Recording recording();

    /** Ends the session after this command. */
    void end(int code);

    /** Returns a variable of the user's environment: {@code VISUAL}, {@code EDITOR}, {@code SHELL}. */
    String environment(String name, String byDefault);

    /** Binds the keys again after {@code /set keys}. */
    void bindKeys();
}
