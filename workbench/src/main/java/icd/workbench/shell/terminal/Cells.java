package icd.workbench.shell.terminal;

import icd.workbench.shell.InterpreterOptions;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.PrintStyle;
import icd.workbench.shell.ProgressDisplay;
import icd.workbench.shell.document.Documentation;
import icd.workbench.shell.document.DocumentationIndex;
import icd.workbench.shell.terminal.Settings.Feedback;
import icd.workbench.shell.transcript.CellOutput;
import icd.workbench.shell.transcript.Part;
import icd.workbench.shell.transcript.WriterStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import org.jline.reader.Candidate;
import org.jline.utils.AttributedString;

/**
 * A session without a terminal, whose inputs are the cells of a notebook: each is Java, commands of the shell, or both.
 */
public final class Cells extends Sitting implements AutoCloseable {

    private final Consumer<CellOutput> shown;
    private final List<String> history = new ArrayList<>();
    private PrintStyle page = PrintStyle.PLAIN;
    private String cell; // the cell whose own Java is being evaluated; null while a command evaluates other Java
    private boolean failed;
    private Integer ended;

    private Cells(
            ShellOptions options,
            Settings settings,
            Console console,
            PrintStream[] streams,
            ProgressDisplay progress,
            Consumer<CellOutput> shown) {
        super(
                options,
                settings,
                console,
                InterpreterOptions.of(streams[0], streams[1]).progress(progress));
        this.shown = shown;
        begin();
        recording().start();
    }

    /**
     * Opens a session.
     *
     * @param progress shows the progress of work; null to show none
     * @param shown receives the outputs of cells as they come, from several threads
     */
    public static Cells open(ShellOptions options, ProgressDisplay progress, Consumer<CellOutput> shown) {
        Settings settings = new Settings(Theme.NONE);
        PrintStream[] streams = {stream("stdout", shown), stream("stderr", shown)};
        Console console = Console.piped(streams[0], PrintStyle.PLAIN.width(), settings);
        return new Cells(options, settings, console, streams, progress, shown);
    }

    private static PrintStream stream(String name, Consumer<CellOutput> shown) {
        WriterStream texts = new WriterStream(text -> shown.accept(new CellOutput.Stream(name, text)));
        return new PrintStream(texts, true, StandardCharsets.UTF_8);
    }

    /** Sets the style in which values are printed; changes by {@code /set} are kept. */
    public void style(PrintStyle style) {
        page = style;
        settings().digits(style.digits());
        settings().rows(style.rows());
    }

    /**
     * Evaluates a cell, up to the first snippet or command that fails.
     *
     * @return whether all of it succeeded
     */
    public boolean run(String code) {
        failed = false;
        history.add(code);
        try {
            for (Part part : Part.of(code)) {
                if (part.isJava()) {
                    evaluateOwn(code, part);
                } else {
                    command(part);
                }
                if (failed) {
                    return false;
                }
            }
        } catch (CompletionException e) { // there is no evaluator: the installation is damaged
            fail("Stopped", String.valueOf(e.getCause().getMessage()), "cell: ");
        }
        return !failed;
    }

    private void evaluateOwn(String code, Part part) {
        cell = code;
        try {
            evaluate(part.code(), "");
        } finally {
            cell = null;
        }
    }

    private void command(Part part) {
        try {
            commands().run(part.command());
            console().freshLine();
        } catch (CommandException e) {
            fail("CommandError", e.getMessage(), "cell:" + part.line() + ": error: ");
        }
    }

    private void fail(String name, String message, String place) {
        failed = true;
        shown.accept(new CellOutput.Failure(name, message, List.of(place + message)));
    }

    @Override
    void show(Outcome outcome, String above) {
        failed |= !outcome.succeeded();
        Outcome said =
                outcome instanceof Outcome.Rejected rejected ? unstarted().hinted(rejected) : outcome;
        for (CellOutput output : CellOutput.of(said, cell)) {
            if (!(output instanceof CellOutput.Data) || settings().feedback() != Feedback.SILENT) {
                shown.accept(output);
            }
        }
    }

    @Override
    PrintStyle printStyle() {
        return page.digits(settings().digits()).rows(settings().rows());
    }

    // ------------------------------------------------------------------------------------------------ help while
    // typing

    /**
     * The possible completions of the word at the cursor.
     *
     * @param from the start of the text that is replaced
     */
    public record Completion(List<String> matches, int from) {
        public Completion {
            matches = List.copyOf(matches);
        }
    }

