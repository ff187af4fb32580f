package icd.workbench.figures;

import icd.describe.Describe;
import icd.figure.Figure;
import icd.theory.KnownLaw;
import icd.theory.Quantity;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.recipe.Findings;
import icd.workbench.result.RunResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A metric as colours over two coordinates, a panel for each series, and beside it what theory says at the same places, on one scale.
 *
 * @param x coordinate of the columns
 * @param y coordinate of the rows
 * @param value the metric
 * @param series the coordinate whose values have a panel each
 * @param at only observations whose coordinates have these values are drawn
 * @param theory laws of theory, each in a panel beside the series that it is known for
 */
@Describe(
        value = "a metric as colours over two coordinates: the mean over repeats, with what theory says beside it",
        key = "heat_map")
public record HeatMapFigure(
        String name,

        @Describe("the horizontal axis: a coordinate that is a number")
        CurveAxis x,

        @Describe("the vertical axis: another such coordinate")
        CurveAxis y,

        @Describe("what the colours show: a metric, whose scale is that of the colours")
        CurveAxis value,

        @Describe(
                value = "the coordinate whose values have a panel each; trials that differ otherwise have further ones",
                pattern = "[A-Za-z][A-Za-z0-9_.]*",
                patternSays = "the name of a coordinate",
                byDefault = "model")
        String series,

        @Describe(value = "only observations at these coordinates are drawn", byDefault = "{}")
        SequencedMap<String, String> at,

        @Describe(
                value =
                        "laws of theory with the parameters of the trials drawn, each in a panel beside those for which it is known",
                byDefault = "[]")
        List<KnownLaw> theory,

        double width)
        implements RunFigure, PrintedWidth {

    /** Copies list and map, in their order. */
    public HeatMapFigure {
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
        theory = List.copyOf(theory);
    }

    @Override
    public void check(FigureCheck recipe) {
        Findings found = recipe.found();
        x.check(found, "x");
        y.check(found, "y");
        value.check(found, "value");
        recipe.known().coordinate(found, "x", x.of());
        recipe.known().coordinate(found, "y", y.of());
        recipe.known().coordinate(found, "series", series);
        recipe.known().metric(found, "value", value.of());
        recipe.known().place(found, "at", at);
        if (x.of().equals(y.of())) {
            found.addWithin("y", "of must differ from that of x, got " + y.of());
        }
        if (found.isEmpty()
                && !(recipe.known().isDrawn(value.metrics(), at, x.of(), series)
                        && recipe.known().isDrawn(value.metrics(), at, y.of(), series))) {
            found.add(
                    "",
                    "must have something to show, got no " + value.of() + " of a trial at " + at + " with numbers for "
                            + x.of() + " and " + y.of() + " and a value for " + series);
        }
        theory.forEach(law -> check(law, recipe));
    }

    private void check(KnownLaw law, FigureCheck recipe) {
        boolean isLoss = value.of().matches(".*mse_per_(dim|d)");
        boolean fits = law.quantity() == Quantity.LOSS ? isLoss : law.quantity() == Quantity.PRODUCT && !isLoss;
        if (!fits || law.isAlongTraining()) {
            recipe.found().addWithin("theory", law + " must be about what the colours show, got " + value.of());
        }
        if (recipe.at(trialsAt(recipe)).stream().noneMatch(trial -> CurvePanel.applies(law, trial))) {
            recipe.found().addWithin("theory", law + " must be known of a trial that is drawn, got none");
        }
    }

    /** The part of {@link #at} that concerns coordinates of trials. */
    private SequencedMap<String, String> trialsAt(FigureCheck recipe) {
        SequencedMap<String, String> of = new LinkedHashMap<>(at);
        of.keySet().retainAll(recipe.trials().getFirst().at().keySet());
        return of;
    }

    @Override
    public Figure draw(RunResult run) {
        return new HeatMapDrawing(this, run).build();
    }
}
