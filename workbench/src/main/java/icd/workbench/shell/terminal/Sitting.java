package icd.workbench.shell.terminal;

import icd.workbench.shell.Dropped;
import icd.workbench.shell.Interpreter;
import icd.workbench.shell.InterpreterOptions;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.PrintStyle;
import icd.workbench.shell.document.DocumentationIndex;
import icd.workbench.shell.terminal.Theme.Role;
import icd.workbench.shell.transcript.MalformedPageException;
import icd.workbench.shell.transcript.SessionFile;
import icd.workbench.shell.transcript.Transcript;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.VarSnippet;

/** A session on a terminal or in a notebook: the interpreter, the inputs, the record, and the commands. */
abstract class Sitting implements Desk {

    private final ShellOptions options;
    private final Settings settings;
    private final Console console;
    private final Recording recording;
    private final Interpreter interpreter;
    private final Commands commands;
    private final InterpreterOptions streams;
    private final List<Input> inputs = new ArrayList<>();
    private CompletableFuture<Void> started;
    private volatile PrintStyle style; // the style of the evaluation that is running
    private volatile Interpreter running; // the interpreter that an interrupt stops

    /** @param streams show the output of snippets and their progress */
    Sitting(ShellOptions options, Settings settings, Console console, InterpreterOptions streams) {
        this.options = options;
        this.settings = settings;
        this.console = console;
        this.streams = streams;
        recording = new Recording(options.sessions(), console);
        interpreter = newInterpreter();
        running = interpreter;
        List<Command> all = new ArrayList<>();
        all.addAll(HelpCommands.of(this, this::commands));
        all.addAll(SnippetCommands.of(this));
        all.addAll(FileCommands.of(this));
        all.addAll(SettingCommands.of(this));
        all.addAll(ExampleCommands.of(this));
        all.addAll(TranscriptCommands.of(this));
        commands = new Commands(all);
    }

    /** Returns the style in which values are printed now. */
    abstract PrintStyle printStyle();

    /**
     * Shows the outcome of a snippet.
     *
     * @param above the line just above, as typed; empty if something else stands there
     */
    abstract void show(Outcome outcome, String above);

    private Interpreter newInterpreter() {
        return Interpreter.start(
                streams.streams(recording.stream("stdout", streams.out()), recording.stream("stderr", streams.err()))
                        .style(() -> style == null ? printStyle() : style));
    }

    /** Runs the startup files, on a thread of their own. */
    final CompletableFuture<Void> begin() {
        started = CompletableFuture.runAsync(
                this::startUp,
                task -> Thread.ofPlatform().daemon().name("startup files").start(task));
        return started;
    }

    /** Returns a future that ends when the startup files have run. */
    final CompletableFuture<Void> started() {
        return started;
    }

    final Commands commands() {
        return commands;
    }

    final ShellOptions options() {
        return options;
    }

    /** Returns the interpreter before the startup files have run. */
    final Interpreter unstarted() {
        return interpreter;
    }

    /** Stops the running evaluation. May be called from any thread. */
    public final void interrupt() {
        console.interrupt();
        running.interrupt();
    }

    final boolean isWhole(String source) {
        return switch (interpreter.completeness(source)) {
            case Completeness.DEFINITELY_INCOMPLETE, Completeness.CONSIDERED_INCOMPLETE -> false;
            case Completeness.COMPLETE, Completeness.COMPLETE_WITH_SEMI, Completeness.EMPTY, Completeness.UNKNOWN ->
                true;
        };
    }

