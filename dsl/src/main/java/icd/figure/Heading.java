package icd.figure;

/**
 * A title over neighbouring columns of the grid.
 *
 * @param columns how many columns it spans, from where the heading before it ended
 */
public record Heading(String text, int columns) {

    public Heading {
        Check.given("Heading", "text", text);
        Check.that(columns >= 1, "Heading", "columns", "be at least 1", columns);
    }
}
