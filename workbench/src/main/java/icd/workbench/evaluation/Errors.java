package icd.workbench.evaluation;

import icd.describe.Describe;
import icd.task.PromptSet;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The squared error of the layer on each fresh prompt. */
@Describe("the squared error of the layer on each fresh prompt")
public record Errors(String name) implements Evaluation {

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.tooFew(trial, 1);
    }

    /** {@code prompt} counts from 1. */
    @Override
    public List<String> coordinates() {
        return List.of("prompt");
    }

    @Override
    public long rows(TrialSpec trial) {
        return trial.data().fresh();
    }

    /** {@math ||x^ - x||^2 / n}, and {@math ||x^||^2 / n}. */
    @Override
    public List<String> values() {
        return List.of("mse_per_dim", "square_per_dim");
    }

    @Override
    public Table run(Subject subject) {
        PromptSet prompts = subject.prompts().fresh();
        int n = prompts.n();
        double[] estimates = new double[prompts.size() * n];
        int chunk = 64;
        subject.workers()
                .forEach(
                        (prompts.size() + chunk - 1) / chunk,
                        (_, part) -> subject.layer()
                                .estimate(
                                        prompts,
                                        part * chunk,
                                        Math.min(prompts.size(), (part + 1) * chunk),
                                        estimates));
        List<Table.Row> rows = new ArrayList<>();
        for (int k = 0; k < prompts.size(); k++) {
            double error = 0;
            double square = 0;
            for (int i = k * n; i < (k + 1) * n; i++) {
                double difference = estimates[i] - prompts.targets()[i];
                error = Math.fma(difference, difference, error);
                square = Math.fma(estimates[i], estimates[i], square);
            }
            rows.add(new Table.Row(List.of(Coordinate.of(k + 1)), new double[] {error / n, square / n}));
        }
        return new Table(coordinates(), values(), rows);
    }
}
