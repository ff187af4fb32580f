package icd.workbench.report;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.io.WholeFile;
import icd.workbench.comparison.RunComparison;
import icd.workbench.figures.FigureBuilder;
import icd.workbench.page.Head;
import icd.workbench.page.Page;
import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.page.Picture;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.result.RunResult;
import icd.workbench.run.RunFiles;
import icd.workbench.tree.Differences.Change;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The differences between runs, as a page: figures side by side, then tables. */
public final class ComparisonPage {

    /** The column of {@link RunComparison#NUMBERS} that says what was measured. */
    private static final int QUANTITY = RunComparison.NUMBERS.indexOf("metric");

    /** Columns of words, from the left, before the numbers. */
    private static final int WORDS = 3;

    private ComparisonPage() {}

    /**
     * The page.
     *
     * @param comparisons each of the first run with another
     */
    public static String html(List<RunComparison> comparisons) {
        List<Path> runs = Stream.concat(
                        Stream.of(comparisons.getFirst().first()),
                        comparisons.stream().map(RunComparison::second))
                .distinct()
                .toList();
        List<PageTable> tables = new ArrayList<>();
        comparisons.forEach(comparison -> tables(comparison, tables));
        List<String> failures = new ArrayList<>();
        List<Picture> pictures = pictures(runs, failures);
        String title = runs.stream().map(ComparisonPage::name).collect(Collectors.joining(" | "));
        String made = tables.isEmpty() && pictures.isEmpty()
                ? "They do not differ."
                : "This page shows the differences between these runs alone.";
        return new Page(new Head("comparison", title, made), tables, pictures, failures).html();
    }

    /**
     * Writes a page into a file, which appears whole.
     *
     * @throws UnusablePathException if it cannot be written
     */
    public static void write(Path file, String html) {
        try {
            WholeFile.write(file, html.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnusablePathException("--html " + file, "be writable", e);
        }
    }

    /** The name of a run on a page, without its absolute path, which a page that is sent away must not give away. */
    private static String name(Path run) {
        return run.toAbsolutePath().normalize().getFileName().toString();
    }

    private static void tables(RunComparison comparison, List<PageTable> tables) {
        String runs = " (" + name(comparison.first()) + " | " + name(comparison.second()) + ")";
        changes("Keys of the recipe" + runs, comparison, comparison.recipe(), tables);
        changes("Program and machine" + runs, comparison, comparison.provenance(), tables);
        add(tables, "Trials that one run has alone" + runs, List.of("only in", "trials"), 2, alone(comparison));
        add(tables, "Failures in one run alone" + runs, List.of("failed in", "why"), 2, failed(comparison));
        numbers("Numbers" + runs + ". " + RunComparison.NUMBERS_SAY, comparison, tables);
        add(
                tables,
                "Weights" + runs
                        + ": the cosine of the angle between them, and their distance over the length of the first",
                RunComparison.LAYERS,
                2,
                comparison.layers());
    }

    /** The numbers that differ; the quantity stands in words. */
    private static void numbers(String caption, RunComparison comparison, List<PageTable> tables) {
        List<List<String>> rows = new ArrayList<>();
        for (List<String> cells : comparison.numbers()) {
            List<String> row = new ArrayList<>(cells);
            row.set(QUANTITY, FieldWords.measured(cells.get(QUANTITY)));
            row.subList(WORDS, row.size()).replaceAll(number -> number.replace('-', '−'));
            rows.add(row);
        }
        add(tables, caption, RunComparison.NUMBERS, WORDS, rows);
    }

    private static List<List<String>> alone(RunComparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        if (!comparison.onlyFirst().isEmpty()) {
            rows.add(List.of(name(comparison.first()), RunComparison.some(comparison.onlyFirst())));
        }
        if (!comparison.onlySecond().isEmpty()) {
            rows.add(List.of(name(comparison.second()), RunComparison.some(comparison.onlySecond())));
        }
        return rows;
    }

    private static List<List<String>> failed(RunComparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        comparison.failedFirst().forEach(failure -> rows.add(List.of(name(comparison.first()), failure)));
        comparison.failedSecond().forEach(failure -> rows.add(List.of(name(comparison.second()), failure)));
        return rows;
    }

    private static void changes(
            String caption, RunComparison comparison, Map<String, Change> changes, List<PageTable> tables) {
        List<String> header = List.of("key", name(comparison.first()), name(comparison.second()));
        List<List<String>> rows = changes.entrySet().stream()
                .map(each -> List.of(
                        each.getKey(),
                        each.getValue().before().orElse("none"),
                        each.getValue().after().orElse("none")))
                .toList();
        add(tables, caption, header, 3, rows);
    }

    /** @param words how many columns, from the left, hold words */
    private static void add(
            List<PageTable> tables, String caption, List<String> header, int words, List<List<String>> rows) {
        List<Column> columns = new ArrayList<>();
        for (String head : header) {
            columns.add(columns.size() < words ? Column.words(head) : Column.numbers(head, ""));
        }
        if (!rows.isEmpty()) {
            tables.add(new PageTable(caption, columns, rows));
        }
    }

    /** The figures of each name, those of all runs after one another, unless all look the same. */
    private static List<Picture> pictures(List<Path> runs, List<String> failures) {
        List<Map<String, Figure>> drawn =
                runs.stream().map(run -> figures(run, failures)).toList();
        Set<String> names = new LinkedHashSet<>();
        drawn.forEach(figures -> names.addAll(figures.keySet()));
        List<Picture> pictures = new ArrayList<>();
        for (String name : names) {
            Set<String> looks = drawn.stream()
                    .map(figures -> figures.containsKey(name) ? Figures.svg(figures.get(name)) : "")
                    .collect(Collectors.toCollection(TreeSet::new));
            for (int i = 0; looks.size() > 1 && i < runs.size(); i++) {
                if (drawn.get(i).containsKey(name)) {
                    pictures.add(Picture.of(drawn.get(i).get(name), name(runs.get(i)), i + 1));
                }
            }
        }
        return pictures;
    }

    private static Map<String, Figure> figures(Path path, List<String> failures) {
        RunResult run = RunFiles.read(path);
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (FigureSpec spec : FigureBuilder.drawn(run)) {
            try {
                figures.put(spec.name(), FigureBuilder.build(spec, run));
            } catch (IllegalArgumentException e) {
                failures.add(name(path) + ": figure " + spec.name() + ": " + e.getMessage());
            }
        }
        return figures;
    }
}