    /** @param cursor an offset into the code */
    public Completion complete(String code, int cursor) {
        interpreter();
        Place place = place(code, cursor);
        List<Candidate> found = candidates(place);
        if (found.isEmpty() && place.from() < cursor && !ShellParser.isCommand(place.text())) {
            place = new Place(
                    code.substring(lineStart(code, cursor)),
                    lineStart(code, cursor),
                    cursor); // the text above it may not be Java yet
            found = candidates(place);
        }
        int from = ShellParser.wordStart(place.text(), place.at());
        String word = place.text().substring(from, place.at());
        List<String> matches = found.stream()
                .sorted(Comparator.comparingInt(Candidate::sort).thenComparing(Candidate::value))
                .map(Candidate::value)
                .filter(value -> value.startsWith(word))
                .toList();
        return new Completion(matches, place.from() + from);
    }

    private List<Candidate> candidates(Place place) {
        return new ShellCompleter(this::unstarted, this::commands, DocumentationIndex::ours)
                .candidates(place.text(), place.at());
    }

    /** Returns the documentation of the name at the cursor; empty if there is none. */
    public Optional<String> inspect(String code, int cursor, boolean whole) {
        interpreter();
        Place place = place(code, cursor);
        if (ShellParser.isCommand(place.text())) {
            try {
                return Optional.of(commands()
                        .find(place.text().strip().substring(1).split("\\s", 2)[0])
                        .help());
            } catch (CommandException e) {
                return Optional.empty();
            }
        }
        Documenter documenter = new Documenter(this::unstarted, DocumentationIndex::ours);
        List<Documentation> found = documenter.of(place.text(), place.at(), whole);
        if (found.isEmpty()) {
            int line = lineStart(code, cursor);
            found = documenter.of(code.substring(line), cursor - line, whole);
        }
        DocumentationText text = new DocumentationText(Theme.NONE, PrintStyle.PLAIN.width());
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.stream()
                        .map(each -> text.whole(each).stream()
                                .map(AttributedString::toString)
                                .collect(Collectors.joining("\n"))
                                .stripTrailing())
                        .collect(Collectors.joining("\n\n")));
    }

    /** A part of a cell, its start in the cell, and the cursor in the cell. */
    private record Place(String text, int from, int cursor) {
        int at() {
            return cursor - from;
        }
    }

    /** Returns the line of a command, or all Java of the cell with blanks in place of commands. */
    private static Place place(String code, int cursor) {
        StringBuilder java = new StringBuilder(code);
        for (Part part : Part.of(code)) {
            if (!part.isJava()) {
                int begin = offset(code, part.line());
                int end = code.indexOf('\n', begin) < 0 ? code.length() : code.indexOf('\n', begin);
                if (cursor >= begin && cursor <= end) {
                    return new Place(code.substring(begin, end), begin, cursor);
                }
                java.replace(begin, end, " ".repeat(end - begin));
            }
        }
        return new Place(java.toString(), 0, cursor);
    }

    private static int offset(String code, int line) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            at = code.indexOf('\n', at) + 1;
        }
        return at;
    }

    private static int lineStart(String code, int cursor) {
        return code.lastIndexOf('\n', cursor - 1) + 1;
    }

    /** Whether a cell can be evaluated as it is. */
    public enum Whole {
        COMPLETE,
        INCOMPLETE,
        INVALID
    }

    public Whole whole(String code) {
        List<Part> parts = Part.of(code);
        if (parts.isEmpty() || !parts.getLast().isJava()) {
            return Whole.COMPLETE;
        }
        String java = parts.getLast().code();
        if (!new ShellParser(this::isWhole).isWhole(java)) {
            return Whole.INCOMPLETE;
        }
        return unstarted().completeness(java) == Completeness.UNKNOWN ? Whole.INVALID : Whole.COMPLETE;
    }

    /** Returns the blanks with which the next line of an incomplete cell begins. */
    public static String indent(String code) {
        return "    ".repeat(ShellParser.openBrackets(code));
    }

    // ------------------------------------------------------------------------------------------------ the desk

    /** Returns the cells that were run, the last one last. */
    @Override
    public List<String> history() {
        return List.copyOf(history);
    }

    /** Returns the exit code, once a cell has ended the session. */
    public Optional<Integer> ended() {
        return Optional.ofNullable(ended);
    }

    @Override
    public void end(int code) {
        ended = code;
    }

    @Override
    public void bindKeys() {
        // nobody types on a terminal here
    }

    @Override
    public void close() {
        unstarted().close();
        recording().close();
    }
}
