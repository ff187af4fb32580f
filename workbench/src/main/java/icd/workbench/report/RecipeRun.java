package icd.workbench.report;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.kernel.Workers;
import icd.workbench.engine.Engine;
import icd.workbench.engine.RunListener;
import icd.workbench.page.Picture;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.recipe.Recipe;
import icd.workbench.run.ClaimResult;
import icd.workbench.run.ClaimTables;
import icd.workbench.run.Expectation;
import icd.workbench.run.Provenance;
import icd.workbench.run.RunDirectory;
import icd.workbench.run.RunResult;
import icd.workbench.run.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recipe executed whole, from its trials to the last file: what {@code workbench run} and the shell's {@code run(...)} both do.
 *
 * @param result what was found
 * @param path where everything was written
 * @param summary the content of {@code summary.json}
 * @param expectations what the recipe expects, held against what was found
 * @param failures what went wrong, by trial, case or figure; empty where all is well
 * @param seconds how long it took
 */
public record RecipeRun(
        RunResult result,
        Path path,
        ObjectNode summary,
        List<Expectation> expectations,
        SortedMap<String, String> failures,
        double seconds) {

    /** Copies the list. */
    public RecipeRun {
        expectations = List.copyOf(expectations);
    }

    /** Whether nothing went wrong, every expectation is met and every claim holds. */
    public boolean succeeded() {
        return failures.isEmpty()
                && expectations.stream().allMatch(Expectation::met)
                && result.claims().stream().allMatch(ClaimResult::holds);
    }

    /**
     * Executes a recipe.
     *
     * @param overrides what was set, for the provenance
     * @param start when it began
     * @param seconds asked at the end, how long each trial and each claim took, by its place in the run directory
     */
    public static RecipeRun execute(
            Recipe recipe,
            List<String> overrides,
            RunDirectory directory,
            int threads,
            RunListener listener,
            Instant start,
            Supplier<SortedMap<String, Double>> seconds)
            throws IOException {
        RunResult result = new Engine(threads, listener).run(recipe, directory);
        SortedMap<String, String> failures = new TreeMap<>(result.failures());
        List<Picture> pictures = draw(result, directory, threads, failures);
        Instant end = Instant.now();
        ObjectNode provenance = Provenance.ours().json(result, overrides, threads, start, end, seconds.get());
        directory.write("provenance.json", Summary.text(provenance));
        if (!result.claims().isEmpty()) {
            directory.write("claims.csv", ClaimTables.claims(result.claims()));
            directory.write("findings.csv", ClaimTables.findings(result.claims()));
        }
        directory.write(
                RunReport.NAME,
                RunPage.of(result, provenance, failures.values(), pictures).html());
        ObjectNode summary = Summary.of(result);
        directory.write("summary.json", Summary.text(summary)); // last: where it is, the run is whole
        return new RecipeRun(
                result,
                directory.path(),
                summary,
                Expectation.of(result),
                failures,
                Duration.between(start, end).toMillis() / 1e3);
    }

    /** Draws what can be drawn, and adds what could not with the reason: results must not be lost for a picture. */
    private static List<Picture> draw(
            RunResult result, RunDirectory directory, int threads, Map<String, String> failures) throws IOException {
        List<FigureSpec> figures = FigureBuilder.drawn(result);
        Map<String, Picture> drawn = new ConcurrentHashMap<>();
        Map<String, String> failed = new ConcurrentHashMap<>();
        try (Workers workers = Workers.of(threads)) {
            workers.forEach(figures.size(), (worker, item) -> {
                FigureSpec spec = figures.get(item);
                try {
                    Figure figure = FigureBuilder.build(spec, result);
                    for (Map.Entry<String, byte[]> file : Figures.render(figure).entrySet()) {
                        directory.writeFigure(figure.name() + "." + file.getKey(), file.getValue());
                    }
                    drawn.put(spec.name(), Picture.of(figure));
                } catch (CancellationException e) {
                    throw e;
                } catch (RuntimeException e) {
                    String reason = e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
                    failed.put("figure " + spec.name(), "figure " + spec.name() + ": " + reason);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        failures.putAll(failed);
        return figures.stream()
                .map(spec -> drawn.get(spec.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Its results as a table, what became of claims, what was expected, and where it wrote. */
    @Override
    public String toString() {
        return ResultTable.of(result) + ClaimTable.of(result.claims()) + ExpectationTable.of(expectations) + path;
    }
}
