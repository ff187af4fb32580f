package icd.workbench.engine;

import icd.denoise.Score;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Table;
import java.util.ArrayList;
import java.util.List;

/** The layer on prompts of other dimensions d and other context lengths than its own. */
record ShiftEvaluation(EvaluationSpec.Shift spec) implements Evaluation {

    @Override
    public Table run(Subject subject) {
        TrialSpec trial = subject.trial();
        List<Integer> dimensions = spec.d().isEmpty() ? List.of(dimension(trial.task())) : spec.d();
        List<Integer> lengths = spec.L().isEmpty() ? List.of(trial.data().L()) : spec.L();
        List<Table.Row> rows = new ArrayList<>();
        for (int L : lengths) {
            for (int d : dimensions) {
                PromptSet prompts = PromptSet.draw(
                        trial.transformed(with(trial.task(), d)).heldOut(),
                        spec.prompts(),
                        L,
                        trial.precision(),
                        trial.data().seed(),
                        "evaluation " + spec.name() + ", d = " + d + ", L = " + L,
                        subject.workers());
                Score score = Score.of(subject.layer(), prompts, subject.workers());
                double perD = (double) trial.data().n() / d;
                rows.add(new Table.Row(List.of(String.valueOf(d), String.valueOf(L)), new double[] {
                    score.msePerDim(), score.standardError(), score.msePerDim() * perD, score.standardError() * perD
                }));
            }
        }
        return new Table(spec.coordinates(), spec.values(), rows);
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
