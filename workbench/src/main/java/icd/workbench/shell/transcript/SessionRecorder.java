package icd.workbench.shell.transcript;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.io.WholeFile;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.PrintStyle;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Records a session as it goes, as a transcript: {@link #begin} an input, {@link #add} the outcomes of its snippets,
 * {@link #end} it. Whatever happens to the process, the file holds every input that ended and the one that was running.
 *
 * <p>Where the file cannot be written any more, the session goes on unrecorded on disk; {@link #trouble} says why.
 */
public final class SessionRecorder implements AutoCloseable {

    private static final DateTimeFormatter TITLE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private static final Output.Taken NOTHING = new Output.Taken("", List.of());

    private final SessionFile file;
    private final String title;
    private final Output output = new Output();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> open = new ArrayList<>();
    private final List<Path> figures = new ArrayList<>();
    private String startup = ""; // this is written before the first input
    private boolean typed;
    private String input;
    private PrintStyle style;
    private PrintStyle written;
    private int succeeded;
    private int drawn;
    private IOException trouble;

    private SessionRecorder(SessionFile file, Instant start) {
        this.file = file;
        this.title = "# Session of " + TITLE.format(start) + "\n\n";
        tryTo(() -> file.append(title));
    }

    /**
     * Begins a new file in a folder, readable only by its owner.
     *
     * @throws UnusablePathException if it cannot be made
     */
    public static SessionRecorder open(Path sessions, Instant start) {
        try {
            return new SessionRecorder(SessionFile.create(sessions, start), start);
        } catch (IOException e) {
            throw new UnusablePathException("session folder " + sessions, "be writable", e);
        }
    }

    /**
     * Returns a stream that shows the output of snippets as another does, and records it.
     *
     * @param name {@code stdout} or {@code stderr}
     */
    public PrintStream tee(String name, PrintStream shown) {
        return output.tee(name, shown);
    }

    /** Begins an input that is about to be evaluated. */
    public void begin(String text, PrintStyle printed) {
        String before = startup;
        startup = "";
        typed = true;
        tryTo(() -> file.append(before));
        start(text, printed);
        tryTo(() -> file.provisional(styled()
                + new Entry(Block.Kind.SKIP, false, text.strip(), NOTHING, List.of(), style).markdown(file.path())));
    }

    /** Does the same as {@link #begin} for code that was not typed: without typed inputs there is nothing to record. */
    public void beginStartup(String text, PrintStyle printed) {
        start(text, printed);
    }

    private void start(String text, PrintStyle printed) {
        input = text;
        style = printed;
        succeeded = 0;
        open.clear();
        figures.clear();
        output.take();
    }

    /** Records a command that changed declarations, so that a replay carries it out too. */
    public void command(String command, PrintStyle printed) {
        begin(command, printed);
        open.add(entry(command));
        end();
    }

    /** Returns the comment that must come before an entry printed in another style than the last. */
    private String styled() {
        return style.colour(false).equals(written) ? "" : Entry.comment(style);
    }

    /** Adds the outcome of one of its snippets. */
    public void add(Outcome outcome) {
        if (!open.isEmpty()) { // it follows a failure of the same snippet, for example with the values lost by it
            output.add(outcome, input);
            open.add(open.removeLast().and(output.take()));
            return;
        }
        if (outcome.succeeded() && !isCutShort(outcome)) {
            if (outcome instanceof Outcome.Value value && value.value() instanceof Figure figure) {
                tryTo(() -> draw(figure));
            }
            output.add(outcome instanceof Outcome.Value value ? value.withoutTerminal(style) : outcome, input);
            succeeded++;
            return;
        }
        if (succeeded > 0) {
            open.add(entry(input.substring(0, outcome.source().offset()).strip()));
            figures.clear();
        }
        output.add(outcome, input);
        Block.Kind kind = outcome instanceof Outcome.Thrown ? Block.Kind.FAILS : Block.Kind.SKIP;
        boolean rejected = outcome instanceof Outcome.Rejected;
        open.add(new Entry(kind, rejected, outcome.source().text(), output.take(), List.of(), style));
    }

    /**
     * Returns whether an interrupt cut an input short: a replay would train for all the epochs that the interrupt
     * spared, and give another value.
     */
    private static boolean isCutShort(Outcome outcome) {
        return outcome instanceof Outcome.Value value && value.interrupted();
    }

    private Entry entry(String code) {
        return new Entry(Block.Kind.RUN, false, code, output.takeSettled(), figures, style);
    }

    private void draw(Figure figure) throws IOException {
        String svg;
        try {
            svg = Figures.svg(figure);
        } catch (IllegalArgumentException e) {
            return; // the figure cannot be laid out; drawing it reports the reason
        }
        figures.add(file.figure(String.format("%02d-%s.svg", ++drawn, figure.name()), svg));
    }

    /** Ends the input, as all its outcomes are known. */
    public void end() {
        if (open.isEmpty() && succeeded > 0) {
            open.add(entry(input.strip()));
        }
        entries.addAll(open);
        String text = styled() + open.stream().map(e -> e.markdown(file.path())).collect(Collectors.joining());
        written = style.colour(false);
        open.clear();
        if (typed) {
            tryTo(() -> file.append(text));
        } else {
            startup += text;
        }
    }

    private interface Writing {
        void to() throws IOException;
    }

    private void tryTo(Writing writing) {
        try {
            writing.to();
        } catch (IOException e) {
            trouble = e;
        }
    }

    /** Returns why the last attempt to write failed; null where none did. */
    public IOException trouble() {
        return trouble;
    }

    /** Returns the file in which the session is recorded. */
    public Path file() {
        return file.path();
    }

    /** Returns the inputs that succeeded, in order: a script. */
    public String script() {
        return entries.stream()
                .filter(entry -> entry.kind() == Block.Kind.RUN)
                .map(entry -> entry.code() + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Writes the session so far as a document that {@code workbench exec} replays, without inputs that were not Java: a
     * notebook where the name ends in {@code .ipynb}, otherwise Markdown with figures in a folder beside it.
     *
     * @throws IOException if it cannot be written
     */
    public void save(Path document) throws IOException {
        List<Entry> kept = entries.stream().filter(entry -> !entry.rejected()).toList();
        if (document.toString().endsWith(".ipynb")) {
            WholeFile.write(document, Notebook.of(title.strip(), kept).json());
        } else {
            saveMarkdown(document, kept);
        }
    }

    private void saveMarkdown(Path document, List<Entry> kept) throws IOException {
        StringBuilder text = new StringBuilder(title);
        PrintStyle last = null;
        String stem = document.getFileName().toString().replaceFirst("\\.[^.]+$", "");
        for (Entry entry : kept) {
            if (!entry.style().colour(false).equals(last)) {
                text.append(Entry.comment(entry.style()));
                last = entry.style().colour(false);
            }
            List<Path> copies = new ArrayList<>();
            for (Path figure : entry.figures()) {
                Path folder = document.resolveSibling(stem + "-figures");
                Files.createDirectories(folder);
                copies.add(WholeFile.write(folder.resolve(figure.getFileName()), Files.readAllBytes(figure)));
            }
            text.append(new Entry(entry.kind(), false, entry.code(), entry.output(), copies, entry.style())
                    .markdown(document));
        }
        WholeFile.write(document, text.toString().stripTrailing() + "\n");
    }

    /** Ends the session in order; a record without inputs is removed. */
    @Override
    public void close() {
        tryTo(() -> file.close(!typed));
    }
}
