package icd.workbench.report;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.kernel.Workers;
import icd.workbench.engine.Engine;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.recipe.Recipe;
import icd.workbench.run.BaselineResult;
import icd.workbench.run.Provenance;
import icd.workbench.run.RunDirectory;
import icd.workbench.run.RunResult;
import icd.workbench.run.Summary;
import icd.workbench.run.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A recipe that was run, all of it on disk.
 *
 * @param result what it found
 * @param figures what it draws, in the recipe's order; without those that failed
 * @param failures why, by trial, case (of its baselines) or figure; empty where all is well
 * @param path its run directory
 * @param seconds it took
 * @param reused trials that an earlier run had finished
 */
public record RecipeRun(
        RunResult result,
        List<Figure> figures,
        SortedMap<String, String> failures,
        Path path,
        double seconds,
        int reused) {

    public RecipeRun {
        figures = List.copyOf(figures);
        failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }

    /**
     * Runs a recipe and writes trials, figures, provenance and summary; the summary last, so that where it is the run is
     * whole. A trial or figure that fails does not keep the others from being done.
     *
     * @param overrides as given to {@code --set}, for the provenance
     * @throws IOException if the directory cannot be written
     */
    public static RecipeRun run(
            Recipe recipe, List<String> overrides, RunDirectory directory, int threads, Progress progress)
            throws IOException {
        Instant start = Instant.now();
        RunResult result;
        try (progress) {
            result = new Engine(threads, progress).run(recipe, directory);
        }
        SortedMap<String, String> failures = new TreeMap<>(result.failures());
        List<Figure> figures = draw(recipe, result, directory, threads, failures);
        Instant end = Instant.now();
        directory.write(
                "provenance.json",
                Summary.text(
                        Provenance.ours().json(result, overrides, threads, start, end, progress.secondsByTrial())));
        directory.write("summary.json", Summary.text(Summary.of(result)));
        return new RecipeRun(
                result,
                figures,
                failures,
                directory.path(),
                Duration.between(start, end).toMillis() / 1e3,
                progress.reused());
    }

    /** Draws what can be drawn and notes what could not, with the reason: results must not be lost for a picture. */
    private static List<Figure> draw(
            Recipe recipe, RunResult result, RunDirectory directory, int threads, Map<String, String> failures)
            throws IOException {
        Map<Integer, Figure> drawn = new ConcurrentHashMap<>();
        Map<String, String> failed = new ConcurrentHashMap<>();
        List<FigureSpec> figures = result.trials().isEmpty() ? List.of() : recipe.figures();
        try (Workers workers = Workers.of(threads)) {
            workers.forEach(figures.size(), (worker, item) -> {
                FigureSpec spec = figures.get(item);
                try {
                    Figure figure = FigureBuilder.build(spec, result);
                    for (Map.Entry<String, byte[]> file : Figures.render(figure).entrySet()) {
                        directory.writeFigure(figure.name() + "." + file.getKey(), file.getValue());
                    }
                    drawn.put(item, figure);
                } catch (IllegalArgumentException e) {
                    failed.put("figure " + spec.name(), "figure " + spec.name() + ": " + e.getMessage());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        failures.putAll(failed);
        return new ArrayList<>(new TreeMap<>(drawn).values());
    }

    /** The finished trials, in the recipe's order. */
    public List<TrialResult> trials() {
        return result.trials();
    }

    /** @throws IllegalArgumentException if there is no such trial */
    public TrialResult trial(String id) {
        return trials().stream()
                .filter(trial -> trial.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("RecipeRun.trial: id must be one of "
                        + trials().stream().map(TrialResult::id).toList() + ", got " + id));
    }

    /** Losses by case and baseline. */
    public SequencedMap<String, SequencedMap<String, BaselineResult>> baselines() {
        return result.baselines();
    }

    /** @throws IllegalArgumentException if there is no such figure */
    public Figure figure(String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("RecipeRun.figure: name must be one of "
                        + figures.stream().map(Figure::name).toList() + ", got " + name));
    }

    /** The table of results; time and path as volatile, which a transcript does not compare. */
    @Override
    public String toString() {
        StringWriter text = new StringWriter();
        PrintWriter lines = new PrintWriter(text);
        lines.println(result.recipe().name() + ": " + Words.count(trials().size(), "trial") + " in ‹"
                + Words.duration(seconds) + "›, ‹" + path + "›");
        ResultTable.print(result, lines);
        failures.values().forEach(failure -> lines.println("failed: " + failure));
        return text.toString().stripTrailing();
    }
}
