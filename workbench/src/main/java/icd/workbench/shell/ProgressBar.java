package icd.workbench.shell;

import java.util.Locale;

/** A share of work done as text: a bar, a percentage, and the time that is left at the pace so far. */
final class ProgressBar {

    private static final int WIDTH = 20;

    private final long start = System.nanoTime();

    /** @param share between 0 and 1 */
    String of(double share) {
        double done = Math.clamp(share, 0, 1);
        int full = (int) Math.round(done * WIDTH);
        double elapsed = (System.nanoTime() - start) / 1e9;
        String left = done > 0 && elapsed > 0.5 ? ", " + duration(elapsed * (1 - done) / done) + " left" : "";
        return String.format(
                Locale.ROOT, "[%s%s] %3.0f %%%s", "#".repeat(full), ".".repeat(WIDTH - full), 100 * done, left);
    }

    /** Seconds since it began. */
    double elapsed() {
        return (System.nanoTime() - start) / 1e9;
    }

    private static String duration(double seconds) {
        long s = Math.round(Math.ceil(seconds));
        return s < 60
                ? s + " s"
                : s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
    }
}
