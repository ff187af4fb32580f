package icd.figure;

/**
 * A horizontal line over the whole chart, such as a baseline's loss. An axis that chooses its own range includes it; a
 * rule outside a range that was set is not drawn.
 *
 * @param y its height in data units
 */
public record Rule(String label, double y, Style style) implements Mark {

    public Rule {
        Check.mark("Rule", label, style);
    }

    @Override
    public Columns columns() {
        return Columns.of("rule").with(Columns.Name.Y, y);
    }

    @Override
    public Rule with(String newLabel, Style newStyle) {
        return new Rule(newLabel, y, newStyle);
    }
}
