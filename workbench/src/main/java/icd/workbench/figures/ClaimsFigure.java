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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The largest deviation of each claim divided by its tolerance, grouped by the parts of what was published. */
@Describe(
        value = "each claim's measured number beside what was expected of it: the deviation over the tolerance",
        key = "claims")
public record ClaimsFigure(String name, double width) implements RunFigure, PrintedWidth {

    /** More names than these would be longer than a page; more claims are drawn in the order of their deviations. */
    private static final int MOST_NAMED = 60;

    private static final int COLUMNS = 3;
    /** A panel of fewer claims has room for these, so that whole numbers count them. */
    private static final int LEAST_ROWS = 5;

    private static final double MM_PER_ROW = 3.4;
    private static final double EDGE = 1.5;

    /** The room between the edges and the frame, for the marks that stand on the edges. */
    private static final double ROOM = 0.15;

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
        SequencedMap<Part, List<ClaimResult>> parts = new TreeMap<>(run.claims().stream()
                .collect(Collectors.groupingBy(claim -> claim.claim().part())));
        Figure figure = Figure.of(
                        name,
                        "Each claim's measured number beside what is expected of it: the deviation over the tolerance")
                .width(width);
        return run.claims().size() > MOST_NAMED ? inOrder(figure, parts) : named(figure, parts);
    }

    private Figure named(Figure figure, SequencedMap<Part, List<ClaimResult>> parts) {
        List<Entry> entries = new ArrayList<>();
        parts.forEach((part, claims) -> {
            entries.add(new Entry(FigureBuilder.sentence(part.toString()), Optional.empty()));
            claims.forEach(claim -> entries.add(entry(claim)));
        });
        List<String> names = entries.reversed().stream() // from below upwards
                .map(entry -> Plots.text(entry.name()))
                .toList();
        return figure.row(panel("", entries.reversed(), Axis.of("", names)))
                .aspect((MM_PER_ROW * entries.size() + 2) / width)
                .note(note(""));
    }

    /** A panel for each part, with the claims in the order of their deviations from below upwards. */
    private static Figure inOrder(Figure figure, SequencedMap<Part, List<ClaimResult>> parts) {
        List<Panel> panels = new ArrayList<>();
        parts.forEach((part, claims) -> {
            List<Entry> entries = claims.stream()
                    .sorted(Comparator.comparingDouble(claim -> place(claim.verdict())))
                    .map(ClaimsFigure::entry)
                    .toList();
            panels.add(panel(
                    FigureBuilder.sentence(part + ": " + claims.size()),
                    entries,
                    Axis.of("Claims by deviation").range(-0.5, Math.max(LEAST_ROWS, entries.size()) + 0.5)));
        });
        return FigureBuilder.grid(figure, panels, Math.min(COLUMNS, panels.size()))
                .aspect(0.8)
                .note(note("; claims.csv names them"));
    }

    private static Entry entry(ClaimResult claim) {
        return new Entry(claim.claim().id(), Optional.of(claim));
    }

    private static String note(String names) {
        return "Each mark is the number of a claim that deviates most from what is expected of it, in units of the tolerance"
                + names
                + ". Equalities (filled) hold in the shaded band, one-sided claims (hollow) left of 1. Marks at −1.5 and 1.5 lie beyond."
                + " Bars: standard errors; for exponents, intervals of 99.9 %.";
    }

    /** @param entries from below upwards */
    private static Panel panel(String title, List<Entry> entries, Axis y) {
        List<Mark> marks = new ArrayList<>();
        double[] sides = {-1, 1};
        double[] low = {-0.5, -0.5};
        double[] high = {entries.size() - 0.5, entries.size() - 0.5};
        marks.add(new Band("within the tolerance", sides, low, high, Style.of(Colour.GREY)));
        marks.add(new Line("", new double[] {0, 0}, new double[] {low[0], high[0]}, THIN));
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).claim().isEmpty()) {
                marks.add(line(-EDGE, EDGE, i, THIN.width(0.8)));
            }
        }
        for (boolean oneSided : new boolean[] {false, true}) {
            add(marks, "holds", Looks.HOLDS, entries, Outcome.HOLDS, oneSided);
            add(marks, "erratum, as corrected", ERRATUM, entries, Outcome.ERRATUM_CONFIRMED, oneSided);
            add(marks, "fails", Looks.FAILS, entries, Outcome.FAILS, oneSided);
        }
        return new Chart(title, Axis.of("Deviation / tolerance").range(-EDGE - ROOM, EDGE + ROOM), y, marks);
    }

    /** Returns where the mark of a claim stands: an unknown deviation is at the right edge. */
    private static double place(Verdict verdict) {
        double position = verdict.furthest().position();
        return Double.isNaN(position) ? EDGE : Math.clamp(position, -EDGE, EDGE);
    }

    private static void add(
            List<Mark> marks, String label, Style style, List<Entry> entries, Outcome outcome, boolean oneSided) {
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Optional<Verdict> verdict = entries.get(i).claim().map(ClaimResult::verdict);
            Finding finding = verdict.map(Verdict::furthest).orElse(null);
            if (verdict.isPresent()
                    && verdict.get().outcome() == outcome
                    && (finding.relation() != Relation.EQUAL) == oneSided) {
                double x = place(verdict.get());
                places.add(new double[] {x, i});
                if (Math.abs(x) < EDGE && finding.error() > 0) {
                    double half = finding.error() / finding.allowed();
                    marks.add(line(Math.max(-EDGE, x - half), Math.min(EDGE, x + half), i, style.marker(Marker.NONE)));
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
