package icd.workbench.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A matrix as a table that fits the page: where it is too large, rows and columns in its middle are left out. */
final class Grid {

    private static final String GAP = "  ";

    private final PrintStyle style;

    Grid(PrintStyle style) {
        this.style = style;
    }

    interface Entries {
        double at(int row, int column);
    }

    interface Texts {
        String at(int row, int column);
    }

    /** Returns the lines of a table of numbers. */
    List<String> numbers(int rows, int columns, Entries entries) {
        int[] down = ends(rows, style.rows());
        // A number takes at least three characters; how many columns fit is known once they are text.
        int[] across = ends(columns, Math.max(2, style.width() / 3));
        while (true) {
            List<String> lines = lay(down, across, rows, columns, numerals(down, across, entries));
            int most = lines.stream().mapToInt(String::length).max().orElse(0);
            if (most <= style.width() || across.length <= 2) {
                return lines;
            }
            int fit = Math.max(2, Math.min(across.length - 1, across.length * style.width() / most));
            across = ends(columns, fit);
        }
    }

    /** Returns the lines of a table of other things. */
    List<String> texts(int rows, int columns, Texts texts) {
        int[] down = ends(rows, style.rows());
        int[] across = ends(columns, Math.max(2, style.width() / 8));
        String[][] cells = new String[down.length][across.length];
        for (int i = 0; i < down.length; i++) {
            for (int j = 0; j < across.length; j++) {
                cells[i][j] = texts.at(down[i], across[j]);
            }
        }
        return lay(down, across, rows, columns, cells);
    }

    private String[][] numerals(int[] down, int[] across, Entries entries) {
        double[] shown = new double[down.length * across.length];
        for (int i = 0; i < down.length; i++) {
            for (int j = 0; j < across.length; j++) {
                shown[i * across.length + j] = entries.at(down[i], across[j]);
            }
        }
        String[] texts = Numerals.aligned(shown, style.digits());
        String[][] cells = new String[down.length][];
        for (int i = 0; i < down.length; i++) {
            cells[i] = Arrays.copyOfRange(texts, i * across.length, (i + 1) * across.length);
        }
        return cells;
    }

    /** Returns all indices, or equally many from both ends. */
    static int[] ends(int count, int most) {
        if (count <= most) {
            return IntStream.range(0, count).toArray();
        }
        int first = (most + 1) / 2;
        return IntStream.concat(IntStream.range(0, first), IntStream.range(count - (most - first), count))
                .toArray();
    }

    private static List<String> lay(int[] down, int[] across, int rows, int columns, String[][] cells) {
        int[] width = new int[across.length];
        for (String[] row : cells) {
            for (int j = 0; j < width.length; j++) {
                width[j] = Math.max(width[j], row[j].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < down.length; i++) {
            if (i > 0 && down[i] != down[i - 1] + 1) {
                lines.add(GAP + "⋮");
            }
            StringBuilder line = new StringBuilder();
            for (int j = 0; j < across.length; j++) {
                if (j > 0 && across[j] != across[j - 1] + 1) {
                    line.append(GAP).append("…");
                }
                line.append(GAP).repeat(' ', width[j] - cells[i][j].length()).append(cells[i][j]);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
