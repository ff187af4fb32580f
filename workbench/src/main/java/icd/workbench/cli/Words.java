package icd.workbench.cli;

import java.util.List;
import java.util.Locale;

/** Small phrases of the command line. */
final class Words {

    private Words() {}

    /** "1 trial", "36 trials". */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** "; extends a, b" where the first word is "; extends "; nothing where there are none. */
    static String list(String before, List<String> words) {
        return words.isEmpty() ? "" : before + String.join(", ", words);
    }

    /** "512 B", "3.4 kB", "1.2 GB". */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 999.5) {
            size /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT, size < 9.95 ? "%.1f %sB" : "%.0f %sB", size, "kMGTPE".substring(unit, unit + 1));
    }

    /** "0.8 s", "12 s", "3 min 20 s", "2 h 5 min". */
    static String duration(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long s = Math.round(seconds);
        if (s < 60) {
            return s + " s";
        }
        return s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
    }
}
