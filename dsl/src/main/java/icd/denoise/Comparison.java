package icd.denoise;

import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Mark;
import icd.figure.Marker;
import icd.figure.Plots;
import icd.figure.Points;
import icd.figure.Style;
import icd.kernel.Workers;
import icd.math.Digits;
import icd.math.Estimate;
import icd.table.Column;
import icd.table.Table;
import icd.task.PromptSet;
import icd.task.UnknownInstanceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;

/**
 * Denoisers side by side on the same prompts: a table of losses, and of the differences from the best one, prompt by
 * prompt.
 *
 * @param rows one for each denoiser, as given
 * @param on the prompts that all were measured on
 * @param denoisers of the rows, in their order
 */
public record Comparison(List<Row> rows, PromptSet on, List<Denoiser> denoisers) {

    /**
     * One denoiser.
     *
     * @param denoiser its name; the second of that name is followed by {@code #2}, and so on
     * @param mse mean of {@math ||x^ - x||^2} over prompts, summed over coordinates
     * @param msePerDim MSE/n, the axis of Figure 3
     * @param standardError of {@code msePerDim}
     * @param aboveBest {@code msePerDim} less that of the best in the table
     * @param aboveBestError standard error of {@code aboveBest}, from the differences prompt by prompt: where two denoisers
     *     err alike it is far smaller than either's own
     * @param note why there are no numbers; empty where there are
     */
    public record Row(
            String denoiser,
            double mse,
            double msePerDim,
            double standardError,
            double aboveBest,
            double aboveBestError,
            String note) {}

    public Comparison {
        rows = List.copyOf(rows);
        denoisers = List.copyOf(denoisers);
    }

    /** How many prompts there are. */
    public int prompts() {
        return on.size();
    }

    /** Ambient dimension. */
    public int n() {
        return on.n();
    }

    /** Compares on all processors. */
    public static Comparison of(PromptSet prompts, Denoiser... denoisers) {
        try (Workers workers = Workers.ofAllProcessors()) {
            return of(prompts, workers, denoisers);
        }
    }

