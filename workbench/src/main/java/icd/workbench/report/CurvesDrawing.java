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
import icd.workbench.recipe.CurveAxis;
import icd.workbench.recipe.CurvePanel;
import icd.workbench.recipe.Metrics;
import icd.workbench.run.Observation;
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
import java.util.stream.Collectors;

/** Metrics against a coordinate, a line for each series: the mean over what remains and its range, with baselines and theory. */
final class CurvesDrawing {

    /** Of more series than these the bands would hide each other. */
    private static final int MOST_BANDS = 5;

    private final CurvesFigure spec;
    private final RunResult run;
    private final List<Observation> all;
    private int most;
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
        List<List<Observation>> found = spec.panels().stream().map(this::drawn).toList();
        SeriesLooks looks = SeriesLooks.of(
                found.stream()
                        .flatMap(List::stream)
                        .map(observation -> observation.at().get(spec.series()))
                        .toList(),
                spec.seriesLabel().isEmpty() ? FigureBuilder.text(lastWord(spec.series())) : spec.seriesLabel());
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
    private List<Observation> drawn(CurvePanel panel) {
        List<Observation> found = all.stream()
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

    private Chart panel(CurvePanel panel, List<Observation> found, SeriesLooks looks) {
        List<Mark> marks = new ArrayList<>();
        SequencedMap<String, List<Observation>> series = new LinkedHashMap<>();
        for (String value : looks.values()) {
            List<Observation> of = found.stream()
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
    private void line(List<Observation> of, String label, SeriesLooks looks, String value, List<Mark> marks) {
        Map<Double, List<Observation>> byX = FigureBuilder.group(
                of, observation -> observation.number(spec.x().of()));
        double[] x = new double[byX.size()];
        double[] mean = new double[x.length];
        double[] low = new double[x.length];
        double[] high = new double[x.length];
        int i = 0;
        for (Map.Entry<Double, List<Observation>> entry : byX.entrySet()) {
            List<Observation> here = entry.getValue();
            var values = here.stream().mapToDouble(Observation::value).summaryStatistics();
            double error = here.size() == 1 ? here.getFirst().standardError() : 0;
            x[i] = entry.getKey();
            mean[i] = values.getAverage();
            low[i] = values.getMin() - error;
            high[i] = values.getMax() + error;
            i++;
            most = Math.max(most, here.size());
            errors |= error > 0;
        }
        marks.add(
                looks.values().size() > MOST_BANDS
                        ? new ErrorBars(
                                label, x, mean, low, high, looks.style(value).width(0.5))
                        : new Band(label, x, low, high, looks.style(value)));
        marks.add(new Line(label, x, mean, looks.style(value)));
    }

    private void baseline(Baseline baseline, CurvePanel panel, List<Mark> marks) {
        String name = baseline.name();
        all.stream()
                .filter(observation -> observation.metric().equals(Metrics.BASELINE)
                        && !observation.at().containsKey("trial")
                        && observation.at().get("model").equals(name)
                        && panel.at().entrySet().stream()
                                .allMatch(entry -> observation
                                        .at()
                                        .getOrDefault(entry.getKey(), entry.getValue())
                                        .equals(entry.getValue())))
                .mapToDouble(Observation::value)
                .average()
                .ifPresent(loss ->
                        marks.add(new Rule(FigureBuilder.label(name), loss, FigureBuilder.baselineStyle(name))));
    }

    private static Axis axis(CurveAxis spec) {
        Axis axis = Axis.of(label(spec));
        Axis ranged = spec.range().isEmpty()
                ? axis
                : axis.range(spec.range().getFirst(), spec.range().getLast());
        return spec.scale() == CurveAxis.Scale.LOG ? ranged.log() : ranged;
    }

    /** {@code L} of {@code data.L}. */
    private static String lastWord(String coordinate) {
        return coordinate.substring(coordinate.lastIndexOf('.') + 1);
    }

    private static String label(CurveAxis axis) {
        return axis.label().isEmpty() ? FigureBuilder.text(axis.of()) : axis.label();
    }

    private String note(String spread) {
        List<String> says = new ArrayList<>();
        dashed.forEach(theory -> says.add("Dashed: " + theory + "."));
        if (most > 1) {
            says.add("Lines: mean over " + most + " trials; " + spread + ": their range.");
        } else if (errors) {
            says.add("Lines: one trial; " + spread + ": one standard error.");
        }
        return String.join(" ", says);
    }
}
