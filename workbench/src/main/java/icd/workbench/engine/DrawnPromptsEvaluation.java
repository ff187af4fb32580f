package icd.workbench.engine;

import icd.denoise.Denoiser;
import icd.task.Instance;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.workbench.recipe.Baseline;
import icd.workbench.recipe.EvaluationSpec;
import icd.workbench.run.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The first fresh prompts of a trial as numbers, one a row. */
record DrawnPromptsEvaluation(EvaluationSpec.DrawnPrompts spec) implements Evaluation {

    @Override
    public Table run(Subject subject) {
        PromptSet fresh = subject.prompts().fresh();
        boolean training = spec.estimates().contains(Baseline.LEAST_SQUARES);
        List<Table.Row> rows = new ArrayList<>();
        for (int k = 0; k < spec.prompts(); k++) {
            Rows of = new Rows(rows, k + 1, fresh.n());
            Prompt prompt = fresh.prompt(k);
            for (int t = 0; t < prompt.L(); t++) {
                int token = t;
                of.add("context", t + 1, i -> prompt.context().doubleValue(i, token));
            }
            int last = prompt.L() + 1;
            of.add("query", last, prompt.query()::doubleValue);
            of.add("target", last, prompt.target()::doubleValue);
            if (subject.layer() != null) {
                of.add("layer", last, subject.layer().estimate(prompt)::doubleValue);
            }
            for (Baseline baseline : spec.estimates()) {
                if (baseline == Baseline.QUERY) {
                    continue; // is told already
                }
                Denoiser denoiser = Domain.baseline(
                        baseline,
                        subject.trial().promptTask().heldOut(),
                        training ? subject.prompts().train() : null);
                of.add(baseline.toString(), last, denoiser.estimate(prompt)::doubleValue);
            }
            if (fresh.knowsTruth()) {
                landmarks(prompt.instance(), of);
            }
        }
        return new Table(spec.coordinates(), spec.values(), rows);
    }

    private static void landmarks(Instance instance, Rows of) {
        instance.landmarks().forEach((role, vectors) -> {
            for (int j = 0; j < vectors.size(); j++) {
                double[] vector = vectors.get(j);
                of.add(role, j + 1, i -> vector[i]);
            }
        });
    }

    /** The rows of one prompt. */
    private record Rows(List<Table.Row> rows, int prompt, int n) {

        void add(String role, int token, IntToDoubleFunction component) {
            for (int i = 0; i < n; i++) {
                rows.add(new Table.Row(
                        List.of(String.valueOf(prompt), role, String.valueOf(token), String.valueOf(i + 1)),
                        new double[] {component.applyAsDouble(i)}));
            }
        }
    }
}
