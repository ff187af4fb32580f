package icd.workbench.report;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.kernel.Workers;
import icd.workbench.engine.Plan;
import icd.workbench.figures.FigureBuilder;
import icd.workbench.page.Picture;
import icd.workbench.piece.Engine;
import icd.workbench.piece.Event;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.result.ClaimResult;
import icd.workbench.result.ClaimTables;
import icd.workbench.result.Expectation;
import icd.workbench.result.Observations;
import icd.workbench.result.RunResult;
import icd.workbench.result.Summary;
import icd.workbench.run.Provenance;
import icd.workbench.run.RunDirectory;
import icd.workbench.run.RunFiles;
import icd.workbench.run.RunLog;
import icd.workbench.run.Tally;
import java.io.Closeable;
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
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recipe executed whole, from its trials to the last file: what {@code workbench run} and the shell's {@code run(...)} both do.
 *
 * @param result what was found
 * @param path the folder that everything was written into
 * @param summary the content of {@code summary.json}
 * @param expectations the expectations of the recipe, compared with what was found
 * @param failures the reason for each failure, by trial, case or figure; empty if there was none
 * @param tally counts the pieces that were made and those that were there already
 * @param seconds how long it took
 */
public record RecipeRun(
        RunResult result,
        Path path,
        ObjectNode summary,
        List<Expectation> expectations,
        SortedMap<String, String> failures,
        Tally tally,
        double seconds) {

    /** Number of folders that are forced to the disk at a time, which takes little longer than one. */
    private static final int AT_ONCE = 8;

    /** Copies the list. */
    public RecipeRun {
        expectations = List.copyOf(expectations);
    }

    /** Returns whether nothing went wrong, every expectation is met and every claim holds. */
    public boolean succeeded() {
        return failures.isEmpty()
                && expectations.stream().allMatch(Expectation::met)
                && result.claims().stream().allMatch(ClaimResult::holds);
    }

    /**
     * Executes the plan of a recipe.
     *
     * @param overrides the values that were set, for the provenance
     * @param threads for drawing figures
     * @param listener told what happens, from several threads at a time
     * @param start when it began
     */
    public static RecipeRun execute(
            Plan plan,
            List<String> overrides,
            RunDirectory directory,
            Store store,
            Engine engine,
            Engine.Options options,
            int threads,
            Consumer<Event> listener,
            Instant start)
            throws IOException {
        List<Piece> pieces = plan.pieces();
        try (RunLog log = RunLog.open(directory.path());
                Closeable _ = store.lease(pieces.stream()
                        .flatMap(Piece::withParts)
                        .map(Piece::hash)
                        .toList())) {
            Map<String, String> failed = engine.execute(pieces, store, options, log.andThen(listener));
            link(pieces, failed, directory, store, threads);
            RunResult result = RunFiles.read(directory.path(), plan.recipe(), new TreeMap<>(failed));
            SortedMap<String, String> failures = new TreeMap<>(failed);
            List<Picture> pictures = draw(result, directory, threads, failures);
            Instant end = Instant.now();
            ObjectNode provenance =
                    Provenance.ours().json(result, overrides, engine.toString(), threads, start, end, log.tally());
            directory.write(Provenance.NAME, Provenance.text(provenance));
            if (!result.claims().isEmpty()) {
                directory.write("claims.csv", ClaimTables.claims(result.claims()));
                directory.write("findings.csv", ClaimTables.findings(result.claims()));
            }
            directory.write("observations.csv", Observations.csv(result));
            directory.write(
                    RunReport.NAME,
                    RunPage.of(result, provenance, failures.values(), pictures, directory.path())
                            .html());
            ObjectNode summary = Summary.of(result);
            directory.finish(Summary.text(summary));
            return new RecipeRun(
                    result,
                    directory.path(),
                    summary,
                    Expectation.of(result),
                    failures,
                    log.tally(),
                    Duration.between(start, end).toMillis() / 1e3);
        }
    }

    /** Links the finished pieces of an interrupted run to its directory, and reads them. */
    public static RunResult soFar(Plan plan, RunDirectory directory, Store store) throws IOException {
        for (Piece piece : plan.pieces()) {
            if (store.find(piece.hash()).contents().isPresent()) {
                directory.link(piece, store);
            }
        }
        return RunFiles.read(directory.path(), plan.recipe(), new TreeMap<>());
    }

    private static void link(
            List<Piece> pieces, Map<String, String> failed, RunDirectory directory, Store store, int threads)
            throws IOException {
        List<Piece> made = pieces.stream()
                .filter(piece -> !failed.containsKey(piece.name()))
                .toList();
        try (Workers workers = Workers.of(Math.max(threads, AT_ONCE))) {
            workers.forEach(made.size(), (_, item) -> {
                try {
                    directory.link(made.get(item), store);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Draws all figures that can be drawn, and adds a failure for each other one: a figure that fails must not cost the results. */
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
                    Map<String, byte[]> rendered = Figures.render(figure);
                    for (Map.Entry<String, byte[]> file : rendered.entrySet()) {
                        directory.writeFigure(figure.name() + "." + file.getKey(), file.getValue());
                    }
                    drawn.put(spec.name(), Picture.of(figure, rendered, FigureBuilder.singles(spec, result)));
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

    /** The results as a table, the verdicts on claims, the expectations, and the folder of the run. */
    @Override
    public String toString() {
        return RunView.of(result, expectations) + path;
    }
}
