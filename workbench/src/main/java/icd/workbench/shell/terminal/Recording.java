package icd.workbench.shell.terminal;

import icd.workbench.piece.UnusablePathException;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.PrintStyle;
import icd.workbench.shell.terminal.Theme.Role;
import icd.workbench.shell.transcript.SessionFile;
import icd.workbench.shell.transcript.SessionRecorder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The record of this session, begun on a thread of its own so that nothing waits for it, and the records of killed
 * sessions.
 */
final class Recording implements AutoCloseable {

    private final Path folder;
    private final Console console;
    private final CompletableFuture<Optional<SessionRecorder>> recorder;
    private volatile List<Path> killed = List.of();
    private volatile SessionRecorder opened;

    /** @param folder null for a session that leaves no record */
    Recording(Path folder, Console console) {
        this.folder = folder;
        this.console = console;
        recorder = new CompletableFuture<>();
    }

    private Optional<SessionRecorder> open() {
        try {
            // this comes before our own file exists: looking at that file would unlock it
            killed = SessionFile.unfinished(folder);
            opened = SessionRecorder.open(folder, Instant.now());
            return Optional.of(opened);
        } catch (IOException | UnusablePathException e) {
            console.line(Role.WARNING, "this session is not recorded: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Returns a stream that shows the output of snippets and, once there is a record, records it.
     *
     * @param name {@code stdout} or {@code stderr}
     */
    PrintStream stream(String name, PrintStream shown) {
        OutputStream switched = new OutputStream() {
            private volatile PrintStream recorded;

            private PrintStream target() {
                SessionRecorder record = opened;
                if (record != null && recorded == null) {
                    recorded = record.tee(name, shown);
                }
                return record == null ? shown : recorded;
            }

            @Override
            public void write(int b) {
                target().write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                target().write(bytes, offset, length);
            }

            @Override
            public void flush() {
                target().flush();
            }
        };
        return new PrintStream(switched, true, StandardCharsets.UTF_8);
    }

    /** Begins the record, and says above the prompt if a session was killed. */
    void start() {
        if (folder == null) {
            recorder.complete(Optional.empty());
            return;
        }
        CompletableFuture.runAsync(() -> {
            try {
                recorder.complete(open());
            } catch (RuntimeException | Error e) {
                recorder.completeExceptionally(e);
            }
            if (!killed.isEmpty()) {
                console.line(
                        Role.WARNING,
                        "A session was cut short: ",
                        killed.getFirst() + ". /transcript recover runs its inputs again, /transcript forget does not");
            }
        });
    }

    /** Returns the sessions that were killed, newest first. */
    List<Path> killed() {
        recorder.join();
        return killed;
    }

    /** Marks a killed session as settled, so that it is not offered again. */
    void settle(Path session) {
        try {
            SessionFile.settle(session);
            killed = killed.stream().filter(each -> !each.equals(session)).toList();
        } catch (IOException e) {
            throw new CommandException("cannot write " + session + ": " + Paths.reason(e), e);
        }
    }

    /** Returns the recorder; empty where there is no record. */
    Optional<SessionRecorder> recorder() {
        return recorder.join();
    }

    /** The kinds of recorded evaluations. */
    enum Of {
        /** An input that was typed, or is evaluated as if it were. */
        INPUT,
        /** Code of a startup file: a record that holds nothing else is not kept. */
        STARTUP
    }

    /**
     * Records an evaluation.
     *
     * @param work evaluates, and reports each outcome to the consumer that it is given
     */
    List<Outcome> record(Of of, String input, PrintStyle style, Function<Consumer<Outcome>, List<Outcome>> work) {
        Optional<SessionRecorder> open = recorder.join();
        if (open.isEmpty()) {
            return work.apply(outcome -> {});
        }
        SessionRecorder record = open.get();
        if (of == Of.STARTUP) {
            record.beginStartup(input, style);
        } else {
            record.begin(input, style);
        }
        try {
            return work.apply(record::add);
        } finally {
            record.end();
        }
    }

    /** Records a command that changed what is declared. */
    void command(String command, PrintStyle style) {
        recorder.join().ifPresent(record -> record.command(command, style));
    }

    @Override
    public void close() {
        recorder.getNow(Optional.empty()).ifPresent(SessionRecorder::close);
    }
}
