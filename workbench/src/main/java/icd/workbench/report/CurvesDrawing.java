package icd.workbench.report;

import icd.denoise.Baseline;
import icd.figure.Axis;
import icd.figure.Band;
import icd.figure.Blank;
import icd.figure.Chart;
import icd.figure.ErrorBars;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Panel;
import icd.figure.Rule;
import icd.figure.Style;
import icd.workbench.recipe.CurveAxis;
import icd.workbench.recipe.CurvePanel;
import icd.workbench.recipe.Metrics;
import icd.workbench.run.Measured;
import icd.workbench.run.Observations;
import icd.workbench.run.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Metrics against a coordinate, a line for each series: the mean over what remains and its range, with baselines and theory. */
final class CurvesDrawing {

    /** Of more series than these the bands would hide each other. */
    private static final int MOST_BANDS = 5;

    private final CurvesFigure spec;
    private final RunResult run;
    private final List<Measured> all;
    private int most;
    private final SequencedSet<String> varied = new LinkedHashSet<>();
    private boolean errors;
    private final SequencedSet<String> dashed = new LinkedHashSet<>();

    private CurvesDrawing(CurvesFigure spec, RunResult run) {
        this.spec = spec;
        this.run = run;
        this.all = Observations.of(run);
    }

    static Figure build(CurvesFigure spec, RunResult run) {
        return new CurvesDrawing(spec, run).build();
    }

