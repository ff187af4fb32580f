package icd.workbench.shell.terminal;

import icd.figure.TextStyle;
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
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.VarSnippet;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;

/** A session: reads, evaluates, prints, until its user has had enough. */
public final class Shell implements Desk {

    /** Lines that a picture leaves for its name, for what was typed and for the next prompt. */
    private static final int AROUND_A_PICTURE = 3;

    /** A picture taller than this leaves too little room for what was typed. */
    private static final int TALLEST_PICTURE = 28;

    private final ShellOptions options;
    private final Settings settings;
    private final Console console;
    private final Recording recording;
    private final Interpreter interpreter;
    private final OutcomePrinter printer;
    private final LineEditor editor;
    private final Commands commands;
    private final CompletableFuture<Void> started;
    private final List<Input> inputs = new ArrayList<>();
    private volatile PrintStyle style; // of what is being evaluated
    private volatile Interpreter running; // what Ctrl-C stops
    private Integer ended;

    /** @param terminal is the caller's to close */
    Shell(Terminal terminal, ShellOptions options) {
        this.options = options;
        settings = new Settings(Theme.of(options.environment()));
        console = new Console(terminal, settings);
        recording = new Recording(options.sessions(), console);
        interpreter = newInterpreter();
        running = interpreter;
        printer = new OutcomePrinter(console, settings);
        List<Command> all = new ArrayList<>();
        commands = makeCommands(all);
        console.measure(options.environment());
        Path history = options.folders().history();
        Optional<String> noHistory = SharedHistory.prepare(history);
        editor = new LineEditor(
                console,
                settings,
                new LineEditor.Parts(
                        new ShellParser(this::isWhole),
                        new JavaHighlighter(settings::theme),
                        new ShellCompleter(() -> interpreter, () -> commands, DocumentationIndex::ours),
                        new Documenter(() -> interpreter, DocumentationIndex::ours)),
                noHistory.isEmpty() ? history : null,
                options.environment());
        console.reader(editor.reader());
        started = CompletableFuture.runAsync(
                this::startUp,
                task -> Thread.ofPlatform().daemon().name("startup files").start(task));
        // Read beforehand, but only now: neither the prompt nor the first answer is to wait for it.
        started.thenRun(DocumentationIndex::ours);
        console.quiet();
        noHistory.ifPresent(why -> console.line(Role.WARNING, "what is typed is not kept: ", why));
        terminal.handle(Signal.INT, signal -> running.interrupt());
    }

    private Interpreter newInterpreter() {
        return Interpreter.start(InterpreterOptions.of(recording.stream(), recording.stream())
                .progress(console.stream())
                .style(() -> style == null ? printStyle() : style));
    }

    private Commands makeCommands(List<Command> all) {
        all.addAll(HelpCommands.of(this, () -> this.commands));
        all.addAll(SnippetCommands.of(this));
        all.addAll(FileCommands.of(this));
        all.addAll(SettingCommands.of(this));
        all.addAll(ExampleCommands.of(this));
        all.addAll(TranscriptCommands.of(this));
        return new Commands(all);
    }

    /**
     * Opens a session on a terminal and returns when it has ended.
     *
     * @return the exit code that the user asked for, else 0
     */
    public static int open(Terminal terminal, ShellOptions options) {
        Shell shell = new Shell(terminal, options);
        InputStream before = System.in;
        System.setIn(new TerminalInput(terminal));
        try {
            Banner.print(shell.console, options.sessions());
            shell.recording.start();
            return shell.loop();
        } finally {
            System.setIn(before);
            shell.interpreter.close();
            shell.recording.close();
            shell.console.handBack();
        }
    }

    private int loop() {
        while (ended == null) {
            Thread.interrupted(); // a Ctrl-C that came between two reads is no business of the next
            console.freshLine();
            String line;
            try {
                line = editor.read();
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                break;
            }
            if (!line.isBlank()) {
                run(line);
            }
        }
        return ended == null ? 0 : ended;
    }

    private void run(String line) {
        try {
            if (ShellParser.isCommand(line)) {
                commands.run(line);
            } else if (isWord(line, "exit", "quit")) {
                end(0);
            } else if (isWord(line, "help")) {
                commands.run("/help");
            } else {
                evaluate(line, line);
            }
        } catch (CommandException e) {
            console.line(Role.ERROR, "error: ", e.getMessage());
        } catch (CompletionException e) { // no evaluator, no record: something is amiss with the installation
            console.line(Role.ERROR, "error: ", String.valueOf(e.getCause().getMessage()));
        }
    }

    /** What newcomers type in every shell; Java unless something of that name is declared. */
    private boolean isWord(String line, String... words) {
        String word = line.strip().replaceAll("\\(\\s*\\)|;", "");
        return List.of(words).contains(word)
                && interpreter().snippets().stream()
                        .noneMatch(each -> each instanceof DeclarationSnippet named
                                && named.name().equals(word));
    }

    private boolean isWhole(String source) {
        return switch (interpreter.completeness(source)) {
            case Completeness.DEFINITELY_INCOMPLETE, Completeness.CONSIDERED_INCOMPLETE -> false;
            case Completeness.COMPLETE, Completeness.COMPLETE_WITH_SEMI, Completeness.EMPTY, Completeness.UNKNOWN ->
                true;
        };
    }

    private PrintStyle printStyle() {
        return new PrintStyle(
                Math.max(20, console.width()),
                settings.digits(),
                settings.rows(),
                Math.clamp(console.height() - AROUND_A_PICTURE, 8, TALLEST_PICTURE),
                settings.theme() == Theme.NONE ? TextStyle.Colours.NONE : colours());
    }

    private TextStyle.Colours colours() {
        return PrintStyle.hasTrueColour(options.environment())
                ? TextStyle.Colours.TRUE_COLOUR
                : TextStyle.Colours.ANSI_256;
    }

    // ------------------------------------------------------------------------------------------------ startup

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
    public List<String> history() {
        List<String> lines = new ArrayList<>();
        for (History.Entry entry : editor.reader().getHistory()) {
            lines.add(entry.line());
        }
        return lines;
    }

    @Override
    public boolean evaluate(String source) {
        return evaluate(source, "");
    }

    private boolean evaluate(String source, String above) {
        started.join();
        List<Snippet> before = interpreter.snippets();
        String[] line = {above};
        List<Outcome> outcomes = record(Recording.Of.INPUT, source, outcome -> {
            printer.print(outcome, line[0]);
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
    public void demonstrate(List<String> sources) {
        try (Interpreter apart = newInterpreter()) {
            running = apart;
            for (String source : sources) {
                List<Outcome> outcomes = apart.evaluate(source, outcome -> printer.print(outcome, ""));
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

    /** Java and commands, each command on a line of its own. */
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

    /** Shows nothing but what fails. */
    private boolean startUp(String piece) {
        return record(Recording.Of.STARTUP, piece, outcome -> {
                    if (!outcome.succeeded()) {
                        printer.print(outcome, "");
                    }
                })
                .stream()
                .allMatch(Outcome::succeeded);
    }

    /** Evaluates and records; values are printed in the style that is recorded, whatever becomes of the terminal meanwhile. */
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
                printer.print(outcome, "");
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
    public void end(int code) {
        ended = code;
    }

    @Override
    public String environment(String name, String byDefault) {
        return options.environment().getOrDefault(name, byDefault);
    }

    @Override
    public void bindKeys() {
        editor.bindKeys();
    }
}
