package icd.workbench.report;

import icd.workbench.page.FileLink;
import icd.workbench.page.Page;
import icd.workbench.page.Picture;
import icd.workbench.result.RunResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a run found, as a page. */
final class RunPage {

    private RunPage() {}

    /**
     * The page of a run.
     *
     * @param provenance the content of {@code provenance.json}
     * @param failures what went wrong
     * @param figures those that could be drawn
     * @param up the way from the page to the run's directory: empty, or {@code ../../}
     */
    static Page of(RunResult run, JsonNode provenance, Collection<String> failures, List<Picture> figures, String up) {
        String title = run.recipe().title();
        return new Page(
                title.isEmpty() ? run.recipe().name() : title,
                run.recipe().reproduces(),
                ProvenanceFacts.inALine(provenance),
                Stream.concat(ExpectationPage.of(run), ClaimPage.of(run.claims()))
                        .toList(),
                figures,
                RunTables.of(run),
                run.recipe().differs(),
                List.copyOf(failures),
                run.recipe().resolved(),
                ProvenanceFacts.of(run, provenance),
                files(run, !figures.isEmpty(), up));
    }

    private static List<FileLink> files(RunResult run, boolean figures, String up) {
        List<FileLink> files = new ArrayList<>(List.of(
                new FileLink("recipe.yaml", "what was run"),
                new FileLink(up + "summary.json", "what was found, for programs"),
                new FileLink(up + "observations.csv", "every number that was measured, with its coordinates"),
                new FileLink(up + "provenance.json", "by what it was found, and when")));
        if (!run.claims().isEmpty()) {
            files.add(new FileLink(up + "claims.csv", "what became of each claim"));
            files.add(new FileLink(up + "findings.csv", "every number that was measured for them"));
        }
        if (!run.trials().isEmpty()) {
            files.add(
                    new FileLink(
                            up + "trials/",
                            "for each trial its losses by epoch (metrics.csv), its weights (weights.npz), its evaluations (CSV)"));
        }
        if (figures) {
            files.add(new FileLink("figures/", "each figure as SVG, PDF and PNG, with what it shows as CSV"));
        }
        return files;
    }
}
