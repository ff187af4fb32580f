package icd.workbench.figures;

import icd.attention.HeadShares;
import icd.attention.HeadShares.Directions;
import icd.describe.Describe;
import icd.figure.Blank;
import icd.figure.ColourBar;
import icd.figure.Figure;
import icd.figure.HeatMap;
import icd.figure.Panel;
import icd.figure.Plots;
import icd.workbench.evaluation.HeadsOfLayers;
import icd.workbench.evaluation.Layers;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.FigureCheck;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** {@math W_PV W_KQ} of each head of each layer of one trial, and what pairs of heads have in common. */
@Describe(
        value = "W_PV W_KQ of each head, their sum, and what pairs of heads have in common, as heat maps for one trial",
        key = "heads")
public record HeadsFigure(
        String name,

        @Describe(value = "name of the evaluation whose numbers it shows", byDefault = "heads")
        String evaluation,

        @Describe(value = "which trial: case, model, an axis; if several fit, the first is shown", byDefault = "{}")
        SequencedMap<String, String> at,

        double width)
        implements RunFigure, PrintedWidth {

    /** The number of heads for which a row has room. */
    private static final int MOST = 8;

    /** Copies the map, in its order. */
    public HeadsFigure {
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
    }

    @Override
    public void check(FigureCheck recipe) {
        recipe.known().place(recipe.found(), "at", at);
        recipe.lacks(recipe.unlessNamed(evaluation, HeadsOfLayers.class)
                .or(() -> recipe.at(at).stream()
                                .noneMatch(trial -> trial.evaluate().stream()
                                        .anyMatch(each -> each.name().equals(evaluation)))
                        ? Optional.of("must have a trial to show, got none at " + at)
                        : Optional.empty()));
    }

    @Override
    public Figure draw(RunResult run) {
        FinishedTrial trial = run.finished().stream()
                .filter(each -> each.result().tables().containsKey(evaluation) && Coordinate.areAt(each.at(), at))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "at must fit a trial that finished with the evaluation " + evaluation + ", got " + at));
        List<HeadShares> layers = HeadShares.of(Layers.of(trial.spec(), trial.result(), "final"));
        int most = layers.stream().mapToInt(each -> each.heads().size()).max().orElseThrow();
        int shown = Math.max(3, Math.min(MOST, most)); // beside the sum, and as many as there are panels of pairs
        Figure figure = Figure.of(
                        name, "What each head has learned, and what pairs of heads have in common, as heat maps")
                .width(width)
                .colourBar(ColourBar.of("", ColourBar.Sharing.ROW));
        for (int i = 0; i < layers.size(); i++) {
            String which = layers.size() == 1 ? "" : "Layer " + (i + 1) + ": ";
            figure = figure.titledRow(which + "W_{PV} W_{KQ}", maps(layers.get(i), shown))
                    .titledRow(FigureBuilder.sentence(which + "pairs of heads"), pairs(layers.get(i), shown));
        }
        return figure.note(
                "Under each head stands its share of the sum. Pairs of heads: their share of the sum, and how much the"
                        + " directions overlap that they read as query or key, or write as output (w/n for random subspaces of w"
                        + " dimensions). Trial " + Plots.text(trial.spec().id()) + "."
                        + (most > MOST ? " Of " + most + " heads the first " + MOST + " are shown." : ""));
    }

    private static Panel[] maps(HeadShares heads, int shown) {
        int count = heads.heads().size();
        List<Panel> row = new ArrayList<>();
        row.add(new HeatMap("Sum", heads.sum().toRawCopy2D(), ""));
        for (int h = 0; h < shown; h++) {
            if (h >= count) {
                row.add(new Blank());
                continue;
            }
            int head = h;
            double share = IntStream.range(0, count)
                    .mapToDouble(other -> heads.share(head, other))
                    .sum();
            String note = String.format(Locale.ROOT, "share %.2f", share);
            row.add(new HeatMap("Head " + (h + 1), heads.map(h).toRawCopy2D(), note));
        }
        return row.toArray(Panel[]::new);
    }

    private static Panel[] pairs(HeadShares heads, int shown) {
        List<Panel> row = new ArrayList<>();
        row.add(pairs("Share", heads, heads::share));
        for (Directions directions : List.of(Directions.QUERY, Directions.KEY, Directions.OUTPUT)) {
            row.add(pairs(
                    FigureBuilder.sentence(directions.name().toLowerCase(Locale.ROOT)),
                    heads,
                    (head, other) -> heads.overlap(directions, head, other)));
        }
        while (row.size() <= shown) {
            row.add(new Blank());
        }
        return row.toArray(Panel[]::new);
    }

    /** A number that two heads have in common. */
    @FunctionalInterface
    private interface Pair {
        double of(int head, int other);
    }

    private static HeatMap pairs(String title, HeadShares heads, Pair value) {
        int count = Math.min(MOST, heads.heads().size());
        double[][] matrix = new double[count][count];
        for (int head = 0; head < count; head++) {
            for (int other = 0; other < count; other++) {
                matrix[head][other] = value.of(head, other);
            }
        }
        return new HeatMap(title, matrix, "");
    }
}
