package icd.workbench.figures;

import icd.figure.Chart;
import icd.figure.Field;
import icd.figure.Figure;
import icd.figure.Panel;
import icd.figure.Plots;
import icd.figure.Shades;
import icd.theory.KnownLaw;
import icd.theory.Quantity;
import icd.workbench.figures.SeriesLooks.Key;
import icd.workbench.recipe.Coordinate;
import icd.workbench.result.Measured;
import icd.workbench.result.Observations;
import icd.workbench.result.Repeats;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/** Draws {@link HeatMapFigure}: a panel holds one value of the series and no trials but repeats of each other. */
final class HeatMapDrawing {

    /** The number of panels in a row that leaves each wide enough for its labels. */
    private static final int MOST_COLUMNS = 3;

    private final HeatMapFigure spec;
    private final RunResult run;
    private final List<Measured> all;
    private final double[] xs;
    private final double[] ys;

    /** Coordinates of trials whose values have a panel each. */
    private final Set<String> ofTrials = new LinkedHashSet<>();

    private final SequencedSet<String> over = new LinkedHashSet<>();

    HeatMapDrawing(HeatMapFigure spec, RunResult run) {
        this.spec = spec;
        this.run = run;
        SequencedSet<String> asked =
                new LinkedHashSet<>(List.of(spec.x().of(), spec.y().of()));
        asked.addAll(spec.at().keySet());
        this.all = Observations.of(run, asked).stream()
                .filter(each -> each.metric().equals(spec.value().of())
                        && each.at().containsKey("trial")
                        && each.at().containsKey(spec.series())
                        && each.isAt(spec.at())
                        && !Double.isNaN(each.number(spec.x().of()))
                        && !Double.isNaN(each.number(spec.y().of())))
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("heat_map must have something to show, got no "
                    + spec.value().of() + " at " + spec.at());
        }
        this.xs = values(spec.x());
        this.ys = values(spec.y());
        run.finished().forEach(trial -> ofTrials.addAll(trial.at().keySet()));
        ofTrials.removeIf(run.recipe()::isRepeat);
        ofTrials.removeAll(Set.of("trial", spec.x().of(), spec.y().of()));
    }

    private double[] values(CurveAxis axis) {
        return all.stream()
                .mapToDouble(each -> each.number(axis.of()))
                .distinct()
                .sorted()
                .toArray();
    }

    Figure build() {
        SequencedMap<Key, List<Measured>> found = panels();
        SeriesLooks looks = SeriesLooks.of(
                List.copyOf(found.keySet()), Plots.text(FigureBuilder.lastWord(spec.series())), false, "", Map.of());
        List<Panel> panels = new ArrayList<>();
        for (Key key : looks.lines()) {
            panels.add(panel(looks.label(key), measured(found.get(key))));
        }
        for (KnownLaw law : spec.theory()) {
            theory(law, found, looks, panels);
        }
        String what = CurvesDrawing.label(spec.value());
        Figure figure = Figure.of(
                        spec.name(),
                        Plots.plain(what + " over " + CurvesDrawing.label(spec.x()) + " and "
                                + CurvesDrawing.label(spec.y())))
                .width(spec.width());
        String means = Repeats.said(over);
        return FigureBuilder.grid(figure, panels, Math.min(panels.size(), MOST_COLUMNS))
                .note(means.isEmpty() ? "" : "Colours: mean over " + means + ".");
    }

    private SequencedMap<Key, List<Measured>> panels() {
        SequencedSet<String> apart = new LinkedHashSet<>();
        FigureBuilder.group(all, each -> List.of(each.at().get(spec.series()), x(each), y(each)))
                .values()
                .forEach(here -> apart.addAll(
                        Series.varied(here.stream().map(Measured::at).toList())));
        apart.retainAll(ofTrials);
        return FigureBuilder.group(all, each -> {
            SequencedMap<String, Coordinate> further = new LinkedHashMap<>(each.at());
            further.keySet().retainAll(apart);
            return new Key(each.at().get(spec.series()), further);
        });
    }

    private double x(Measured observation) {
        return observation.number(spec.x().of());
    }

    private double y(Measured observation) {
        return observation.number(spec.y().of());
    }

    /** The mean of repeats in each cell; NaN where nothing was measured. */
    private double[][] measured(List<Measured> of) {
        double[][] cells = empty();
        FigureBuilder.group(of, each -> List.of(y(each), x(each))).forEach((place, here) -> {
            Repeats repeats = Repeats.ofMeasured(run.recipe(), here);
            over.add(repeats.over());
            cells[Arrays.binarySearch(ys, place.getFirst())][Arrays.binarySearch(xs, place.getLast())] =
                    repeats.mean(here.stream().mapToDouble(Measured::value).toArray());
        });
        return cells;
    }

    /** A panel for each series for which the law is known, or one panel if it is the same for all. */
    private void theory(KnownLaw law, SequencedMap<Key, List<Measured>> found, SeriesLooks looks, List<Panel> panels) {
        SequencedMap<Key, double[][]> known = new LinkedHashMap<>();
        for (Key key : looks.lines()) {
            List<Measured> of = found.get(key);
            if (CurvePanel.applies(
                    law, run.finished(of.getFirst().at().get("trial")).spec())) {
                known.put(key, values(law, of));
            }
        }
        if (known.isEmpty()) {
            return; // as the trials that it is known for have failed
        }
        double[][] first = known.firstEntry().getValue();
        if (known.values().stream().allMatch(each -> Arrays.deepEquals(each, first))) {
            panels.add(panel(law.label(), first));
        } else {
            known.forEach((key, values) -> panels.add(panel(law.label() + ", " + looks.label(key), values)));
        }
    }

    private double[][] values(KnownLaw law, List<Measured> of) {
        double[][] cells = empty();
        FigureBuilder.group(of, this::y).forEach((y, row) -> {
            LawConditions conditions = new LawConditions(run, row, spec.x().of());
            for (double x : row.stream().mapToDouble(this::x).distinct().toArray()) {
                double unit = law.quantity() == Quantity.LOSS
                        ? conditions.unit(spec.value().of(), x)
                        : 1;
                cells[Arrays.binarySearch(ys, y)][Arrays.binarySearch(xs, x)] = law.at(conditions.at(x)) / unit;
            }
        });
        return cells;
    }

    private double[][] empty() {
        double[][] cells = new double[ys.length][xs.length];
        Arrays.stream(cells).forEach(row -> Arrays.fill(row, Double.NaN));
        return cells;
    }

    private Panel panel(String title, double[][] values) {
        String label = CurvesDrawing.label(spec.value());
        Shades shades = spec.value().scale() == CurveAxis.Scale.LOG ? Shades.log(label) : Shades.linear(label);
        List<Double> range = spec.value().range();
        return new Chart(
                FigureBuilder.sentence(title),
                CurvesDrawing.axis(spec.x()),
                CurvesDrawing.axis(spec.y()),
                new Field(xs, ys, values, range.isEmpty() ? shades : shades.range(range.getFirst(), range.getLast())));
    }

    @Override
    public String toString() {
        return spec.name() + ": " + all.size() + " numbers";
    }
}
