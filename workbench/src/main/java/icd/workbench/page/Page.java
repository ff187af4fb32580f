package icd.workbench.page;

import java.util.List;

/**
 * What a page shows of a run, or of several. All texts are plain; whatever is in them is shown, never interpreted.
 *
 * @param title what was run
 * @param reproduces the published figure or claim; may be empty
 * @param made by what, when and how fast, in a line; may be empty
 * @param judged what was held against something: expectations, claims
 * @param figures drawn in the page; their names differ
 * @param differences to what is published, a paragraph each
 * @param failures what went wrong, a paragraph each; empty where all is well
 * @param recipe the resolved recipe; empty where the page is not of one run
 * @param files what else the run holds
 */
public record Page(
        String title,
        String reproduces,
        String made,
        List<Judged> judged,
        List<Picture> figures,
        List<PageTable> tables,
        List<String> differences,
        List<String> failures,
        String recipe,
        List<Fact> provenance,
        List<FileLink> files) {

    /** Copies the lists. */
    public Page {
        judged = List.copyOf(judged);
        figures = List.copyOf(figures);
        tables = List.copyOf(tables);
        differences = List.copyOf(differences);
        failures = List.copyOf(failures);
        provenance = List.copyOf(provenance);
        files = List.copyOf(files);
    }

    /** A page of tables and figures alone. */
    public Page(String title, String made, List<PageTable> tables, List<Picture> figures, List<String> failures) {
        this(title, "", made, List.of(), figures, tables, List.of(), failures, "", List.of(), List.of());
    }

    /** The page as HTML, which is well-formed XML too. The same page gives the same text. */
    public String html() {
        return new PageWriter(this).html();
    }

    /** Title and what it holds. */
    @Override
    public String toString() {
        return "page \"" + title + "\": " + figures.size() + " figures, " + tables.size() + " tables";
    }
}
