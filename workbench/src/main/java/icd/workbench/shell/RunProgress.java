package icd.workbench.shell;

import icd.workbench.piece.Event;
import icd.workbench.piece.Headway;
import icd.workbench.piece.Piece;
import java.util.List;
import java.util.function.Consumer;

/** Shows the progress of a run, where there is a display. */
public final class RunProgress implements Consumer<Event>, AutoCloseable {

    private final String name;
    private final ProgressDisplay display;
    private final Headway headway;
    private final ProgressBar bar = new ProgressBar();
    private boolean closed;

    /** @param display null where there is none */
    public RunProgress(String name, List<Piece> plan, ProgressDisplay display) {
        this.name = name;
        this.display = display;
        this.headway = new Headway(plan);
    }

    @Override
    public synchronized void accept(Event event) {
        headway.accept(event);
        if (display != null && !closed && bar.isDue()) {
            String share = bar.of(headway.share(), headway.secondsLeft(bar.elapsed()));
            display.show(
                    name + " " + share + "  " + headway + "  " + event.piece().id());
        }
    }

    /** Shows the line that a display is to keep at the end. */
    private void showEnd() {
        if (display != null && !closed && bar.wasDue()) {
            display.show(name + " " + bar.of(headway.share(), Double.NaN) + "  " + headway);
        }
    }

    /** Returns how many trials and claims are done, and the total: {@code 3/36}. */
    public synchronized String standing() {
        return headway.done() + "/" + headway.all();
    }

    /** Removes the line for good. */
    @Override
    public synchronized void close() {
        showEnd();
        closed = true;
        if (display != null) {
            display.clear();
        }
    }
}
