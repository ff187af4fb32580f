package icd.workbench.shell.terminal;

import icd.figure.TextStyle;
import icd.workbench.shell.InterpreterOptions;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.PrintStyle;
import icd.workbench.shell.document.DocumentationIndex;
import icd.workbench.shell.terminal.Theme.Role;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import jdk.jshell.DeclarationSnippet;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;

/** A session on a terminal: reads, evaluates and prints until its user ends it. */
public final class Shell extends Sitting {

    /** The height of the tallest picture that leaves enough room for the input. */
    private static final int TALLEST_PICTURE = 28;

    private final OutcomePrinter printer;
    private final LineEditor editor;
    private Integer ended;

    /** @param terminal the caller closes it */
    Shell(Terminal terminal, ShellOptions options) {
        this(options, new Settings(Theme.of(options.environment())), terminal);
    }

    private Shell(ShellOptions options, Settings settings, Terminal terminal) {
        this(options, settings, new Console(terminal, settings));
    }

    private Shell(ShellOptions options, Settings settings, Console console) {
        super(options, settings, console, streams(console));
        printer = new OutcomePrinter(console, settings, new Pictures(console, settings, options.environment()));
        console.measure(options.environment());
        Path history = options.folders().history();
        Optional<String> noHistory = SharedHistory.prepare(history);
        editor = new LineEditor(
                console,
                settings,
                new LineEditor.Parts(
                        new ShellParser(this::isWhole),
                        new JavaHighlighter(settings::theme),
                        new ShellCompleter(this::unstarted, this::commands, DocumentationIndex::ours),
                        new Documenter(this::unstarted, DocumentationIndex::ours)),
                noHistory.isEmpty() ? history : null,
                options.environment());
        console.reader(editor.reader());
        // The documentation is read beforehand, but only now, so that neither the prompt nor the first answer waits for
        // it.
        begin().thenRun(DocumentationIndex::ours);
        console.quiet();
        noHistory.ifPresent(why -> console.line(Role.WARNING, "inputs are not kept in the history: ", why));
        console.terminal().handle(Signal.INT, signal -> interrupt());
    }

    /** Returns the streams; a line that redraws itself is used where the terminal can move its cursor. */
    private static InterpreterOptions streams(Console console) {
        InterpreterOptions streams = InterpreterOptions.of(console.stream(), console.stream());
        return console.terminal().getType().startsWith(Terminal.TYPE_DUMB)
                ? streams
                : streams.progress(console.stream());
    }

    /**
     * Opens a session on a terminal and returns when it has ended.
     *
     * @return the exit code that the user asked for, otherwise 0
     */
    public static int open(Terminal terminal, ShellOptions options) {
        Shell shell = new Shell(terminal, options);
        InputStream before = System.in;
        System.setIn(new TerminalInput(terminal));
        try {
            Banner.print(shell.console(), options.sessions());
            shell.recording().start();
            shell.awaitStartup();
            return shell.loop();
        } finally {
            System.setIn(before);
            shell.unstarted().close();
            shell.recording().close();
            shell.console().handBack();
        }
    }

    /**
     * Waits until all output of a startup file, its errors too, stands above the first prompt. Without such files there
     * is no wait.
     */
    private void awaitStartup() {
        if (!options().startup().isEmpty()) {
            started().exceptionally(_ -> null).join(); // the first input says why there is no evaluator
        }
    }

    private int loop() {
        while (ended == null) {
            Thread.interrupted(); // a Ctrl-C that came between two reads is not meant for the next
            console().freshLine();
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
                commands().run(line);
            } else if (isWord(line, "exit", "quit")) {
                end(0);
            } else if (isWord(line, "help")) {
                commands().run("/help");
            } else {
                evaluate(line, line);
            }
        } catch (CommandException e) {
            console().line(Role.ERROR, "error: ", e.getMessage());
        } catch (CompletionException e) { // there is no evaluator or no record: the installation is damaged
            console().line(Role.ERROR, "error: ", String.valueOf(e.getCause().getMessage()));
        }
    }

    /**
     * Returns whether a line is a word that newcomers type in every shell. It is Java where a declaration has that
     * name.
     */
    private boolean isWord(String line, String... words) {
        String word = line.strip().replaceAll("\\(\\s*\\)|;", "");
        return List.of(words).contains(word)
                && interpreter().snippets().stream()
                        .noneMatch(each -> each instanceof DeclarationSnippet named
                                && named.name().equals(word));
    }

    @Override
    PrintStyle printStyle() {
        return new PrintStyle(
                Math.max(20, console().width()),
                settings().digits(),
                settings().rows(),
                Math.clamp(console().height() - OutcomePrinter.AROUND_A_PICTURE, 8, TALLEST_PICTURE),
                settings().theme() == Theme.NONE ? TextStyle.Colours.NONE : colours());
    }

    private TextStyle.Colours colours() {
        return PrintStyle.hasTrueColour(options().environment())
                ? TextStyle.Colours.TRUE_COLOUR
                : TextStyle.Colours.ANSI_256;
    }

    @Override
    void show(Outcome outcome, String above) {
        printer.print(outcome instanceof Outcome.Rejected rejected ? unstarted().hinted(rejected) : outcome, above);
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
    public void end(int code) {
        ended = code;
    }

    @Override
    public void bindKeys() {
        editor.bindKeys();
    }
}
