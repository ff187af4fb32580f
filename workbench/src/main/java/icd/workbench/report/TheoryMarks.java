package icd.workbench.report;

import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Rule;
import icd.figure.Style;
import icd.figure.VerticalRule;
import icd.workbench.recipe.CurveAxis;
import icd.workbench.recipe.CurvePanel;
import icd.workbench.recipe.Theory;
import icd.workbench.run.Observation;
import icd.workbench.run.RunResult;
import icd.workbench.run.TrialResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The curves of theory beside what was measured: one for each series, dashed in its colour, where they differ; where they do
 * not, one for all.
 */
final class TheoryMarks {

    private static final int POINTS = 200;

    private final CurveAxis x;
    private final CurvePanel panel;
    private final SeriesLooks looks;
    private final RunResult run;
    private final List<Mark> marks = new ArrayList<>();
    private final SequencedSet<String> dashed = new LinkedHashSet<>();

    /** @param series what was measured, by the values of the series */
    TheoryMarks(
            CurveAxis x,
            CurvePanel panel,
            SequencedMap<String, List<Observation>> series,
            SeriesLooks looks,
            RunResult run) {
        this.x = x;
        this.panel = panel;
        this.looks = looks;
        this.run = run;
        double[] xs = abscissae(series.values());
        SequencedMap<String, Place> places = new LinkedHashMap<>();
        series.forEach((value, observations) -> places.put(value, place(observations)));
        for (Theory theory : panel.theory()) {
            if (theory == Theory.STABILITY_THRESHOLD) {
                double at = TheoryFormula.at(theory, places.firstEntry().getValue());
                marks.add(new VerticalRule(label(theory), at, style(theory)));
            } else {
                draw(theory, places, xs);
            }
        }
    }

    /** What to draw. */
    List<Mark> marks() {
        return marks;
    }

    /** The theories that have a curve for each series. */
    SequencedSet<String> dashed() {
        return dashed;
    }

    private void draw(Theory theory, SequencedMap<String, Place> places, double[] xs) {
        SequencedMap<String, double[]> curves = new LinkedHashMap<>();
        places.forEach((value, place) -> curves.put(value, curve(theory, place, xs)));
        double[] first = curves.firstEntry().getValue();
        if (curves.values().stream().allMatch(other -> near(first, other))) {
            boolean level = Arrays.stream(first).allMatch(y -> near(y, first[0]));
            marks.add(
                    level
                            ? new Rule(label(theory), first[0], style(theory))
                            : new Line(label(theory), xs, first, style(theory)));
            return;
        }
        dashed.add(label(theory));
        curves.forEach((value, ys) -> marks.add(new Line(
                "(" + label(theory) + ", " + looks.label(value) + ")",
                xs,
                ys,
                looks.style(value).marker(Marker.NONE).dash(Dash.DASHED).width(0.8))));
    }

    private double[] curve(Theory theory, Place place, double[] xs) {
        return Arrays.stream(xs)
                .map(at -> {
                    Place here = place.with(x.of(), at);
                    double value = TheoryFormula.at(theory, here);
                    return theory.isLoss() ? value / here.get(panel.y().of().endsWith("_d") ? "d" : "n") : value;
                })
                .toArray();
    }

    private static boolean near(double[] a, double[] b) {
        return IntStream.range(0, a.length).allMatch(i -> near(a[i], b[i]));
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= 1e-9 * Math.abs(b);
    }

    /** Where the series' first observation was made, with the mean layer of all its trials. */
    private Place place(List<Observation> observations) {
        Set<String> ids = observations.stream()
                .map(observation -> observation.at().get("trial"))
                .collect(Collectors.toSet());
        List<TrialResult> trials =
                run.trials().stream().filter(trial -> ids.contains(trial.id())).toList();
        Observation first = observations.getFirst();
        TrialResult trial = trials.stream()
                .filter(each -> each.id().equals(first.at().get("trial")))
                .findFirst()
                .orElseThrow();
        return Place.of(FigureBuilder.spec(run, trial), trials, first);
    }

    /** Over the range of all series: every whole number of what is whole, else many points, evenly on the axis' scale. */
    private double[] abscissae(Collection<List<Observation>> series) {
        var range = series.stream()
                .flatMap(List::stream)
                .mapToDouble(observation -> observation.number(x.of()))
                .summaryStatistics();
        double low = range.getMin();
        double high = range.getMax();
        if (Place.isWhole(x.of())) {
            return IntStream.rangeClosed((int) low, (int) high).asDoubleStream().toArray();
        }
        boolean log = x.scale() == CurveAxis.Scale.LOG && low > 0;
        return IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> {
                    double fraction = (double) i / POINTS;
                    return log ? low * Math.pow(high / low, fraction) : low + fraction * (high - low);
                })
                .toArray();
    }

    private static String label(Theory theory) {
        return switch (theory) {
            case BAYES_LOSS -> FigureBuilder.label("bayes");
            case ZERO_LOSS -> FigureBuilder.label("zero");
            case FINITE_CONTEXT_LOSS, FINITE_CONTEXT_PRODUCT -> "best scaled identities at L";
            case ASYMPTOTIC_PRODUCT -> "1/(σ_0^2 + σ_Z^2)";
            case SCALED_IDENTITY_LOSS -> "scaled identities of the trained αβ";
            case DESCENT_LOSS -> "theory as L → ∞";
            case FIXED_POINT_NORM -> "theory as L → ∞";
            case STABILITY_THRESHOLD -> "m/αR^2";
        };
    }

    private static Style style(Theory theory) {
        Style black = Style.of(Colour.BLACK).dash(Dash.DASHED).width(0.8);
        return switch (theory) {
            case BAYES_LOSS -> FigureBuilder.baselineStyle("bayes");
            case ZERO_LOSS -> FigureBuilder.baselineStyle("zero");
            case FINITE_CONTEXT_LOSS, FINITE_CONTEXT_PRODUCT -> black;
            case ASYMPTOTIC_PRODUCT -> Style.of(Colour.GREY).width(1.2);
            case SCALED_IDENTITY_LOSS, DESCENT_LOSS, FIXED_POINT_NORM -> black.width(0.6);
            case STABILITY_THRESHOLD -> Style.of(Colour.GREY).width(0.9);
        };
    }
}
