package icd.workbench.report;

import icd.workbench.page.FileLink;
import icd.workbench.page.Page;
import icd.workbench.page.Picture;
import icd.workbench.page.Verdict;
import icd.workbench.run.Expectation;
import icd.workbench.run.RunResult;
import java.util.Collection;
import java.util.List;
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
     */
    static Page of(RunResult run, JsonNode provenance, Collection<String> failures, List<Picture> figures) {
        String title = run.recipe().title();
        return new Page(
                title.isEmpty() ? run.recipe().name() : title,
                run.recipe().reproduces(),
                ProvenanceFacts.inALine(provenance),
                Expectation.of(run).stream().map(RunPage::verdict).toList(),
                figures,
                RunTables.of(run),
                run.recipe().differs(),
                List.copyOf(failures),
                run.recipe().resolved(),
                ProvenanceFacts.of(run, provenance),
                files());
    }

    private static Verdict verdict(Expectation expectation) {
        String source = expectation.spec().source();
        return new Verdict(expectation.what(), expectation.expected(), expectation.found(), expectation.met(), source);
    }

    private static List<FileLink> files() {
        return List.of(
                new FileLink("recipe.yaml", "what was run"),
                new FileLink("summary.json", "what was found, for programs"),
                new FileLink("provenance.json", "by what it was found, and when"),
                new FileLink(
                        "trials/",
                        "for each trial its losses by epoch (metrics.csv), its weights (weights.npz), its evaluations (CSV)"),
                new FileLink("figures/", "each figure as SVG, PDF and PNG, with what it shows as CSV"));
    }
}