    private void startUp() {
        interpreter.awaitReady();
        for (Path file : options.startup()) {
            try {
                open(file, false);
            } catch (CommandException e) {
                console.line(Role.ERROR, "startup: ", e.getMessage());
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ the desk

    @Override
    public Interpreter interpreter() {
        started.join();
        return interpreter;
    }

    @Override
    public Console console() {
        return console;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public DocumentationIndex documentation() {
        return DocumentationIndex.ours();
    }

    @Override
    public List<Input> inputs() {
        return inputs;
    }

    @Override
    public boolean evaluate(String source) {
        return evaluate(source, "");
    }

    final boolean evaluate(String source, String above) {
        started.join();
        List<Snippet> before = interpreter.snippets();
        String[] line = {above};
        List<Outcome> outcomes = record(Recording.Of.INPUT, source, outcome -> {
            show(outcome, line[0]);
            line[0] = "";
        });
        boolean succeeded = outcomes.stream().allMatch(Outcome::succeeded);
        if (succeeded && !outcomes.isEmpty()) {
            inputs.add(input(source.strip(), before, interpreter.snippets()));
        }
        return succeeded;
    }

    private static Input input(String text, List<Snippet> before, List<Snippet> after) {
        Set<String> known = before.stream().map(Snippet::id).collect(Collectors.toSet());
        Set<String> left = after.stream().map(Snippet::id).collect(Collectors.toSet());
        return new Input(
                text,
                after.stream()
                        .map(Snippet::id)
                        .filter(id -> !known.contains(id))
                        .toList(),
                before.stream()
                        .filter(each -> !left.contains(each.id()) && !(each instanceof VarSnippet))
                        .map(Snippet::source)
                        .toList());
    }

    @Override
    public void demonstrate(List<PageText.Step> page) {
        try (Interpreter apart = newInterpreter()) {
            running = apart;
            for (PageText.Step step : page) {
                step.shown().forEach(console::line);
                List<Outcome> outcomes = apart.evaluate(step.code(), outcome -> show(outcome, ""));
                console.freshLine();
                console.line("");
                if (!outcomes.stream().allMatch(Outcome::succeeded)) {
                    return;
                }
            }
        } finally {
            running = interpreter;
        }
    }

    @Override
    public boolean open(Path file) {
        started.join();
        return open(file, true);
    }

    /** Evaluates Java and commands of a file, each command on a line of its own. */
    private boolean open(Path file, boolean asInput) {
        for (String piece : pieces(file)) {
            boolean fine = true;
            if (ShellParser.isCommand(piece)) {
                commands.run(piece);
            } else if (asInput) {
                fine = evaluate(piece);
            } else {
                fine = startUp(piece);
            }
            if (!fine) {
                console.line(Role.ERROR, file + ": ", "not run beyond this");
                return false;
            }
        }
        return true;
    }

    /** Runs a piece of a startup file; shows only failures. */
    private boolean startUp(String piece) {
        return record(Recording.Of.STARTUP, piece, outcome -> {
                    if (!outcome.succeeded()) {
                        show(outcome, "");
                    }
                })
                .stream()
                .allMatch(Outcome::succeeded);
    }

    /** Evaluates and records; values are printed in the recorded style, whatever happens to the terminal meanwhile. */
    private List<Outcome> record(Recording.Of of, String source, Consumer<Outcome> shown) {
        style = printStyle();
        try {
            return recording.record(
                    of,
                    source,
                    style,
                    told -> interpreter.evaluate(source, outcome -> {
                        told.accept(outcome);
                        shown.accept(outcome);
                    }));
        } finally {
            style = null;
        }
    }

    private List<String> pieces(Path file) {
        try {
            boolean killed = recording.killed().contains(file);
            return !file.toString().endsWith(".md")
                    ? Script.pieces(Files.readString(file))
                    : killed
                            ? SessionFile.inputs(file)
                            : Transcript.markdown(Files.readString(file)).inputs();
        } catch (MalformedPageException e) {
            throw new CommandException(file + ":" + e.line() + ": " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new CommandException(file + " must be UTF-8 text, got something else", e);
        } catch (IOException e) {
            throw new CommandException("cannot read " + file + ": " + Paths.reason(e), e);
        }
    }

    @Override
    public List<Dropped> drop(String names, Consumer<String> told) {
        List<Dropped> dropped = interpreter().drop(names, told);
        recording.command(
                "/drop " + dropped.stream().map(Dropped::key).distinct().collect(Collectors.joining(" ")),
                printStyle());
        return dropped;
    }

    @Override
    public void restore(String source) {
        record(Recording.Of.INPUT, source, outcome -> {
            if (outcome instanceof Outcome.Lost) {
                show(outcome, "");
            }
        });
    }

    @Override
    public void reset() {
        interpreter().reset();
        recording.command("/reset", printStyle());
        inputs.clear();
        startUp();
    }

    @Override
    public void forget(Input input) {
        inputs.remove(input);
    }

    @Override
    public Recording recording() {
        return recording;
    }

    @Override
    public String environment(String name, String byDefault) {
        return options.environment().getOrDefault(name, byDefault);
    }
}
