package icd;

import icd.attention.Attention;
import icd.claim.Verdict;
import icd.denoise.Comparison;
import icd.energy.Descent;
import icd.energy.Landscape;
import icd.figure.Figure;
import icd.figure.Plots;
import icd.figure.Series;
import icd.table.Table;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.train.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Finds out what was given to {@code plot}, where the types alone do not tell. */
final class Plotting {

    private static final String CAN =
            "ys; xs, ys; xs, ys, errors; \"name\", xs, ys, \"other\", xs2, ys2; x -> f(x), from, to;"
                    + " fits; a layer; a landscape with descents; a prompt, with weights or without; prompts; a verdict; a"
                    + " comparison; a table; a run; a matrix or a figure";

    private Plotting() {}

    static Figure of(Object first, Object... more) {
        List<Object> given = new ArrayList<>();
        given.add(first);
        given.addAll(Arrays.asList(more == null ? new Object[] {null} : more));
        if (given.stream().allMatch(Fit.class::isInstance)) {
            return Fit.plot(given.stream().map(Fit.class::cast).toList());
        }
        if (first instanceof Landscape landscape
                && given.subList(1, given.size()).stream().allMatch(Descent.class::isInstance)) {
            return Drawings.of(landscape, Arrays.copyOf(more, more.length, Descent[].class));
        }
        if (first instanceof String) {
            return named(given);
        }
        if (given.stream().allMatch(Number.class::isInstance)) {
            return curve(numbers(given));
        }
        if (given.size() == 1) {
            return one(first);
        }
        if (first instanceof Prompt prompt && given.size() == 2) {
            return weighted(prompt, more[0]);
        }
        if (given.size() <= 3 && given.stream().allMatch(GivenNumbers::areInLine)) {
            return curve(new Series(
                    "", numbers(first), numbers(more[0]), given.size() == 3 ? numbers(more[1]) : new double[0]));
        }
        throw cannot(given);
    }

    /** Draws a prompt with its tokens as large as their weights; several heads stand side by side. */
    private static Figure weighted(Prompt prompt, Object weights) {
        if (GivenNumbers.areInLine(weights)) {
            return PromptFigure.of(prompt, numbers(weights));
        }
        double[][] heads = GivenNumbers.columns("plot", "weights", weights);
        return Figure.beside(IntStream.range(0, heads.length)
                .mapToObj(h -> PromptFigure.of(prompt, heads[h]).title("head " + h))
                .toList());
    }

    static Figure function(DoubleUnaryOperator f, double from, double to) {
        if (f == null) {
            throw cannot(Arrays.asList(f, from, to));
        }
        return Plots.function(f, from, to);
    }

    private static Figure one(Object what) {
        return switch (what) {
            case Figure figure -> figure;
            case Attention layer -> Drawings.of(layer);
            case Prompt prompt -> PromptFigure.of(prompt);
            case PromptSet prompts -> Drawings.of(prompts);
            case Verdict verdict -> Drawings.of(verdict);
            case Comparison comparison -> comparison.plot();
            case Table table -> table.plot();
            case Collection<?> fits
            when !fits.isEmpty() && fits.stream().allMatch(Fit.class::isInstance) ->
                Fit.plot(fits.stream().map(Fit.class::cast).toList());
            case Object numbers when GivenNumbers.areInLine(numbers) -> curve(numbers(numbers));
            case Object rows
            when GivenNumbers.areRows(rows) -> Plots.cells(GivenNumbers.rows("plot", "a matrix", rows));
            case null, default -> throw cannot(Arrays.asList(what));
        };
    }

    private static Figure curve(double... ys) {
        return Plots.curves("", "", List.of(Series.of("", ys)));
    }

    private static Figure curve(Series series) {
        return Plots.curves("x", "y", List.of(series));
    }

    /** Returns the figure for "name", xs, ys, with errors or without, repeated; or for "name", ys. */
    private static Figure named(List<Object> given) {
        List<Series> all = new ArrayList<>();
        int at = 0;
        while (at < given.size()) {
            int next = at + 1;
            while (next < given.size() && !(given.get(next) instanceof String)) {
                next++;
            }
            List<Object> numbers = given.subList(at + 1, next);
            if (numbers.isEmpty() || numbers.size() > 3 || !numbers.stream().allMatch(GivenNumbers::areInLine)) {
                throw cannot(given);
            }
            String name = (String) given.get(at);
            all.add(
                    numbers.size() == 1
                            ? Series.of(name, numbers(numbers.getFirst()))
                            : new Series(
                                    name,
                                    numbers(numbers.get(0)),
                                    numbers(numbers.get(1)),
                                    numbers.size() == 3 ? numbers(numbers.get(2)) : new double[0]));
            at = next;
        }
        if (all.stream().map(Series::name).distinct().count() < all.size()) {
            throw new IllegalArgumentException("plot: names must differ, got "
                    + all.stream().map(Series::name).toList());
        }
        return Plots.curves("x", "y", all);
    }

    private static double[] numbers(Object what) {
        return GivenNumbers.line("plot", "values", what);
    }

    private static IllegalArgumentException cannot(List<?> given) {
        return new IllegalArgumentException("plot: arguments must be " + CAN + ", got "
                + String.join(", ", given.stream().map(GivenNumbers::kind).toList()));
    }
}
