package icd.workbench.page;

import java.util.List;

/**
 * A page about a run, or several. All texts are plain; a reader sees whatever is in them, and no browser obeys it.
 *
 * @param head what it says above all else
 * @param figures drawn in the page; their names differ
 * @param published what the paper says beneath its figure, a paragraph each
 * @param differences from what is published, a paragraph each
 * @param summary what was run and what was found, in a line each
 * @param errors what ± means everywhere on the page; may be empty
 * @param judged what was held against something: expectations, claims
 * @param failures what went wrong, a paragraph each; empty where all is well
 * @param recipe the resolved recipe; empty where the page is not of one run
 * @param files what else the run holds
 */
public record Page(
        Head head,
        List<Picture> figures,
        List<String> published,
        List<String> differences,
        List<Fact> summary,
        String errors,
        List<Judged> judged,
        List<PageTable> tables,
        List<String> failures,
        String recipe,
        List<Fact> provenance,
        Attachments files) {

    /** Copies the lists. */
    public Page {
        figures = List.copyOf(figures);
        published = List.copyOf(published);
        differences = List.copyOf(differences);
        summary = List.copyOf(summary);
        judged = List.copyOf(judged);
        tables = List.copyOf(tables);
        failures = List.copyOf(failures);
        provenance = List.copyOf(provenance);
    }

    /** A page of tables and figures alone. */
    public Page(Head head, List<PageTable> tables, List<Picture> figures, List<String> failures) {
        this(
                head,
                figures,
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                tables,
                failures,
                "",
                List.of(),
                Attachments.of(figures.stream()
                        .flatMap(figure -> figure.files().stream())
                        .toList()));
    }

    /** The page as HTML, which is well-formed XML too. The same page gives the same text. */
    public String html() {
        return new PageWriter(this).html();
    }

    /** Title and what it holds. */
    @Override
    public String toString() {
        return "page \"" + head.title() + "\": " + figures.size() + " figures, " + tables.size() + " tables";
    }
}
