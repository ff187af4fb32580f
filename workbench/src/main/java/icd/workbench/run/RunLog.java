package icd.workbench.run;

import icd.io.Visible;
import icd.math.Digits;
import icd.workbench.piece.Event;
import icd.workbench.piece.Piece;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * {@code log.txt} of a run: its events with their times, and the causes of failures. A run that is continued appends to
 * it.
 */
public final class RunLog implements Consumer<Event>, AutoCloseable {

    /** Its name in the run directory. */
    public static final String NAME = "log.txt";

    private final PrintWriter out;
    private final Tally.Counter counter = new Tally.Counter();

    private RunLog(PrintWriter out) {
        this.out = out;
    }

    /** Continues the log of a directory. */
    public static RunLog open(Path directory) throws IOException {
        RunLog log = new RunLog(new PrintWriter(
                Files.newBufferedWriter(
                        directory.resolve(NAME),
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND),
                true));
        log.say("begun by workbench " + Provenance.ours().version() + ", Java " + Runtime.version());
        return log;
    }

    /** Returns the counts so far. */
    public Tally tally() {
        return counter.tally();
    }

    @Override
    public void accept(Event event) {
        counter.count(event);
        Piece piece = event.piece();
        String name = piece.name();
        switch (event) {
            case Event.Advanced _ -> {}
            case Event.Finished done -> say(name + ": " + done.outcome() + " in " + Digits.duration(done.seconds()));
            case Event.Reused _ -> say(name + ": reused " + piece.hash());
            case Event.Resumed resumed -> say(name + ": goes on from its checkpoint, " + resumed.from());
            case Event.Warned warned -> say(name + ": " + warned.message());
            case Event.Failed failed -> {
                synchronized (this) {
                    say("failed: " + failed.message());
                    failed.cause().ifPresent(cause -> cause.printStackTrace(out));
                }
            }
        }
    }

    private synchronized void say(String what) {
        out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + Visible.of(what));
    }

    @Override
    public void close() {
        say("ended");
        out.close();
    }
}
