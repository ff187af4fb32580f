package icd.workbench.shell.terminal;

import icd.workbench.shell.Dropped;
import icd.workbench.shell.Interpreter;
import icd.workbench.shell.document.DocumentationIndex;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The session as its commands see it. */
interface Desk {

    /** Ready: startup files have run. */
    Interpreter interpreter();

    Console console();

    Settings settings();

    DocumentationIndex documentation();

    /** Java that was typed and did what it was to do, in order. */
    List<Input> inputs();

    /** All lines typed, of former sessions too, oldest first. */
    List<String> history();

    /**
     * Evaluates Java, prints what became of it and keeps it as an input.
     *
     * @return whether all of it succeeded
     */
    boolean evaluate(String source);

    /** Shows a page and evaluates its Java in a session of its own, which ends with it; up to the first input that fails. */
    void demonstrate(List<PageText.Step> page);

    /** Evaluates a file as if it were typed. */
    boolean open(Path file);

    /**
     * Forgets declarations.
     *
     * @param told what that does to others
     * @throws IllegalArgumentException if nothing has one of the names
     */
    List<Dropped> drop(String names, Consumer<String> told);

    /** Evaluates a declaration that was there before, and prints what is lost by it; it is no input. */
    void restore(String source);

    /** Forgets all that was typed, and runs the startup files again. */
    void reset();

    /** Forgets inputs that no longer count. */
    void forget(Input input);

    /** Where this session is recorded, and those that were killed. */
    Recording recording();

    /** Ends the session after this command. */
    void end(int code);

    /** A variable that the user set before the start: {@code VISUAL}, {@code EDITOR}, {@code SHELL}. */
    String environment(String name, String byDefault);

    /** Lets the keys be chosen anew after {@code /set keys}. */
    void bindKeys();
}
