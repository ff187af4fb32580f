package icd.workbench.shell;

import icd.math.Digits;
import java.util.Locale;

/**
 * Shows a share of work done as text: a bar, a percentage, and the time that is left; decides when to show it again.
 */
final class ProgressBar {

    private static final int WIDTH = 16;
    private static final long REDRAW_NANOS = 100_000_000;

    private final long start = System.nanoTime();
    private long shown = start;
    private boolean visible;

    /** Returns whether the text on display is a tenth of a second old; if so, it counts as shown now. */
    boolean isDue() {
        long now = System.nanoTime();
        if (now - shown < REDRAW_NANOS) {
            return false;
        }
        shown = now;
        visible = true;
        return true;
    }

    /** Returns whether it was ever due: if so, its last state is shown too. */
    boolean wasDue() {
        return visible;
    }

    /** Does the same as {@link #of(double, double)}, at the pace so far. */
    String of(double share) {
        return of(share, elapsed() * (1 - share) / share);
    }

    /**
     * @param share between 0 and 1
     * @param secondsLeft left out where it is not finite, or it is too early to tell
     */
    String of(double share, double secondsLeft) {
        double done = Math.clamp(share, 0, 1);
        int full = (int) Math.round(done * WIDTH);
        String left = Double.isFinite(secondsLeft) && secondsLeft > 0 && elapsed() > 0.5
                ? ", " + Digits.duration(Math.ceil(secondsLeft)) + " left"
                : "";
        return String.format(
                Locale.ROOT, "[%s%s] %3.0f %%%s", "#".repeat(full), ".".repeat(WIDTH - full), 100 * done, left);
    }

    /** Returns the seconds since it began. */
    double elapsed() {
        return (System.nanoTime() - start) / 1e9;
    }
}
