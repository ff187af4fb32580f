package icd.workbench.piece;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The progress of a plan, computed from its events. Only one thread may use it at a time. */
public final class Headway {

    private final int all;
    private final String units;
    private final double work;
    private final Map<Piece, Double> shares = new IdentityHashMap<>();
    private final Set<Piece> resumed = Collections.newSetFromMap(new IdentityHashMap<>());
    private double done;
    private double found;
    private int finished;
    private int reused;

    /** Creates the progress of a plan that has not begun. */
    public Headway(List<Piece> plan) {
        this.all = plan.stream().mapToInt(Headway::counted).sum();
        this.units = plan.stream()
                .filter(piece -> counted(piece) > 0)
                .map(Piece::sort)
                .distinct()
                .sorted()
                .map(Piece.Sort::folder)
                .collect(Collectors.joining(" and "));
        this.work = plan.stream().mapToDouble(Headway::work).sum();
    }

    /** Returns the work of a piece; a piece of no known work counts as a little. */
    private static double work(Piece piece) {
        return piece.cost() + 1;
    }

    /** Takes an event. */
    public void accept(Event event) {
        Piece piece = event.piece();
        switch (event) {
            case Event.Advanced advanced -> advance(piece, advanced.share());
            case Event.Finished _ -> {
                advance(piece, 1);
                finished += counted(piece);
            }
            case Event.Reused _ -> {
                advance(piece, 1);
                found = share();
                reused += counted(piece);
            }
            case Event.Failed _ -> advance(piece, 1);
            case Event.Resumed _ -> resumed.add(piece);
            case Event.Warned _ -> {}
        }
    }

    private void advance(Piece piece, double share) {
        Double before = shares.put(piece, share);
        double more = work(piece) * (share - (before == null ? 0 : before));
        done += more;
        if (resumed.remove(piece)) {
            found += more / Math.max(1, work); // work of an earlier run tells nothing about the speed of this one
        }
    }

    /** Returns what a piece counts: baselines count as nothing, as users do not ask for sets of them. */
    private static int counted(Piece piece) {
        return piece.sort() == Piece.Sort.BASELINES ? 0 : 1;
    }

    /** Returns the share of all work that is done, 0 to 1. */
    public double share() {
        return Math.clamp(done / Math.max(1, work), 0, 1);
    }

    /** Returns the seconds to go if the rest goes on at the pace so far; NaN if nothing is done yet. */
    public double secondsLeft(double elapsed) {
        double now = share() - found;
        return now > 0 ? elapsed * (1 - share()) / now : Double.NaN;
    }

    /** Returns the number of trials and claims that are finished, now or by an earlier run. */
    public int done() {
        return finished + reused;
    }

    /** Returns the number of trials and claims. */
    public int all() {
        return all;
    }

    /** Returns {@code 3/36 trials}, {@code 1/4 trials and claims}. */
    @Override
    public String toString() {
        return done() + "/" + all + " " + units;
    }
}
