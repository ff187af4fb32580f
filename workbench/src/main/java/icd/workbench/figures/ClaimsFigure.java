package icd.workbench.figures;

import icd.claim.Finding;
import icd.claim.Outcome;
import icd.claim.Relation;
import icd.describe.Describe;
import icd.figure.Axis;
import icd.figure.Band;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Looks;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Panel;
import icd.figure.Plots;
import icd.figure.Points;
import icd.figure.Style;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.result.ClaimResult;
import icd.workbench.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line for each claim: where its number that is furthest out lies, in units of what is allowed. */
@Describe(
        value = "each claim's measured number beside what was expected of it, in units of what is allowed",
        key = "claims")
public record ClaimsFigure(String name) implements RunFigure {

    /** With more, a column would be longer than a page. */
    private static final int MOST_ROWS = 72;

    private static final double MM_PER_ROW = 3.15;
    private static final double EDGE = 2.5;

    private static final Style ERRATUM = Style.of(Colour.PURPLE).marker(Marker.DIAMOND);

    @Override
    public void check(FigureCheck recipe) {
        recipe.lacks(
                recipe.hasClaims()
                        ? Optional.empty()
                        : Optional.of("of kind claims must come with claims, this recipe has none"));
    }

    @Override
    public boolean needsTrials() {
        return false;
    }

    @Override
    public Figure draw(RunResult run) {
        List<ClaimResult> claims = run.claims();
        if (claims.isEmpty()) {
            throw new IllegalArgumentException("there must be checked claims to draw, got none");
        }
        int columns = (claims.size() + MOST_ROWS - 1) / MOST_ROWS;
        int rows = (claims.size() + columns - 1) / columns;
        Panel[] panels = new Panel[columns];
        for (int c = 0; c < columns; c++) {
            panels[c] = panel(claims.subList(c * rows, Math.min(claims.size(), (c + 1) * rows)), rows);
        }
        Figure figure = Figure.of(
                name, "Each claim's measured number beside what is expected of it, in units of what it may be out by");
        double cell = figure.width() / columns;
        return figure.row(panels)
                .aspect((MM_PER_ROW * rows + 2) / cell)
                .note(
                        "Of each claim, the number that is furthest out. Equalities hold between −1 and 1 (shaded). Orders, drawn"
                                + " hollow, are turned so that they hold left of 1, however far: those at the left edge lie beyond"
                                + " it. Bars: standard errors; of exponents, intervals of 99.9 %.");
    }

    private static Panel panel(List<ClaimResult> claims, int rows) {
        List<String> names = new ArrayList<>();
        for (int i = rows; i > 0; i--) { // from below upwards
            names.add(
                    i > claims.size()
                            ? ""
                            : Plots.text(claims.get(i - 1).claim().id()));
        }
        List<Mark> marks = new ArrayList<>();
        double[] sides = {-1, 1};
        marks.add(new Band(
                "what is allowed",
                sides,
                new double[] {-0.5, -0.5},
                new double[] {rows - 0.5, rows - 0.5},
                Style.of(Colour.GREY)));
        marks.add(new Line(
                "",
                new double[] {0, 0},
                new double[] {-0.5, rows - 0.5},
                Style.of(Colour.GREY).width(0.5)));
        for (boolean order : new boolean[] {false, true}) {
            add(marks, "holds", Looks.HOLDS, claims, rows, Outcome.HOLDS, order);
            add(marks, "erratum, as corrected", ERRATUM, claims, rows, Outcome.ERRATUM_CONFIRMED, order);
            add(marks, "fails", Looks.FAILS, claims, rows, Outcome.FAILS, order);
        }
        return new Chart("", Axis.of("out by / allowed").range(-EDGE, EDGE), Axis.of("", names), marks);
    }

    /** @param order whether the claims to add are one-sided, or those of equalities */
    private static void add(
            List<Mark> marks,
            String label,
            Style style,
            List<ClaimResult> claims,
            int rows,
            Outcome outcome,
            boolean order) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            Finding finding = claims.get(i).verdict().furthest();
            boolean oneSided = finding.relation() != Relation.EQUAL;
            if (claims.get(i).verdict().outcome() == outcome && oneSided == order) {
                double place = Double.isNaN(finding.position()) ? EDGE : Math.clamp(finding.position(), -EDGE, EDGE);
                x.add(place);
                y.add((double) rows - 1 - i);
                if (Math.abs(place) < EDGE && finding.error() > 0) {
                    marks.add(bar(place, finding.error() / finding.allowed(), rows - 1 - i, style));
                }
            }
        }
        if (!x.isEmpty()) {
            marks.add(new Points(
                    order ? label + ", one-sided" : label, numbers(x), numbers(y), order ? style : style.filled()));
        }
    }

    private static Mark bar(double x, double half, double y, Style style) {
        double[] across = {Math.max(-EDGE, x - half), Math.min(EDGE, x + half)};
        return new Line("", across, new double[] {y, y}, style.marker(Marker.NONE));
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
