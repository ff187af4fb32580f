package icd.workbench.shell.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Folds tables that are wider than the terminal: the columns that have no room stand below, under the first column once more, so that
 * no cell is broken; a first cell that is wider than half the terminal is cut. A table is a run of lines with two blanks or more between
 * their cells, and its columns begin where such blanks end in all of its lines.
 */
final class TableFold {

    private static final String GAP = "  ";

    private TableFold() {}

    /** Returns the lines, with tables folded that are wider than so many columns. */
    static List<String> lines(List<String> lines, int width) {
        List<String> folded = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            int end = at;
            while (end < lines.size()
                    && lines.get(end).strip().contains(GAP)
                    && lines.get(end).indexOf('\033') < 0) {
                end++;
            }
            List<String> table = lines.subList(at, end);
            boolean wide = end - at > 1 && table.stream().anyMatch(line -> line.length() > width);
            folded.addAll(wide ? fold(table, width) : lines.subList(at, Math.max(end, at + 1)));
            at = Math.max(end, at + 1);
        }
        return folded;
    }

    private static List<String> fold(List<String> table, int width) {
        List<Integer> starts = starts(table);
        if (starts.size() < 2) {
            return table;
        }
        List<String> names = table.stream()
                .map(line -> cut(line, 0, starts.get(1)).stripTrailing())
                .toList();
        int widest = names.stream().mapToInt(String::length).max().orElse(0);
        int rest = Math.min(widest + GAP.length(), width / 2);
        List<String> lines = new ArrayList<>();
        for (int from = 1; from < starts.size(); ) {
            int to = from + 1;
            while (to < starts.size() && rest + end(starts, to, table) - starts.get(from) <= width) {
                to++;
            }
            if (rest + end(starts, to - 1, table) - starts.get(from) > width) {
                return table; // a cell is too long itself
            }
            if (from > 1) {
                lines.add("");
            }
            for (String line : table) {
                String first = shortened(cut(line, 0, starts.get(1)).stripTrailing(), rest - GAP.length());
                lines.add((first
                                + " ".repeat(rest - first.length())
                                + cut(line, starts.get(from), end(starts, to - 1, table)))
                        .stripTrailing());
            }
            from = to;
        }
        return lines;
    }

    /** Returns the places at which columns begin. */
    private static List<Integer> starts(List<String> table) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        int width = table.stream().mapToInt(String::length).max().orElse(0);
        int blanks = 0;
        for (int i = 0; i < width; i++) {
            int place = i;
            boolean blank = table.stream().allMatch(line -> place >= line.length() || line.charAt(place) == ' ');
            if (!blank && blanks >= GAP.length() && i > blanks) {
                starts.add(i);
            }
            blanks = blank ? blanks + 1 : 0;
        }
        return starts;
    }

    private static int end(List<Integer> starts, int column, List<String> table) {
        return column + 1 < starts.size()
                ? starts.get(column + 1) - GAP.length()
                : table.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String shortened(String cell, int width) {
        return cell.length() <= width ? cell : cell.substring(0, width - 1) + "…";
    }

    private static String cut(String line, int from, int to) {
        return line.substring(Math.min(from, line.length()), Math.min(to, line.length()));
    }
}
