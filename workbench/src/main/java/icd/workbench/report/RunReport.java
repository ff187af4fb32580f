package icd.workbench.report;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.workbench.figures.FigureBuilder;
import icd.workbench.page.Picture;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.result.ClaimResult;
import icd.workbench.result.RunResult;
import icd.workbench.run.Provenance;
import icd.workbench.run.RunDirectory;
import icd.workbench.run.RunFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code report.html}, the page of a run. Like the provenance that it shows, it is no result file, as it contains times. */
public final class RunReport {

    /** Its name in the run directory. */
    public static final String NAME = "report.html";

    private RunReport() {}

    /**
     * Writes the page of a finished run anew from what the run's directory holds; no other file changes.
     *
     * @return where it was written
     * @throws UnusablePathException if the directory holds no complete run, or one of claims whose statements have changed since,
     *     or cannot be read or written
     */
    public static Path rebuild(Path directory) {
        RunResult run = read(directory);
        List<String> failures = new ArrayList<>(run.failures().values());
        List<Picture> pictures = new ArrayList<>();
        for (FigureSpec spec : FigureBuilder.drawn(run)) {
            try {
                Figure figure = FigureBuilder.build(spec, run);
                pictures.add(Picture.of(figure, Figures.render(figure), FigureBuilder.singles(spec, run)));
            } catch (IllegalArgumentException e) {
                failures.add("figure " + spec.name() + ": " + e.getMessage());
            }
        }
        return write(directory, Map.of(NAME, bytes(page(run, directory, failures, pictures))));
    }

    /**
     * Draws the figures of another recipe from what a finished run found, and writes them with a page of their own into the folder {@code
     * restyled} of the run, below the name of that recipe. Nothing is computed, and no other file changes.
     *
     * @param recipe a recipe's file, or one with nothing but {@code figures}
     * @return where the page was written
     * @throws icd.workbench.tree.RecipeException if it has no figures, or one that the run has found nothing for
     * @throws UnusablePathException as {@link #rebuild} says, or if a figure cannot be drawn from what the run found; nothing is written
     *     then
     */
    public static Path restyle(Path directory, Path recipe) {
        RunResult run = read(directory).redrawn(recipe);
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<Picture> pictures = new ArrayList<>();
        for (FigureSpec spec : run.recipe().figures()) {
            try {
                Figure figure = FigureBuilder.build(spec, run);
                Map<String, byte[]> rendered = Figures.render(figure);
                rendered.forEach((format, bytes) -> files.put("figures/" + figure.name() + "." + format, bytes));
                pictures.add(Picture.of(figure, rendered, FigureBuilder.singles(spec, run)));
            } catch (IllegalArgumentException e) {
                throw new UnusablePathException(
                        "figure " + spec.name() + " of " + recipe,
                        "show what run " + directory + " has found: " + e.getMessage(),
                        null);
            }
        }
        files.put("recipe.yaml", bytes(run.recipe().resolved()));
        run.recipe().inputs().forEach((name, input) -> files.put(name, input.bytes()));
        files.put(NAME, bytes(page(run, directory, run.failures().values(), pictures)));
        String name = recipe.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return write(directory.resolve("restyled").resolve(name), files);
    }

    private static RunResult read(Path directory) {
        RunResult run = RunFiles.read(directory);
        run.claims().stream()
                .filter(claim -> !claim.hash().equals(ClaimResult.hash(claim.claim())))
                .findFirst()
                .ifPresent(old -> refuse(directory, old));
        return run;
    }

    private static String page(RunResult run, Path directory, Collection<String> failures, List<Picture> pictures) {
        return RunPage.of(run, Provenance.read(directory), failures, pictures, directory)
                .html();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes files, the page last, and returns the path of the page. */
    private static Path write(Path directory, Map<String, byte[]> files) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                RunDirectory.write(path.getParent(), path.getFileName().toString(), file.getValue());
            }
            return directory.resolve(NAME);
        } catch (IOException e) {
            throw new UnusablePathException("run " + directory, "be readable and writable", e);
        }
    }

    /** Old numbers beside the new words of a claim would be false. */
    private static void refuse(Path directory, ClaimResult old) {
        throw new UnusablePathException(
                "run " + directory,
                "have checked claims as this version claims them, got an older '"
                        + old.claim().id() + "'; check them again with: workbench run "
                        + directory.resolve("recipe.yaml"),
                null);
    }
}
