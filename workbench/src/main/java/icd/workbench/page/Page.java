package icd.workbench.page;

import java.util.List;

/**
 * A page about a run, or several. All texts are plain: a reader sees all their characters, and a browser interprets none as markup.
 *
 * @param head the top of the page
 * @param figures drawn in the page; their names differ
 * @param published what the paper says beneath its figure, a paragraph each
 * @param differences from what is published, a paragraph each
 * @param summary what was run and what was found, in a line each
 * @param errors what ± means everywhere on the page; may be empty
 * @param judged results that were compared with something: expectations, claims
 * @param failures a paragraph for each failure; empty if there was none
 * @param recipe the resolved recipe; empty if the page is not about a single run
 * @param files the other files of the run
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

    /** A page with nothing but tables and figures. */
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
