package icd.workbench.figures;

import icd.attention.Architecture;
import icd.attention.Potential;
import icd.figure.Blank;
import icd.figure.Figure;
import icd.figure.Panel;
import icd.figure.Plots;
import icd.figure.SingleCurve;
import icd.task.Task;
import icd.theory.KnownLaw;
import icd.theory.LinearOptimum;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.Repeats;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import icd.workbench.result.TrialResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures that recipes can ask for. */
public final class FigureBuilder {

    /** The greatest number of lines in one panel. */
    static final int MOST_LINES = 24;

    /** The greatest number of blocks of weights. */
    static final int MOST_BLOCKS = 12;

    private FigureBuilder() {}

    /** The figures of a run: none where all trials failed. */
    public static List<FigureSpec> drawn(RunResult run) {
        boolean nothing = run.trials().isEmpty() && !run.recipe().trials().isEmpty();
        return nothing ? List.of() : run.recipe().figures();
    }

    /** Makes the figure a recipe asks for from what the run found. */
    public static Figure build(FigureSpec spec, RunResult run) {
        return ((RunFigure) spec).draw(run);
    }

    /** The curves of single trials behind the means that a figure shows. */
    public static List<SingleCurve> singles(FigureSpec spec, RunResult run) {
        return ((RunFigure) spec).singles(run);
    }

    /** This figure with panels from left to right and down, and blank ones at the end of the last row. */
    static Figure grid(Figure figure, List<? extends Panel> panels, int columns) {
        Figure all = figure;
        for (int from = 0; from < panels.size(); from += columns) {
            Panel[] row = new Panel[columns];
            for (int c = 0; c < columns; c++) {
                row[c] = from + c < panels.size() ? panels.get(from + c) : new Blank();
            }
            all = all.row(row);
        }
        return all;
    }

