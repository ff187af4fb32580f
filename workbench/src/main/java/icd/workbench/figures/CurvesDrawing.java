package icd.workbench.figures;

import icd.denoise.Baseline;
import icd.figure.Axis;
import icd.figure.Band;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.ErrorBars;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Markup;
import icd.figure.Numbers;
import icd.figure.Plots;
import icd.figure.Rule;
import icd.figure.SingleCurve;
import icd.figure.Style;
import icd.figure.VerticalRule;
import icd.workbench.figures.SeriesLooks.Key;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Metric;
import icd.workbench.result.Measured;
import icd.workbench.result.Observations;
import icd.workbench.result.Repeats;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Metrics against a coordinate. A line holds one value of the series and no trials but repeats of each other; it is their mean at each x,
 * with their range, beside baselines and theory.
 */
final class CurvesDrawing {

    /** A line of more points than this has neither bars nor markers. */
    private static final int MOST_POINTS = 2_000;

    /** A line of more points has about eight markers: one on each would hide it. */
    private static final int MOST_MARKED = 30;

    /** The bands of more series than this would hide each other. */
    private static final int MOST_BANDS = 8;

    /** There is no room for more names than this where lines end. */
    private static final int MOST_ENDS = 9;

    /** A panel narrower than this has no room for names beside it. */
    private static final double LEAST_WIDTH = 80;

    private static final Style LEVEL = Style.of(Colour.GREY).width(0.6);

    private final CurvesFigure spec;
    private final RunResult run;
    private final List<Measured> all;

    /** Further coordinates whose values have a line each, where trials of one value of the series differ in them. */
    private final Set<String> ofTrials = new LinkedHashSet<>();

    private final BaselineLooks baselines;

    private final List<SingleCurve> singles = new ArrayList<>();

    private int points;
    private final SequencedSet<String> over = new LinkedHashSet<>();
    private final SequencedSet<String> further = new LinkedHashSet<>();
    private boolean errors;

    /** Whether there is a bar or a band to be seen. */
    private boolean spreads;

    private final SequencedSet<String> dashed = new LinkedHashSet<>();

    private CurvesDrawing(CurvesFigure spec, RunResult run) {
        this.spec = spec;
        this.run = run;
        this.all = Observations.of(run, asked(spec));
        this.baselines = BaselineLooks.of(run);
        run.finished().forEach(trial -> ofTrials.addAll(trial.at().keySet()));
        ofTrials.removeIf(run.recipe()::isRepeat);
        ofTrials.removeAll(Set.of("trial", spec.x().of()));
    }

    private static Set<String> asked(CurvesFigure spec) {
        Set<String> asked = new LinkedHashSet<>(Set.of(spec.x().of()));
        spec.panels().forEach(panel -> asked.addAll(panel.at().keySet()));
        return asked;
    }

    static Figure build(CurvesFigure spec, RunResult run) {
        return new CurvesDrawing(spec, run).build();
    }

    /** The curves of single trials, where several repeat each other. */
    static List<SingleCurve> singles(CurvesFigure spec, RunResult run) {
        CurvesDrawing drawing = new CurvesDrawing(spec, run);
        drawing.build();
        return List.copyOf(drawing.singles);
    }

    private void singles(int panel, String label, List<Measured> of) {
        SequencedMap<String, List<Measured>> each =
                FigureBuilder.group(of, measured -> FigureBuilder.repeat(run, measured.at()));
        if (each.size() > 1) {
            each.forEach((name, repeat) -> singles.add(new SingleCurve(
                    panel,
                    Markup.plain(label),
                    name,
                    Numbers.of(repeat.stream().mapToDouble(this::x).toArray()),
                    Numbers.of(repeat.stream().mapToDouble(Measured::value).toArray()))));
        }
    }

