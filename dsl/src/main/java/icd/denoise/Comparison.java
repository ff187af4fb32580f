package icd.denoise;

import icd.io.Csv;
import icd.kernel.Workers;
import icd.math.Estimate;
import icd.task.PromptSet;
import icd.task.UnknownInstanceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Denoisers side by side on the same prompts: a table of losses, and of how far each is above the best, prompt by prompt.
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
     * @param mse mean of ||x^ - x||^2 over prompts, summed over coordinates
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
     * Measures every denoiser on all prompts. One that cannot be asked about them (an oracle of another task, of imported
     * prompts or without a formula, a denoiser that needs a context where there is none), or that diverges, gets a row that
     * says why.
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
     * @param denoiser its name; without the numbers in parentheses, as in {@code pca_projection}, where that is one row's alone
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

    /**
     * The table as CSV: a header, then {@code denoiser, mse, mse_per_dim, standard_error, above_best, above_best_error,
     * note}, all digits.
     */
    public String csv() {
        Csv csv = new Csv();
        csv.row(List.of("denoiser", "mse", "mse_per_dim", "standard_error", "above_best", "above_best_error", "note"));
        for (Row row : rows) {
            csv.row(List.of(
                    row.denoiser,
                    Csv.cell(row.mse),
                    Csv.cell(row.msePerDim),
                    Csv.cell(row.standardError),
                    Csv.cell(row.aboveBest),
                    Csv.cell(row.aboveBestError),
                    row.note));
        }
        return csv.toString();
    }

    @Override
    public String toString() {
        int width = rows.stream().mapToInt(row -> row.denoiser.length()).max().orElse(0);
        width = Math.max(width, "denoiser".length());
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-" + width + "s  %10s  %10s  %9s  %24s",
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
            text.append(String.format(
                    Locale.ROOT,
                    "%10.5g  %10.5g  %9.2g  %24s",
                    row.mse,
                    row.msePerDim,
                    row.standardError,
                    row.aboveBest == 0 && !(row.aboveBestError > 0)
                            ? "best"
                            : String.format(Locale.ROOT, "%.3g ± %.2g", row.aboveBest, row.aboveBestError)));
        }
        return text.append(String.format(
                        Locale.ROOT, "%nover %d prompt%s in R^%d", prompts(), prompts() == 1 ? "" : "s", n()))
                .toString();
    }
}