    /** The name of a single trial among its repeats, such as {@code training.seed = 3}. */
    static String repeat(RunResult run, Map<String, Coordinate> at) {
        return at.entrySet().stream()
                .filter(each -> run.recipe().isRepeat(each.getKey()))
                .map(each -> each.getKey() + " = " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Groups items by a key, in the order in which the keys first come. */
    static <T, K> SequencedMap<K, List<T>> group(List<T> all, Function<T, K> key) {
        return all.stream().collect(Collectors.groupingBy(key, java.util.LinkedHashMap::new, Collectors.toList()));
    }

    /** "Case 2: spheres", as the paper counts its tasks; the bare name of any other case, or where there is one case only. */
    public static String title(RunResult run, String caseName) {
        String name = Plots.text(caseName);
        int number = 1 + List.of("subspaces", "spheres", "mixtures").indexOf(caseName);
        return number > 0
                        && run.trials().stream()
                                        .map(TrialResult::caseName)
                                        .distinct()
                                        .count()
                                > 1
                ? "Case " + number + ": " + name
                : name;
    }

    /**
     * The best alpha beta of linear attention; empty where it is not known, or scaled identities are not known to be the best
     * weights, as for tokens of more variances than one.
     */
    static OptionalDouble bestProduct(TrialSpec trial) {
        Task task = trial.promptTask();
        return task.tokenVariance().isPresent() && KnownLaw.FINITE_CONTEXT_PRODUCT.appliesTo(task, Optional.empty())
                ? OptionalDouble.of(LinearOptimum.of(task, trial.data().L()).product())
                : OptionalDouble.empty();
    }

    /** The factor that makes the final alpha of a layer positive: (alpha, beta) and (-alpha, -beta) are one layer. */
    static double sign(TrialResult trial) {
        return Math.copySign(1, trial.weight("W_PV", "final").meanDiagonal());
    }

    /**
     * The words by which a note says which trials a figure shows that has no place for all: the first of those that differ in more than
     * repeats. Empty if all are shown.
     *
     * @param all the trials, grouped by the places that the figure has
     */
    static String shown(RunResult run, Collection<List<FinishedTrial>> all) {
        SequencedSet<String> apart = new LinkedHashSet<>();
        List<String> first = new ArrayList<>();
        for (List<FinishedTrial> trials : all) {
            SequencedSet<String> varied =
                    Series.varied(trials.stream().map(FinishedTrial::at).toList());
            varied.removeIf(run.recipe()::isRepeat);
            apart.addAll(varied);
            first.add(Plots.text(trials.getFirst().spec().id()));
        }
        return apart.isEmpty()
                ? ""
                : " Only the first of the trials that differ in " + Plots.text(String.join(", ", apart)) + " is shown: "
                        + String.join(", ", first) + ".";
    }

    /** Returns the words of a note about what means are taken over; empty if each line shows one trial. */
    static String repeats(RunResult run, Collection<List<FinishedTrial>> all) {
        return Repeats.over(all.stream().map(trials -> Repeats.of(run, trials)).toList());
    }

    /**
     * The series of the first combinations of model and axes, in all cases. More of them could not be told apart, and the curves of ten thousand
     * would not fit on a page.
     */
    static <T> SequencedMap<Series, T> few(SequencedMap<Series, T> all, int most) {
        Set<List<Object>> shown = all.keySet().stream()
                .map(FigureBuilder::look)
                .distinct()
                .limit(most)
                .collect(Collectors.toSet());
        SequencedMap<Series, T> few = new LinkedHashMap<>(all);
        few.keySet().removeIf(series -> !shown.contains(look(series)));
        return few;
    }

    /** Series that agree in these look alike in all cases. */
    static List<Object> look(Series series) {
        return List.of(series.model(), series.at());
    }

    /** The words of a note about what a figure leaves out; empty if it shows everything. */
    static String leftOut(int shown, int all) {
        return shown == all ? "" : " The figure shows the first " + shown + " of " + all + " lines.";
    }

    /** Returns whether all attention of a trial is linear, which looks as in Figure 3. */
    static boolean isLinear(FinishedTrial trial) {
        return trial.spec().model().filter(FigureBuilder::isLinear).isPresent();
    }

    private static boolean isLinear(Architecture model) {
        return switch (model) {
            case Architecture.Alike alike -> alike.attention() instanceof Potential.Linear;
            case Architecture.Composed composed -> composed.of().stream().allMatch(FigureBuilder::isLinear);
        };
    }

    /** The names of baselines and models in legends. */
    public static String label(String name) {
        return switch (name) {
            case "zero" -> "zero predictor";
            case "bayes" -> "Bayes";
            case "kalman" -> "Kalman filter";
            case "linear_optimum" -> "best linear layer (eq. 11)";
            case "zero_variance" -> "Bayes for zero variance (eq. 8)";
            case "linear" -> "linear attention";
            case "linear_scalar" -> "linear attention, α and β trained alone";
            case "softmax" -> "softmax attention";
            case "softmax_scalar" -> "softmax attention, α and β trained alone";
            case "gaussian" -> "Gaussian-kernel attention";
            case "train" -> "prompts trained on";
            case "fresh" -> "fresh prompts";
            default -> Plots.text(name.replace('_', ' '));
        };
    }

    /** The name of a series of trials, or of a baseline, in legends: its model, and the values of axes. */
    static String label(Series series) {
        return label(series.model()) + where(series.at());
    }

    /** The coordinates behind a name in a legend, such as {@code , L = 10}; a case or a model stands without its key. */
    static String where(Map<String, Coordinate> at) {
        return at.entrySet().stream()
                .map(each -> ", "
                        + switch (each.getKey()) {
                            case "case", "model" -> label(each.getValue().toString());
                            default ->
                                Plots.text(lastWord(each.getKey())) + " = "
                                        + Plots.text(each.getValue().toString());
                        })
                .collect(Collectors.joining());
    }

    /** {@code L} of {@code data.L}. */
    static String lastWord(String coordinate) {
        return coordinate.substring(coordinate.lastIndexOf('.') + 1);
    }

    /** Returns a label with a capital letter, unless it begins with a symbol, as {@code d = 4} does. */
    static String sentence(String label) {
        return label.matches("[a-z]{2}.*")
                ? label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1)
                : label;
    }
}
