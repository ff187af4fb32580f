package icd.workbench.cli;

import icd.io.Visible;
import icd.math.Digits;
import icd.workbench.piece.Event;
import icd.workbench.piece.Piece;
import icd.workbench.shell.LineDisplay;
import icd.workbench.shell.RunProgress;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;

/**
 * Shows the progress of a run on standard error: one line that redraws itself on a terminal, and elsewhere a line for
 * each finished trial or claim.
 *
 * @param line shows nothing where there is no display
 * @param display null where standard error is no terminal
 */
record Progress(String name, RunProgress line, LineDisplay display, PrintWriter err)
        implements Consumer<Event>, AutoCloseable {

    /**
     * @param err the writer; the launcher says whether it is a terminal, as Java cannot tell this for standard error
     */
    static Progress of(String name, List<Piece> plan, PrintWriter err) {
        boolean terminal = Boolean.getBoolean("icd.stderr.terminal") && !"dumb".equals(System.getenv("TERM"));
        LineDisplay display = terminal ? new LineDisplay(err) : null;
        return new Progress(name, new RunProgress(name, plan, display), display, err);
    }

    @Override
    public synchronized void accept(Event event) {
        line.accept(event);
        switch (event) {
            case Event.Finished done
            when display == null && done.piece().sort() != Piece.Sort.BASELINES ->
                err.println(name + ": " + line.standing() + " " + done.piece().id() + ", " + done.outcome() + " in "
                        + Digits.duration(done.seconds()));
            case Event.Resumed resumed -> {
                clear();
                err.println(name + ": " + resumed.piece().id() + " goes on from its checkpoint, " + resumed.from());
            }
            case Event.Warned warned -> {
                clear();
                err.println("workbench: " + Visible.of(warned.message()));
            }
            case Event.Finished _, Event.Advanced _, Event.Reused _, Event.Failed _ -> {}
        }
    }

    /** Removes the line. */
    @Override
    public void close() {
        line.close();
    }

    private void clear() {
        if (display != null) {
            display.clear();
        }
    }
}
