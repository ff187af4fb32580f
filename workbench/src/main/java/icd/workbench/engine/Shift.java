package icd.workbench.engine;

import icd.denoise.Score;
import icd.describe.Describe;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The layer on fresh prompts of tasks and contexts that it was not trained for. */
@Describe("the layer on fresh prompts whose task or context length differs from those it was trained on")
public record Shift(
        String name,

        @Describe(
                value = "dimensions d to draw from; none for that of the task. For mixtures there are none",
                min = 1,
                byDefault = "[]")
        List<Integer> d,

        @Describe(value = "context lengths; none for data.L", min = 1, byDefault = "[]")
        List<Integer> L,

        @Describe(value = "fresh prompts for each combination", min = 2, byDefault = "4000")
        int prompts)
        implements Evaluation {

    /** Copies the lists. */
    public Shift {
        d = List.copyOf(d);
        L = List.copyOf(L);
    }

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        boolean drawn = switch (trial.task()) {
            case Subspaces s -> !s.dimensions().isFixed();
            case Spheres s -> !s.dimensions().isFixed();
            case Mixtures m -> !m.components().isFixed();
            default -> false;
        };
        if (drawn && d.isEmpty()) {
            return Optional.of("must have d, as each prompt of the task draws its own, got none");
        }
        int most = switch (trial.task()) {
            case Subspaces _ -> trial.data().n();
            case Spheres _ -> trial.data().n() - 1;
            default -> 0;
        };
        return d.stream()
                .filter(each -> each > most)
                .findFirst()
                .map(each -> "must have d "
                        + (most == 0 ? "left out for " + trial.task().name() : "<= " + most) + ", got " + each);
    }

    @Override
    public List<String> coordinates() {
        return List.of("d", "L");
    }

    @Override
    public Map<String, Set<String>> places() {
        return Map.of("d", Fits.texts(d), "L", Fits.texts(L));
    }

    @Override
    public long rows(TrialSpec trial) {
        return Math.max(1L, d.size()) * Math.max(1, L.size());
    }

    @Override
    public Optional<Draws> draws(TrialSpec trial) {
        int most =
                L.stream().mapToInt(Integer::intValue).max().orElse(trial.data().L());
        return Optional.of(new Draws(prompts, most));
    }

    @Override
    public List<String> values() {
        return List.of("mse_per_dim", "mse_per_dim_error", "mse_per_d", "mse_per_d_error");
    }

    @Override
    public Table run(Subject subject) {
        TrialSpec trial = subject.trial();
        List<Integer> dimensions = d().isEmpty() ? List.of(dimension(trial.task())) : d();
        List<Integer> lengths = L().isEmpty() ? List.of(trial.data().L()) : L();
        List<Table.Row> rows = new ArrayList<>();
        for (int L : lengths) {
            for (int d : dimensions) {
                PromptSet prompts = PromptSet.draw(
                        trial.transformed(with(trial.task(), d)),
                        prompts(),
                        L,
                        trial.precision(),
                        trial.data().seed(),
                        "evaluation " + name() + ", d = " + d + ", L = " + L,
                        subject.workers());
                Score score = Score.of(subject.layer(), prompts, subject.workers());
                double perD = (double) trial.data().n() / d;
                rows.add(new Table.Row(List.of(String.valueOf(d), String.valueOf(L)), new double[] {
                    score.msePerDim(), score.standardError(), score.msePerDim() * perD, score.standardError() * perD
                }));
            }
        }
        return new Table(coordinates(), values(), rows);
    }

    /** The d of a task; for mixtures, which have none, their K, which stays. */
    private static int dimension(Task task) {
        return switch (task) {
            case Subspaces s -> s.d();
            case Spheres s -> s.d();
            case Mixtures m -> m.K();
            default -> task.n();
        };
    }

    private static Task with(Task task, int d) {
        return switch (task) {
            case Subspaces s -> s.d(d);
            case Spheres s -> s.d(d);
            default -> task;
        };
    }
}
