package icd.workbench.figures;

import icd.claim.Finding;
import icd.claim.Outcome;
import icd.claim.Part;
import icd.claim.Relation;
import icd.claim.Verdict;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A line for each claim, grouped by the parts of what was published: its largest deviation, divided by the tolerance. */
@Describe(
        value = "each claim's measured number beside what was expected of it: the deviation over the tolerance",
        key = "claims")
public record ClaimsFigure(String name, double width) implements RunFigure, PrintedWidth {

    /** A column of more rows than this would be longer than a page. */
    private static final int MOST_ROWS = 90;

    private static final double MM_PER_ROW = 2.75;
    private static final double EDGE = 2.5;

    private static final Style ERRATUM = Style.of(Colour.PURPLE).marker(Marker.DIAMOND);
    private static final Style THIN = Style.of(Colour.GREY).width(0.5);

    /** One line: the claim on it, or none where it names the part whose claims follow. */
    private record Entry(String name, Optional<ClaimResult> claim) {}

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
        if (run.claims().isEmpty()) {
            throw new IllegalArgumentException("there must be checked claims to draw, got none");
        }
        List<Entry> entries = new ArrayList<>();
        for (Part part : Part.values()) {
            List<ClaimResult> claims = run.claims().stream()
                    .filter(claim -> claim.claim().part() == part)
                    .toList();
            if (!claims.isEmpty()) {
                entries.add(new Entry(FigureBuilder.sentence(part.toString()), Optional.empty()));
                claims.forEach(claim -> entries.add(new Entry(claim.claim().id(), Optional.of(claim))));
            }
        }
        int columns = (entries.size() + MOST_ROWS - 1) / MOST_ROWS;
        int rows = entries.size() / columns + 1;
        for (int last = rows - 1; last < entries.size() - 1; last += rows) {
            if (entries.get(last).claim().isEmpty()) { // the name of a part goes with its claims
                entries.add(last, new Entry("", Optional.empty()));
            }
        }
        Panel[] panels = new Panel[columns];
        for (int c = 0; c < columns; c++) {
            panels[c] = panel(entries.subList(c * rows, Math.min(entries.size(), (c + 1) * rows)), rows);
        }
        return Figure.of(
                        name,
                        "Each claim's measured number beside what is expected of it: the deviation over the tolerance")
                .width(width)
                .row(panels)
                .aspect((MM_PER_ROW * rows + 2) / (width / columns))
                .note(
                        "Each mark is the number of a claim that deviates most from what is expected of it, in units of the tolerance."
                                + " Equalities hold in the shaded band. One-sided claims (hollow) hold anywhere left of 1. Marks at the edges"
                                + " lie beyond them. Bars: standard errors; for exponents, intervals of 99.9 %.");
    }

    private static Panel panel(List<Entry> entries, int rows) {
        String[] names = new String[rows]; // from below upwards
        Arrays.fill(names, "");
        List<Mark> marks = new ArrayList<>();
        double[] sides = {-1, 1};
        double bottom = rows - entries.size() - 0.5;
        double[] low = {bottom, bottom};
        double[] high = {rows - 0.5, rows - 0.5};
        marks.add(new Band("within the tolerance", sides, low, high, Style.of(Colour.GREY)));
        marks.add(new Line("", new double[] {0, 0}, new double[] {bottom, rows - 0.5}, THIN));
        for (int i = 0; i < entries.size(); i++) {
            names[rows - 1 - i] = Plots.text(entries.get(i).name());
            if (entries.get(i).claim().isEmpty() && !entries.get(i).name().isEmpty()) {
                marks.add(line(-EDGE, EDGE, rows - 1 - i, THIN.width(0.8)));
            }
        }
        for (boolean oneSided : new boolean[] {false, true}) {
            add(marks, "holds", Looks.HOLDS, entries, rows, Outcome.HOLDS, oneSided);
            add(marks, "erratum, as corrected", ERRATUM, entries, rows, Outcome.ERRATUM_CONFIRMED, oneSided);
            add(marks, "fails", Looks.FAILS, entries, rows, Outcome.FAILS, oneSided);
        }
        return new Chart("", Axis.of("Deviation / tolerance").range(-EDGE, EDGE), Axis.of("", List.of(names)), marks);
    }

    private static void add(
            List<Mark> marks,
            String label,
            Style style,
            List<Entry> entries,
            int rows,
            Outcome outcome,
            boolean oneSided) {
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Optional<Verdict> verdict = entries.get(i).claim().map(ClaimResult::verdict);
            Finding finding = verdict.map(Verdict::furthest).orElse(null);
            if (verdict.isPresent()
                    && verdict.get().outcome() == outcome
                    && (finding.relation() != Relation.EQUAL) == oneSided) {
                double x = Double.isNaN(finding.position()) ? EDGE : Math.clamp(finding.position(), -EDGE, EDGE);
                double y = rows - 1 - i;
                places.add(new double[] {x, y});
                if (Math.abs(x) < EDGE && finding.error() > 0) {
                    double half = finding.error() / finding.allowed();
                    marks.add(line(Math.max(-EDGE, x - half), Math.min(EDGE, x + half), y, style.marker(Marker.NONE)));
                }
            }
        }
        if (!places.isEmpty()) {
            marks.add(new Points(
                    oneSided ? label + ", one-sided" : label,
                    places.stream().mapToDouble(place -> place[0]).toArray(),
                    places.stream().mapToDouble(place -> place[1]).toArray(),
                    oneSided ? style : style.filled()));
        }
    }

    private static Mark line(double from, double to, double y, Style style) {
        return new Line("", new double[] {from, to}, new double[] {y, y}, style);
    }
}
