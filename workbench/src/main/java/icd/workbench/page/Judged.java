package icd.workbench.page;

import java.util.List;

/**
 * A section of verdicts, such as those on expectations or claims. Cells that begin with {@link #GOOD} or {@link #BAD} stand out.
 *
 * @param title the heading of the section
 * @param summary the verdict in a few words, which the summary of the page repeats
 * @param good whether all is as it should be
 * @param tables at least one table
 */
public record Judged(String title, String summary, boolean good, List<PageTable> tables) {

    public static final String GOOD = "✓ ";
    public static final String BAD = "✗ ";

    /** Copies the list. */
    public Judged {
        tables = List.copyOf(tables);
    }

    /** The summary with its mark. */
    String line() {
        return (good ? GOOD : BAD) + summary;
    }
}
