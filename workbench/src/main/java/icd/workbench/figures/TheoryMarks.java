package icd.workbench.figures;

import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Line;
import icd.figure.Looks;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Rule;
import icd.figure.Style;
import icd.figure.VerticalRule;
import icd.theory.KnownLaw;
import icd.theory.Quantity;
import icd.workbench.figures.SeriesLooks.Key;
import icd.workbench.result.Measured;
import icd.workbench.result.RunResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The curves of theory beside what was measured: one for each series, dashed in its colour, where they differ; where they do
 * not, one for all.
 */
final class TheoryMarks {

    private static final int POINTS = 200;

    /** With more whole numbers than this, a curve through some of them is as smooth as one through all. */
    private static final int MOST_WHOLE = 2_000;

    private final CurveAxis x;
    private final CurvePanel panel;
    private final SeriesLooks looks;
    private final SequencedMap<Key, LawConditions> conditions = new LinkedHashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private final SequencedSet<String> dashed = new LinkedHashSet<>();

    /** @param series what was measured, by the values of the series */
    TheoryMarks(
            CurveAxis x, CurvePanel panel, SequencedMap<Key, List<Measured>> series, SeriesLooks looks, RunResult run) {
        this.x = x;
        this.panel = panel;
        this.looks = looks;
        series.forEach((value, observations) -> conditions.put(value, new LawConditions(run, observations, x.of())));
        for (KnownLaw law : panel.theory()) {
            if (law.quantity() == Quantity.BETA) {
                double first = series.firstEntry().getValue().getFirst().number(x.of());
                double at = law.at(conditions.firstEntry().getValue().at(first));
                marks.add(new VerticalRule(law.label(), at, style(law)));
            } else {
                draw(law, abscissae(law, series.values()));
            }
        }
    }

    /** Returns what to draw. */
    List<Mark> marks() {
        return marks;
    }

    /** The laws that have a curve for each series. */
    SequencedSet<String> dashed() {
        return dashed;
    }

    private void draw(KnownLaw law, double[] xs) {
        SequencedMap<Key, double[]> curves = new LinkedHashMap<>();
        conditions.forEach((value, of) -> curves.put(value, curve(law, of, xs)));
        double[] first = curves.firstEntry().getValue();
        if (curves.values().stream().allMatch(other -> near(first, other))) {
            boolean level = Arrays.stream(first).allMatch(y -> near(y, first[0]));
            marks.add(
                    level ? new Rule(law.label(), first[0], style(law)) : new Line(law.label(), xs, first, style(law)));
            return;
        }
        dashed.add(law.label());
        curves.forEach((value, ys) -> marks.add(new Line(
                "(" + law.label() + ", " + looks.label(value) + ")",
                xs,
                ys,
                looks.style(value).marker(Marker.NONE).dash(Dash.DASHED).width(0.8))));
    }

    private double[] curve(KnownLaw law, LawConditions of, double[] xs) {
        boolean everywhere = isContinuous(law, of);
        return Arrays.stream(xs)
                .map(at -> everywhere || of.wereMeasured(at) ? value(law, of, at) : Double.NaN)
                .toArray();
    }

    private double value(KnownLaw law, LawConditions of, double at) {
        double value = law.at(of.at(at));
        return law.quantity() == Quantity.LOSS ? value / of.unit(panel.y().of(), at) : value;
    }

    private static boolean isContinuous(KnownLaw law, LawConditions of) {
        return of.areContinuous(!law.appliesTo(of.task(), Optional.empty()));
    }

    private static boolean near(double[] a, double[] b) {
        return IntStream.range(0, a.length).allMatch(i -> near(a[i], b[i]));
    }

    private static boolean near(double a, double b) {
        return Double.compare(a, b) == 0 || Math.abs(a - b) <= 1e-9 * Math.abs(b); // NaN where a law is not known
    }

    /**
     * Returns where a law is evaluated, over the range of all series: at every whole number if x is whole and these are few, else at many
     * points, evenly on the axis' scale; or at the measured places, if the law is known only there.
     */
    private double[] abscissae(KnownLaw law, Collection<List<Measured>> series) {
        LawConditions first = conditions.firstEntry().getValue();
        DoubleStream measured =
                series.stream().flatMap(List::stream).mapToDouble(observation -> observation.number(x.of()));
        if (!conditions.values().stream().allMatch(each -> isContinuous(law, each))) {
            return measured.sorted().distinct().toArray();
        }
        var range = measured.summaryStatistics();
        double low = range.getMin();
        double high = range.getMax();
        if (first.isWhole() && high - low <= MOST_WHOLE) {
            return IntStream.rangeClosed((int) low, (int) high).asDoubleStream().toArray();
        }
        boolean log = x.scale() == CurveAxis.Scale.LOG && low > 0;
        return IntStream.rangeClosed(0, POINTS)
                .mapToDouble(i -> {
                    double fraction = (double) i / POINTS;
                    return log ? low * Math.pow(high / low, fraction) : low + fraction * (high - low);
                })
                .map(value -> first.isWhole() ? Math.rint(value) : value)
                .distinct()
                .toArray();
    }

    private static Style style(KnownLaw law) {
        Style black = Style.of(Colour.BLACK).dash(Dash.DASHED).width(0.8);
        return switch (law) {
            case BAYES_LOSS -> Looks.BAYES;
            case ZERO_LOSS -> Looks.ZERO;
            case FINITE_CONTEXT_LOSS, FINITE_CONTEXT_PRODUCT, DEPTH_LOSS, HEADS_LOSS -> black;
            case LINEAR_OPTIMUM_LOSS ->
                Style.of(Colour.BLACK).dash(Dash.DASH_DOTTED).width(0.8);
            case BEST_DECAY_LOSS -> Style.of(Colour.GREY).dash(Dash.DASHED).width(1.2);
            case ASYMPTOTIC_PRODUCT -> Style.of(Colour.GREY).width(1.2);
            case FEW_PROMPTS_LOSS, GRADIENT_FLOW_LOSS, GRADIENT_FLOW_PRODUCT -> black;
            case SCALED_IDENTITY_LOSS, DESCENT_LOSS, FIXED_POINT_NORM, COLLAPSE_NOISE -> black.width(0.6);
            case STABILITY_THRESHOLD -> Style.of(Colour.GREY).width(0.9);
        };
    }
}