    private Figure build() {
        List<SequencedMap<Key, List<Measured>>> found =
                spec.panels().stream().map(this::lines).toList();
        List<Key> lines = found.stream()
                .flatMap(panel -> panel.keySet().stream())
                .distinct()
                .toList();
        List<Key> shown = lines.subList(0, Math.min(lines.size(), FigureBuilder.MOST_LINES));
        SeriesLooks looks = SeriesLooks.of(
                shown,
                spec.seriesLabel().isEmpty() ? Plots.text(FigureBuilder.lastWord(spec.series())) : spec.seriesLabel(),
                beginsLinear(found, shown.getFirst()),
                spec.highlight(),
                spec.names());
        points = found.stream()
                .flatMap(panel -> panel.entrySet().stream())
                .filter(line -> shown.contains(line.getKey()))
                .mapToInt(line -> line.getValue().size())
                .sum();
        List<Chart> charts = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            charts.add(panel(spec.panels().get(i), found.get(i), looks));
        }
        int columns = spec.columns() == 0 ? charts.size() : Math.min(spec.columns(), charts.size());
        List<Chart> panels = isDirect(charts, columns)
                ? charts.stream().map(Chart::withDirectLabels).toList()
                : charts;
        String what =
                spec.panels().stream().map(panel -> label(panel.y())).distinct().collect(Collectors.joining(" and "));
        Figure figure = Figure.of(spec.name(), Plots.plain(what + " against " + label(spec.x())))
                .width(spec.width());
        String spread = isOfBars(looks) ? "bars" : "bands";
        return FigureBuilder.grid(figure, panels, columns)
                .note((note(spread) + FigureBuilder.leftOut(shown.size(), lines.size())).strip());
    }

    private boolean isDirect(List<Chart> charts, int columns) {
        return switch (spec.labels()) {
            case LEGEND -> false;
            case DIRECT -> true;
            case AUTO ->
                spec.width() / columns >= LEAST_WIDTH
                        && charts.stream()
                                .allMatch(chart -> chart.marks().stream()
                                                .filter(Mark::isInLegend)
                                                .map(Mark::label)
                                                .distinct()
                                                .count()
                                        <= MOST_ENDS);
        };
    }

    /** Returns whether the lines belong to layers, the first of them to linear attention. */
    private boolean beginsLinear(List<SequencedMap<Key, List<Measured>>> found, Key first) {
        Coordinate trial = found.stream()
                .filter(panel -> panel.containsKey(first))
                .map(panel -> panel.get(first).getFirst().at().get("trial"))
                .findFirst()
                .orElseThrow();
        return (spec.series() + ".").startsWith("model.") && FigureBuilder.isLinear(run.finished(trial));
    }

    /** Returns the measurements of trials that a panel shows, by its lines. */
    private SequencedMap<Key, List<Measured>> lines(CurvePanel panel) {
        List<Measured> found = panel.y().measured(all).stream()
                .filter(observation -> observation.at().containsKey("trial")
                        && observation.at().containsKey(spec.series())
                        && observation.at().keySet().containsAll(spec.further())
                        && observation.isAt(panel.at())
                        && !Double.isNaN(x(observation)))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the panel '" + panel.title() + "' must have something to show, got no "
                    + panel.y().of() + " at " + panel.at() + " with numbers for "
                    + spec.x().of() + " and " + spec.series());
        }
        SequencedSet<String> apart = new LinkedHashSet<>();
        FigureBuilder.group(found, each -> List.of(each.at().get(spec.series()), x(each)))
                .values()
                .forEach(here -> apart.addAll(varied(here)));
        apart.retainAll(ofTrials);
        apart.removeIf(name -> name.startsWith("model.") && apart.contains("model") && isOfModels(name, found));
        apart.addAll(spec.further());
        return FigureBuilder.group(found, each -> new Key(each.at().get(spec.series()), only(each.at(), apart)));
    }

    /** Whether the model tells the value of a coordinate, which need not be said beside it. */
    private static boolean isOfModels(String coordinate, List<Measured> found) {
        return FigureBuilder.group(found, each -> each.at().get("model")).values().stream()
                .allMatch(of -> of.stream()
                                .map(each -> each.at().get(coordinate))
                                .distinct()
                                .count()
                        == 1);
    }

    private double x(Measured observation) {
        return observation.number(spec.x().of());
    }

    private static SequencedMap<String, Coordinate> only(Map<String, Coordinate> at, Set<String> names) {
        SequencedMap<String, Coordinate> only = new LinkedHashMap<>(at);
        only.keySet().retainAll(names);
        return only;
    }

    private static SequencedSet<String> varied(List<Measured> here) {
        return Series.varied(here.stream().map(Measured::at).toList());
    }

    private Chart panel(CurvePanel panel, SequencedMap<Key, List<Measured>> found, SeriesLooks looks) {
        List<Mark> marks = new ArrayList<>();
        panel.levels().forEach(level -> marks.add(new Rule("", level, LEVEL)));
        panel.verticals().forEach(at -> marks.add(new VerticalRule("", at, LEVEL)));
        SequencedMap<Key, List<Measured>> series = new LinkedHashMap<>();
        for (Key key : looks.lines()) {
            if (found.containsKey(key)) {
                List<Measured> of = found.get(key).stream()
                        .sorted(Comparator.comparingDouble(this::x))
                        .toList();
                series.put(key, of);
                line(of, key, looks, marks);
                singles(spec.panels().indexOf(panel), looks.label(key), of);
            }
        }
        panel.baselines().forEach(baseline -> baseline(baseline, panel, marks));
        TheoryMarks theory = new TheoryMarks(spec.x(), panel, series, looks, run);
        marks.addAll(theory.marks());
        dashed.addAll(theory.dashed());
        Axis y = axis(panel.y());
        List<Mark> seen = ThinBands.without(marks, y);
        spreads |= seen.stream().anyMatch(mark -> mark instanceof Band || mark instanceof ErrorBars);
        return new Chart(panel.title(), axis(spec.x()), y, seen);
    }

    /** The mean of several with what the figure says about it, or one number with one standard error. */
    private void line(List<Measured> of, Key key, SeriesLooks looks, List<Mark> marks) {
        List<Map.Entry<Double, List<Measured>>> byX =
                List.copyOf(FigureBuilder.group(of, this::x).entrySet());
        Spread spread = Spread.of(byX.stream().mapToDouble(Map.Entry::getKey).toArray(), i -> {
            List<Measured> here = byX.get(i).getValue();
            Repeats repeats = Repeats.ofMeasured(run.recipe(), here);
            over.add(repeats.over());
            further.addAll(repeats.further());
            errors |= here.size() == 1 && here.getFirst().standardError() > 0;
            return spec.bars().about(here.stream().map(Measured::estimate).toList(), repeats);
        });
        String label = looks.label(key);
        Style style = isAlongEpochs()
                ? looks.style(key).marker(Marker.NONE) // panels have weights of some epochs and losses of all
                : looks.style(key).every(byX.size() > MOST_MARKED ? byX.size() / 8 : 1);
        boolean bars = isOfBars(looks);
        if (bars) {
            marks.add(new ErrorBars(label, spread.x(), spread.mean(), spread.low(), spread.high(), style.width(0.5)));
        }
        marks.addAll(spread.marks(label, style, !bars));
    }

    private boolean isOfBars(SeriesLooks looks) {
        return looks.lines().size() > MOST_BANDS && points <= MOST_POINTS && !isAlongEpochs();
    }

    private boolean isAlongEpochs() {
        return spec.x().of().equals(Metric.EPOCH);
    }

    /**
     * Draws a baseline: a line through its losses where they depend on x, else a level one; and one for each value of the other coordinates
     * on which they depend.
     */
    private void baseline(Baseline baseline, CurvePanel panel, List<Mark> marks) {
        List<Measured> losses = all.stream()
                .filter(each -> each.metric().equals(Metric.BASELINE)
                        && !each.at().containsKey("trial")
                        && each.at().get("model").equals(Coordinate.of(baseline.name()))
                        && each.isAt(asFarAsKnown(panel.at(), each)))
                .toList();
        SequencedSet<String> apart = varied(losses);
        apart.retainAll(ofTrials);
        SequencedMap<String, SortedMap<Double, Double>> lines = new LinkedHashMap<>();
        FigureBuilder.group(losses, each -> only(each.at(), apart))
                .forEach((where, there) -> lines.put(
                        FigureBuilder.where(where),
                        there.stream()
                                .collect(Collectors.groupingBy(
                                        this::x,
                                        TreeMap::new,
                                        Collectors.collectingAndThen(Collectors.toList(), this::mean)))));
        if (lines.values().stream().distinct().count() == 1) { // as of cases with one task
            SortedMap<Double, Double> only = lines.firstEntry().getValue();
            lines.clear();
            lines.put("", only);
        }
        lines.entrySet().stream().limit(FigureBuilder.MOST_LINES).forEach(line -> {
            String where = line.getKey();
            SortedMap<Double, Double> means = line.getValue();
            String label = spec.names().getOrDefault(baseline.name(), FigureBuilder.label(baseline.name())) + where;
            Style style = baselines.style(baseline.name(), where);
            marks.add(
                    means.size() == 1
                            ? new Rule(label, means.firstEntry().getValue(), style)
                            : new Line(label, array(means.keySet()), array(means.values()), style));
        });
    }

    private double mean(List<Measured> repeats) {
        return Repeats.ofMeasured(run.recipe(), repeats)
                .mean(repeats.stream().mapToDouble(Measured::value).toArray());
    }

    /** A baseline belongs to all values of coordinates that it does not depend on, and to every layer. */
    private static Map<String, String> asFarAsKnown(Map<String, String> place, Measured baseline) {
        Map<String, String> known = new LinkedHashMap<>(place);
        known.keySet().retainAll(baseline.at().keySet());
        known.remove("model");
        return known;
    }

    private static double[] array(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static Axis axis(CurveAxis spec) {
        Axis axis = Axis.of(label(spec));
        Axis ranged = spec.range().isEmpty()
                ? axis
                : axis.range(spec.range().getFirst(), spec.range().getLast());
        return spec.scale() == CurveAxis.Scale.LOG ? ranged.log() : ranged;
    }

    static String label(CurveAxis axis) {
        return axis.label().isEmpty() ? Plots.text(axis.of()) : axis.label();
    }

    private String note(String spread) {
        List<String> says = new ArrayList<>();
        dashed.forEach(theory -> says.add("Dashed: " + theory + "."));
        String means = Stream.of(
                        Repeats.said(over), further.stream().map(Plots::text).collect(Collectors.joining(", ")))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", and over "));
        if (!means.isEmpty()) {
            says.add("Lines: mean over " + means + "; " + reach(spread, spec.bars()) + ".");
        } else if (errors) {
            Bars bars = spec.bars() == Bars.RANGE ? Bars.STANDARD_ERROR : spec.bars();
            says.add("Each point was measured once; " + reach(spread, bars) + ".");
        }
        return String.join(" ", says);
    }

    private String reach(String spread, Bars bars) {
        return spreads
                ? spread + ": " + bars.said()
                : spread + " (" + bars.said() + ") would be hardly wider than the lines";
    }
}