    /**
     * Measures every denoiser on all prompts. A denoiser that cannot estimate them (an oracle of another task, of
     * imported prompts or without a formula, a denoiser that needs a context where there is none), or that diverges,
     * gets a row that says why.
     *
     * @throws IllegalArgumentException if there is no denoiser, or a prompt has no target
     */
    public static Comparison of(PromptSet prompts, Workers workers, Denoiser... denoisers) {
        if (denoisers.length == 0) {
            throw new IllegalArgumentException("Comparison.of: there must be a denoiser, got none");
        }
        int n = prompts.n();
        List<double[]> errors = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        double[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (Denoiser denoiser : denoisers) {
            double[] squares = null;
            String note = "";
            try {
                squares = Score.squaredErrors(denoiser, prompts, workers);
                double mean = Estimate.mean(squares).value();
                if (mean < least) {
                    least = mean;
                    best = squares;
                }
            } catch (CancellationException e) {
                throw e; // an interrupt is no reason that belongs in the table, though it is an IllegalStateException
            } catch (UnsupportedOperationException | UnknownInstanceException | ArithmeticException e) {
                note = e.getMessage();
            } catch (IllegalStateException e) {
                if (prompts.L() > 0) {
                    throw e;
                }
                note = e.getMessage();
            }
            errors.add(squares);
            notes.add(note);
        }
        List<Row> rows = new ArrayList<>();
        Map<String, Integer> named = new HashMap<>();
        for (int d = 0; d < denoisers.length; d++) {
            String name = denoisers[d].name();
            int alike = named.merge(name, 1, Integer::sum);
            rows.add(row(alike == 1 ? name : name + " #" + alike, n, errors.get(d), best, notes.get(d)));
        }
        return new Comparison(rows, prompts, List.of(denoisers));
    }

    private static Row row(String name, int n, double[] squares, double[] best, String note) {
        if (squares == null) {
            return new Row(name, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, note);
        }
        Estimate mean = Estimate.mean(squares);
        double[] above = squares.clone();
        for (int k = 0; best != null && k < above.length; k++) {
            above[k] -= best[k];
        }
        Estimate difference = Estimate.mean(above);
        return new Row(
                name,
                mean.value(),
                mean.value() / n,
                mean.error() / n,
                difference.value() / n,
                difference.error() / n,
                note);
    }

    /**
     * The row of a denoiser.
     *
     * @param denoiser its name; without the numbers in parentheses, as in {@code pca_projection}, where only one row
     *     has that name
     * @throws IllegalArgumentException if there is no such row, or several; the message lists those there are
     */
    public Row row(String denoiser) {
        List<Row> found =
                rows.stream().filter(row -> row.denoiser.equals(denoiser)).toList();
        if (found.isEmpty()) {
            found = rows.stream()
                    .filter(row -> row.denoiser.startsWith(denoiser + "("))
                    .toList();
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException("Comparison.row: denoiser must be one of "
                    + rows.stream().map(Row::denoiser).toList() + ", got " + denoiser);
        }
        return found.getFirst();
    }

    /** The numbers as columns: {@code mse}, {@code mse_per_dim} and {@code above_best}, each with its {@code _error}. */
    public Table table() {
        return Table.of(
                Column.of("denoiser", rows.stream().map(Row::denoiser).toList()),
                column("mse", Row::mse),
                column("mse_error", row -> row.standardError * n()),
                column("mse_per_dim", Row::msePerDim),
                column("mse_per_dim_error", Row::standardError),
                column("above_best", Row::aboveBest),
                column("above_best_error", Row::aboveBestError));
    }

    private Column column(String name, ToDoubleFunction<Row> number) {
        return Column.of(name, rows.stream().mapToDouble(number).toArray());
    }

    /** A column of {@link #table()}, a number for each denoiser. */
    public double[] column(String name) {
        return table().column(name);
    }

    /** The losses beside each other, with their standard errors. */
    public Figure plot() {
        List<String> names = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        List<String> without = new ArrayList<>();
        Style style = Style.of(Colour.BLUE).marker(Marker.CIRCLE).filled();
        for (Row row : rows.reversed()) { // an axis of names goes upwards
            if (!Double.isFinite(row.msePerDim)) {
                without.add(Plots.text(row.denoiser));
                continue;
            }
            double at = names.size();
            double error = Double.isNaN(row.standardError) ? 0 : row.standardError;
            String label = "(" + Plots.text(row.denoiser) + ")";
            marks.add(new Line(
                    label,
                    new double[] {row.msePerDim - error, row.msePerDim + error},
                    new double[] {at, at},
                    Style.of(Colour.BLUE)));
            marks.add(Points.at(label, row.msePerDim, at, style));
            names.add(Plots.text(row.denoiser));
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "Comparison.plot: a denoiser must have a finite loss, got none of " + without);
        }
        return Figure.of("comparison", "The losses of " + String.join(", ", names) + " on the same prompts")
                .width(120)
                .aspect(Math.clamp(0.12 * names.size(), 0.25, 1.2))
                .row(new Chart("", Axis.of("MSE/n"), Axis.of("", names), marks))
                .note("Bars: one standard error over prompts."
                        + (without.isEmpty() ? "" : " Without a finite loss: " + String.join(", ", without) + "."));
    }

    /** {@link #table()} as CSV, with a column {@code note} that says why a denoiser has no numbers. */
    public String csv() {
        List<Column> columns = new ArrayList<>(table().columns());
        columns.add(Column.of("note", rows.stream().map(Row::note).toList()));
        return new Table(columns).csv();
    }

    /** {@link #table()} as LaTeX. */
    public String latex() {
        return table().latex();
    }

    @Override
    public String toString() {
        int width = rows.stream().mapToInt(row -> row.denoiser.length()).max().orElse(0);
        width = Math.max(width, "denoiser".length());
        int number = Digits.width(10, 5);
        int difference = Digits.width(24, 3);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-" + width + "s  %" + number + "s  %" + number + "s  %9s  %" + difference + "s",
                "denoiser",
                "MSE",
                "MSE/n",
                "± s.e.",
                "above the best, MSE/n"));
        for (Row row : rows) {
            text.append(String.format(Locale.ROOT, "%n%-" + width + "s  ", row.denoiser));
            if (Double.isNaN(row.mse) && !row.note.isEmpty()) {
                text.append("none: ").append(row.note);
                continue;
            }
            text.append(Digits.text(
                    "%10.5g  %10.5g  %9.2g  %" + difference + "s",
                    row.mse,
                    row.msePerDim,
                    row.standardError,
                    row.aboveBest == 0 && !(row.aboveBestError > 0)
                            ? "best"
                            : Digits.text("%.3g ± %.2g", row.aboveBest, row.aboveBestError)));
        }
        return text.append(String.format(
                        Locale.ROOT, "%nover %d prompt%s in R^%d", prompts(), prompts() == 1 ? "" : "s", n()))
                .toString();
    }
}
