package icd.workbench.cli;

import icd.io.Visible;
import icd.workbench.piece.Event;
import icd.workbench.piece.Headway;
import icd.workbench.piece.Piece;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How a run gets on, on standard error: one line that redraws itself on a terminal, a line for each finished trial
 * or claim elsewhere.
 *
 * <p>Our own sixty lines because the one maintained library for it is built on JLine 3, and this project's terminal is
 * JLine 4.
 */
final class Progress implements Consumer<Event>, AutoCloseable {

    private static final int BAR = 16;
    private static final long REDRAW_NANOS = 100_000_000;

    private final String name;
    private final PrintWriter err;
    private final boolean redraw;
    private final Headway headway;
    private final long start = System.nanoTime();
    private long drawn;
    private boolean closed;

    private Progress(String name, List<Piece> plan, PrintWriter err, boolean redraw) {
        this.name = name;
        this.err = err;
        this.redraw = redraw;
        this.headway = new Headway(plan);
    }

    /** @param err where to; whether that is a terminal the launcher says, as Java cannot tell for standard error */
    static Progress of(String name, List<Piece> plan, PrintWriter err) {
        boolean terminal = Boolean.getBoolean("icd.stderr.terminal") && !"dumb".equals(System.getenv("TERM"));
        return new Progress(name, plan, err, terminal);
    }

    @Override
    public synchronized void accept(Event event) {
        headway.accept(event);
        if (closed) {
            return;
        }
        Piece piece = event.piece();
        switch (event) {
            case Event.Advanced _ -> {
                if (redraw && System.nanoTime() - drawn > REDRAW_NANOS) {
                    draw(piece.id());
                }
            }
            case Event.Finished done -> {
                if (redraw) {
                    draw(piece.id());
                } else if (piece.sort() != Piece.Sort.BASELINES) {
                    err.println(name + ": " + headway.done() + "/" + headway.all() + " " + piece.id() + ", "
                            + done.outcome() + " in " + Words.duration(done.seconds()));
                }
            }
            case Event.Resumed resumed -> {
                clear();
                err.println(name + ": " + piece.id() + " goes on from its checkpoint, " + resumed.from());
            }
            case Event.Warned warned -> {
                clear();
                err.println("workbench: " + Visible.of(warned.message()));
            }
            case Event.Reused _, Event.Failed _ -> {}
        }
    }

    private void draw(String id) {
        drawn = System.nanoTime();
        double share = headway.share();
        int full = (int) Math.round(share * BAR);
        double elapsed = (drawn - start) / 1e9;
        double toGo = headway.secondsLeft(elapsed);
        String left = toGo >= 0 && elapsed > 0.5 ? ", " + Words.duration(toGo) + " left" : "";
        String line = String.format(
                Locale.ROOT,
                "%s [%s%s] %3.0f %%  %s%s  %s",
                name,
                "#".repeat(full),
                ".".repeat(BAR - full),
                100 * share,
                headway,
                left,
                id);
        err.print("\r\u001b[K" + line.substring(0, Math.min(79, line.length())));
        err.flush();
    }

    /** Removes the line. */
    @Override
    public synchronized void close() {
        if (!closed) {
            clear();
        }
        closed = true;
    }

    private void clear() {
        if (redraw && drawn != 0) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
