package icd.workbench.report;

import icd.workbench.page.Picture;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.run.ClaimResult;
import icd.workbench.run.Provenance;
import icd.workbench.run.RunDirectory;
import icd.workbench.run.RunFiles;
import icd.workbench.run.RunResult;
import icd.workbench.run.UnusablePathException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code report.html}, the page of a run. Like the provenance that it shows, it is no result file: it knows of times. */
public final class RunReport {

    /** Its name in the run directory. */
    public static final String NAME = "report.html";

    private RunReport() {}

    /**
     * Writes the page of a finished run anew from what the run's directory holds; no other file changes.
     *
     * @return where it was written
     * @throws UnusablePathException if the directory holds no run that is whole, or one of claims that are claimed otherwise by now,
     *     or cannot be read or written
     */
    public static Path rebuild(Path directory) {
        RunResult run = RunFiles.read(directory);
        run.claims().stream()
                .filter(claim -> !claim.hash().equals(ClaimResult.hash(claim.claim())))
                .findFirst()
                .ifPresent(old -> refuse(directory, old));
        try {
            JsonNode provenance = Provenance.read(directory);
            List<String> failures = new ArrayList<>(run.failures().values());
            String page = RunPage.of(run, provenance, failures, pictures(run, failures))
                    .html();
            RunDirectory.write(directory, NAME, page.getBytes(StandardCharsets.UTF_8));
            return directory.resolve(NAME);
        } catch (IOException e) {
            throw new UnusablePathException("run " + directory, "be readable and writable", e);
        }
    }

    /** Old numbers beside new words would tell what nobody measured. */
    private static void refuse(Path directory, ClaimResult old) {
        throw new UnusablePathException(
                "run " + directory,
                "have checked claims as this version claims them, got an older '"
                        + old.claim().id() + "'; check them again with: workbench run "
                        + directory.resolve("recipe.yaml"),
                null);
    }

    private static List<Picture> pictures(RunResult run, List<String> failures) {
        List<Picture> pictures = new ArrayList<>();
        for (FigureSpec spec : FigureBuilder.drawn(run)) {
            try {
                pictures.add(Picture.of(FigureBuilder.build(spec, run)));
            } catch (IllegalArgumentException e) {
                failures.add("figure " + spec.name() + ": " + e.getMessage());
            }
        }
        return pictures;
    }
}
