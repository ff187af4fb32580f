package icd.figure;

/**
 * A vertical line over the whole chart, such as a critical load. An axis that chooses its own range includes it; a rule
 * outside a range that was set is not drawn.
 *
 * @param x its place in data units
 */
public record VerticalRule(String label, double x, Style style) implements Mark {

    public VerticalRule {
        Check.mark("VerticalRule", label, style);
    }

    @Override
    public Columns columns() {
        return Columns.of("vertical_rule").with(Columns.Name.X, x);
    }

    @Override
    public VerticalRule with(String newLabel, Style newStyle) {
        return new VerticalRule(newLabel, x, newStyle);
    }
}
