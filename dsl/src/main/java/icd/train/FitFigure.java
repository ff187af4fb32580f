package icd.train;

import icd.denoise.Baselines;
import icd.denoise.Comparison;
import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Looks;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Plots;
import icd.figure.Rule;
import icd.figure.Style;
import icd.task.PromptSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Losses against the epoch: of one training on both sets of prompts, of several on the test prompts of each; with what Bayes
 * and an estimate of 0 lose on these.
 */
final class FitFigure {

    private FitFigure() {}

    static Figure of(List<Fit> fits) {
        if (fits.isEmpty()) {
            throw new IllegalArgumentException("plot: there must be a fit, got none");
        }
        List<Mark> marks = new ArrayList<>();
        if (fits.stream().allMatch(Fit::hasNoLosses)) {
            throw new IllegalArgumentException(
                    "plot: a fit must have a loss to draw, got none, as its training was interrupted before an epoch was"
                            + " finished; resume() goes on");
        }
        if (fits.size() == 1) {
            Style training = Style.of(Colour.VERMILION).dash(Dash.DASHED).marker(Marker.TRIANGLE);
            marks.add(line("training prompts", fits.getFirst().trainLoss(), training));
            marks.add(line(
                    "test prompts",
                    fits.getFirst().testLoss(),
                    Style.of(Colour.BLUE).marker(Marker.CIRCLE)));
        }
        List<String> names = names(fits);
        SequencedMap<PromptSet, String> tests = new LinkedHashMap<>();
        for (int k = 0; k < fits.size(); k++) {
            tests.putIfAbsent(fits.get(k).test(), names.get(k));
            if (fits.size() > 1 && !fits.get(k).hasNoLosses()) {
                Style style = Looks.points(k);
                marks.add(line(Plots.text(names.get(k)), fits.get(k).testLoss(), style));
            }
        }
        String note = "MSE/n: mean squared error per coordinate" + (fits.size() == 1 ? "." : ", on test prompts.");
        for (int k = 0; k < fits.size(); k++) {
            note += fits.get(k).hasNoLosses()
                    ? " No line for " + Plots.text(names.get(k)) + ", of which no epoch was finished."
                    : "";
        }
        for (PromptSet test : tests.sequencedKeySet()) {
            String where = tests.size() == 1 ? "" : Plots.text(" (" + tests.get(test) + ")");
            Comparison losses = Comparison.of(test, Baselines.bayes(), Baselines.zero());
            double bayes = losses.rows().getFirst().msePerDim();
            if (Double.isFinite(bayes)) {
                marks.add(new Rule("Bayes" + where, bayes, Looks.BAYES));
            } else {
                note += " No line for Bayes" + where + ": "
                        + Plots.text(losses.rows().getFirst().note()) + ".";
            }
            marks.add(new Rule("zero" + where, losses.rows().getLast().msePerDim(), Looks.ZERO));
        }
        String title = fits.size() == 1 ? Plots.text(fits.getFirst().initial().name()) : "";
        return Figure.of(
                        "training",
                        "Loss on " + (fits.size() == 1 ? "training and " : "") + "test prompts against epoch")
                .width(120)
                .row(new Chart(title, Axis.of("Epoch"), Axis.of("MSE/n"), marks))
                .note(note);
    }

    private static Line line(String label, double[] losses, Style style) {
        double[] epochs = IntStream.range(0, losses.length).asDoubleStream().toArray();
        return new Line(label, epochs, losses, style);
    }

    /** Their layers' names, numbered where two are alike. */
    private static List<String> names(List<Fit> fits) {
        List<String> names = fits.stream().map(fit -> fit.initial().name()).toList();
        return IntStream.range(0, fits.size())
                .mapToObj(k -> {
                    String name = names.get(k);
                    boolean alone = names.indexOf(name) == names.lastIndexOf(name);
                    return alone
                            ? name
                            : name + " #"
                                    + (names.subList(0, k).stream()
                                                    .filter(name::equals)
                                                    .count()
                                            + 1);
                })
                .toList();
    }
}