    private Figure build() {
        List<List<Measured>> found = spec.panels().stream().map(this::drawn).toList();
        SeriesLooks looks = SeriesLooks.of(
                found.stream()
                        .flatMap(List::stream)
                        .map(observation -> observation.at().get(spec.series()))
                        .toList(),
                spec.seriesLabel().isEmpty()
                        ? FigureBuilder.text(FigureBuilder.lastWord(spec.series()))
                        : spec.seriesLabel());
        List<Panel> panels = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            panels.add(panel(spec.panels().get(i), found.get(i), looks));
        }
        String what =
                spec.panels().stream().map(panel -> label(panel.y())).distinct().collect(Collectors.joining(" and "));
        Figure figure =
                Figure.of(spec.name(), what + " against " + label(spec.x())).width(spec.width());
        int columns = spec.columns() == 0 ? panels.size() : Math.min(spec.columns(), panels.size());
        while (panels.size() % columns > 0) {
            panels.add(new Blank());
        }
        for (int from = 0; from < panels.size(); from += columns) {
            figure = figure.row(panels.subList(from, from + columns).toArray(Panel[]::new));
        }
        figure = figure.note(note(looks.values().size() > MOST_BANDS ? "bars" : "bands"));
        return spec.panels().size() > 1 ? figure.withLetters() : figure;
    }

    /** What a panel shows: of trials, not of baselines. */
    private List<Measured> drawn(CurvePanel panel) {
        List<Measured> found = all.stream()
                .filter(observation -> observation.metric().equals(panel.y().of())
                        && observation.at().containsKey("trial")
                        && observation.at().containsKey(spec.series())
                        && observation.isAt(panel.at())
                        && !Double.isNaN(observation.number(spec.x().of())))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("the panel '" + panel.title() + "' must have something to show, got no "
                    + panel.y().of() + " at " + panel.at() + " with numbers for "
                    + spec.x().of() + " and " + spec.series());
        }
        return found;
    }

    private Chart panel(CurvePanel panel, List<Measured> found, SeriesLooks looks) {
        List<Mark> marks = new ArrayList<>();
        SequencedMap<String, List<Measured>> series = new LinkedHashMap<>();
        for (String value : looks.values()) {
            List<Measured> of = found.stream()
                    .filter(observation -> observation.at().get(spec.series()).equals(value))
                    .sorted(Comparator.comparingDouble(
                            observation -> observation.number(spec.x().of())))
                    .toList();
            if (!of.isEmpty()) {
                series.put(value, of);
                line(of, looks.label(value), looks, value, marks);
            }
        }
        panel.baselines().forEach(baseline -> baseline(baseline, panel, marks));
        TheoryMarks theory = new TheoryMarks(spec.x(), panel, series, looks, run);
        marks.addAll(theory.marks());
        dashed.addAll(theory.dashed());
        return new Chart(panel.title(), axis(spec.x()), axis(panel.y()), marks);
    }

    /** Mean, with the range of several or one standard error of one. */
    private void line(List<Measured> of, String label, SeriesLooks looks, String value, List<Mark> marks) {
        Map<Double, List<Measured>> byX = FigureBuilder.group(
                of, observation -> observation.number(spec.x().of()));
        double[] x = new double[byX.size()];
        double[] mean = new double[x.length];
        double[] low = new double[x.length];
        double[] high = new double[x.length];
        int i = 0;
        for (Map.Entry<Double, List<Measured>> entry : byX.entrySet()) {
            List<Measured> here = entry.getValue();
            var values = here.stream().mapToDouble(Measured::value).summaryStatistics();
            double error = here.size() == 1 ? here.getFirst().standardError() : 0;
            x[i] = entry.getKey();
            mean[i] = values.getAverage();
            low[i] = values.getMin() - error;
            high[i] = values.getMax() + error;
            i++;
            most = Math.max(most, here.size());
            varied.addAll(varied(here));
            errors |= error > 0;
        }
        marks.add(
                looks.values().size() > MOST_BANDS
                        ? new ErrorBars(
                                label, x, mean, low, high, looks.style(value).width(0.5))
                        : new Band(label, x, low, high, looks.style(value)));
        marks.add(new Line(label, x, mean, looks.style(value)));
    }

    /** The coordinates in which numbers differ over which a mean is taken. */
    private static SequencedSet<String> varied(List<Measured> here) {
        SequencedSet<String> varied = new LinkedHashSet<>();
        for (Measured each : here) {
            each.at().forEach((coordinate, value) -> {
                if (!coordinate.equals("trial")
                        && here.stream()
                                .anyMatch(other -> !value.equals(other.at().get(coordinate)))) {
                    varied.add(coordinate);
                }
            });
        }
        return varied;
    }

    /** A line through its losses where they depend on x, else a level one. */
    private void baseline(Baseline baseline, CurvePanel panel, List<Mark> marks) {
        String name = baseline.name();
        List<Measured> losses = all.stream()
                .filter(observation -> observation.metric().equals(Metrics.BASELINE)
                        && !observation.at().containsKey("trial")
                        && observation.at().get("model").equals(name)
                        && panel.at().entrySet().stream()
                                .allMatch(entry -> observation
                                        .at()
                                        .getOrDefault(entry.getKey(), entry.getValue())
                                        .equals(entry.getValue())))
                .toList();
        Map<Double, List<Measured>> byX =
                FigureBuilder.group(losses, measured -> measured.number(spec.x().of()));
        double[] means = byX.values().stream()
                .mapToDouble(here ->
                        here.stream().mapToDouble(Measured::value).average().orElseThrow())
                .toArray();
        byX.values().forEach(here -> varied.addAll(varied(here)));
        Style style = FigureBuilder.baselineStyle(name);
        if (byX.keySet().stream().noneMatch(x -> Double.isNaN(x)) && byX.size() > 1) {
            List<Double> order = byX.keySet().stream().sorted().toList();
            List<Double> found = List.copyOf(byX.keySet());
            marks.add(new Line(
                    FigureBuilder.label(name),
                    order.stream().mapToDouble(Double::doubleValue).toArray(),
                    order.stream().mapToDouble(x -> means[found.indexOf(x)]).toArray(),
                    style));
        } else {
            for (double mean : means) {
                marks.add(new Rule(FigureBuilder.label(name), mean, style));
            }
        }
    }

    private static Axis axis(CurveAxis spec) {
        Axis axis = Axis.of(label(spec));
        Axis ranged = spec.range().isEmpty()
                ? axis
                : axis.range(spec.range().getFirst(), spec.range().getLast());
        return spec.scale() == CurveAxis.Scale.LOG ? ranged.log() : ranged;
    }

    private static String label(CurveAxis axis) {
        return axis.label().isEmpty() ? FigureBuilder.text(axis.of()) : axis.label();
    }

    /** What means are over: seeds by their number, anything else by its name too. */
    private String over() {
        if (varied.equals(Set.of("training.seed"))) {
            return most + " weight seeds";
        }
        boolean ofTrials = varied.stream().allMatch(coordinate -> coordinate.contains("."));
        String names = varied.stream().map(FigureBuilder::text).collect(Collectors.joining(", "));
        return most + (ofTrials ? " trials" : " numbers") + (names.isEmpty() ? "" : " (" + names + ")");
    }

    private String note(String spread) {
        List<String> says = new ArrayList<>();
        dashed.forEach(theory -> says.add("Dashed: " + theory + "."));
        if (most > 1) {
            says.add("Lines: mean over " + over() + "; " + spread + ": their range.");
        } else if (errors) {
            says.add("Lines: one trial; " + spread + ": one standard error.");
        }
        return String.join(" ", says);
    }
}
