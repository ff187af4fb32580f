package icd.workbench.shell;

import icd.math.Digits;
import java.util.Locale;

/** A share of work done as text: a bar, a percentage, and the time that is left; and when it is time to show that again. */
final class ProgressBar {

    private static final int WIDTH = 16;
    private static final long REDRAW_NANOS = 100_000_000;

    private final long start = System.nanoTime();
    private long shown = start;
    private boolean visible;

    /** Whether what is shown is a tenth of a second old; it counts as shown now then. */
    boolean isDue() {
        long now = System.nanoTime();
        if (now - shown < REDRAW_NANOS) {
            return false;
        }
        shown = now;
        visible = true;
        return true;
    }

    /** Whether it was ever due: its last state is then shown too. */
    boolean wasDue() {
        return visible;
    }

    /** As {@link #of(double, double)}, at the pace so far. */
    String of(double share) {
        return of(share, elapsed() * (1 - share) / share);
    }

    /**
     * @param share between 0 and 1
     * @param secondsLeft not said where it is not known, or too early to tell
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

    /** Seconds since it began. */
    double elapsed() {
        return (System.nanoTime() - start) / 1e9;
    }
}
