package icd.workbench.report;

import icd.workbench.page.Attachment;
import icd.workbench.page.Attachments;
import icd.workbench.page.Head;
import icd.workbench.page.Page;
import icd.workbench.page.Picture;
import icd.workbench.result.RunResult;
import icd.workbench.result.Summary;
import icd.workbench.run.Provenance;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The findings of a run, as a page. */
final class RunPage {

    /** The paper whose experiments recipes carry out, as CITATION.cff has it. */
    private static final Head.Citation PAPER =
            new Head.Citation("arXiv:2502.05164", "https://arxiv.org/abs/2502.05164", """
            @inproceedings{smart2025incontext,
              title     = {In-context denoising with one-layer transformers: connections between attention and
                           associative memory retrieval},
              author    = {Smart, Matthew and Bietti, Alberto and Sengupta, Anirvan M.},
              booktitle = {Proceedings of the 42nd International Conference on Machine Learning},
              year      = {2025},
              eprint    = {2502.05164},
              archivePrefix = {arXiv}
            }""");

    private RunPage() {}

    /**
     * The page of a run.
     *
     * @param provenance the content of {@code provenance.json}
     * @param failures the reason for each failure
     * @param figures the figures that could be drawn
     * @param directory the folder of the run, whose files the page takes in
     */
    static Page of(
            RunResult run, JsonNode provenance, Collection<String> failures, List<Picture> figures, Path directory) {
        String title = run.recipe().title();
        return new Page(
                new Head(
                        run.recipe().name(),
                        title.isEmpty() ? run.recipe().name() : title,
                        run.recipe().reproduces(),
                        ProvenanceFacts.inALine(provenance),
                        "workbench run recipe.yaml",
                        run.recipe().reproduces().isEmpty() ? Optional.empty() : Optional.of(PAPER)),
                figures,
                run.recipe().caption().stream().toList(),
                run.recipe().differs(),
                RunSummary.of(run),
                RunSummary.errors(run),
                Stream.concat(ExpectationPage.of(run), ClaimPage.of(run.claims()))
                        .toList(),
                RunTables.of(run),
                List.copyOf(failures),
                run.recipe().resolved(),
                ProvenanceFacts.of(run, provenance),
                Attachments.of(files(run, figures, directory)));
    }

    /** The files that the page takes in while there is room: first those that all readers want, then curves, weights and evaluations of trials. */
    private static List<Attachment> files(RunResult run, List<Picture> figures, Path directory) {
        RunAttachments files = new RunAttachments(directory);
        files.add("recipe.yaml", "recipe", run.recipe().resolved());
        run.recipe().inputs().forEach((name, input) -> files.add(name, "inputs of the recipe", input.bytes()));
        files.add("summary.json", "results for programs", Summary.text(Summary.of(run)));
        files.take(Provenance.NAME, "provenance");
        files.take("observations.csv", "every measured number with its coordinates");
        files.take("claims.csv", "claims with their verdicts");
        files.take("findings.csv", "every number that was measured for claims");
        figures.forEach(figure -> figure.files().forEach(files::add));
        files.takeTrials("losses of each trial by epoch", "metrics.csv"::equals);
        files.takeTrials("weights of each trial", "weights.npz"::equals);
        files.takeTrials("evaluations of each trial", name -> name.endsWith(".csv") && !name.equals("metrics.csv"));
        return files.all();
    }
}
