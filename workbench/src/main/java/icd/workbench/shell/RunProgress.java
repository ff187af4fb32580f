package icd.workbench.shell;

import icd.workbench.piece.Event;
import icd.workbench.piece.Headway;
import icd.workbench.piece.Piece;
import java.util.List;
import java.util.function.Consumer;

/** Shows how a run gets on, where there is a display. */
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

    /** What a display that keeps its last line is to keep. */
    private void showEnd() {
        if (display != null && !closed && bar.wasDue()) {
            display.show(name + " " + bar.of(headway.share(), Double.NaN) + "  " + headway);
        }
    }

    /** How many trials and claims are done, and of how many: {@code 3/36}. */
    public synchronized String standing() {
        return headway.done() + "/" + headway.all();
    }

    /** Takes the line away, for good. */
    @Override
    public synchronized void close() {
        showEnd();
        closed = true;
        if (display != null) {
            display.clear();
        }
    }
}
