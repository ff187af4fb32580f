package icd.workbench.figures;

import icd.describe.Describe;
import icd.figure.Figure;
import icd.figure.SingleCurve;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.result.RunResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** Metrics against a coordinate, a line for each series: the mean over repeats and its range, with baselines and theory. */
@Describe(
        value = "measured values against a coordinate: a line for each series, mean and range, with what theory says",
        key = "curves")
public record CurvesFigure(
        String name,

        @Describe("the horizontal axis: a coordinate that is a number")
        CurveAxis x,

        @Describe(
                value = "the coordinate whose values have a line each; trials that differ otherwise, and are no"
                        + " repeats, have further lines",
                pattern = "[A-Za-z][A-Za-z0-9_.]*",
                patternSays = "the name of a coordinate",
                byDefault = "model")
        String series,

        @Describe(
                value = "further coordinates, such as those of an evaluation, each of whose values has a line, too",
                byDefault = "[]")
        List<String> further,

        @Describe(value = "what the legend calls the series; none for its name", byDefault = "''")
        String seriesLabel,

        @Describe("panels, from left to right and down") List<CurvePanel> panels,

        @Describe(
                value = "the value of the series whose line stands out: black and thick; none for no such line",
                byDefault = "''")
        String highlight,

        @Describe(
                value = "what the legend calls a value of the series or a baseline, where it is not its own name",
                byDefault = "{}")
        SequencedMap<String, String> names,

        @Describe(value = "panels beside each other; 0 for all", min = 0, byDefault = "0")
        int columns,

        @Describe(value = "where lines are named", byDefault = "auto")
        Labels labels,

        Bars bars,
        double width)
        implements RunFigure, Barred, PrintedWidth {

    /** The places where lines can be named. */
    @Describe("where lines are named")
    public enum Labels {
        @Describe("where they end, if panels have at most nine and are 80 mm wide or more; else in the legend")
        AUTO,
        @Describe("in the legend")
        LEGEND,
        @Describe("where they end")
        DIRECT
    }

    /** Copies lists and map, in their order. */
    public CurvesFigure {
        panels = List.copyOf(panels);
        further = List.copyOf(further);
        names = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(names));
    }

    @Override
    public void check(FigureCheck recipe) {
        x.check(recipe.found(), "x");
        recipe.known().coordinate(recipe.found(), "x", x.of());
        recipe.known().coordinate(recipe.found(), "series", series);
        further.forEach(each -> recipe.known().coordinate(recipe.found(), "further", each));
        checkNames(recipe);
        for (int i = 0; i < panels.size(); i++) {
            panels.get(i).check(this, "panels." + i, recipe);
        }
        if (panels.isEmpty()) {
            recipe.found().add("panels", "must hold a panel, got none");
        }
    }

    private void checkNames(FigureCheck recipe) {
        Set<String> known = recipe.known().values(series);
        if (!known.isEmpty()) {
            Set<String> named = new TreeSet<>(known);
            panels.forEach(panel -> panel.baselines().forEach(baseline -> named.add(baseline.name())));
            names.keySet().forEach(name -> recipe.found().entry("names", name).unless(named, "", "name", name));
        }
    }

    @Override
    public Figure draw(RunResult run) {
        return CurvesDrawing.build(this, run);
    }

    @Override
    public List<SingleCurve> singles(RunResult run) {
        return CurvesDrawing.singles(this, run);
    }
}
