package icd.workbench.shell;

import icd.workbench.piece.Event;
import icd.workbench.piece.Headway;
import icd.workbench.piece.Piece;
import java.util.List;
import java.util.function.Consumer;

/** Shows how a run gets on, where there is a display. */
final class RunProgress implements Consumer<Event> {

    private static final long REDRAW_NANOS = 100_000_000;

    private final String name;
    private final ProgressDisplay display;
    private final Headway headway;
    private final ProgressBar bar = new ProgressBar();
    private long shown;

    /** @param display null where there is none */
    RunProgress(String name, List<Piece> plan, ProgressDisplay display) {
        this.name = name;
        this.display = display;
        this.headway = new Headway(plan);
    }

    @Override
    public synchronized void accept(Event event) {
        headway.accept(event);
        if (display != null && System.nanoTime() - shown > REDRAW_NANOS) {
            shown = System.nanoTime();
            display.show(name + " " + bar.of(headway.share()) + "  " + headway + "  "
                    + event.piece().id());
        }
    }
}
