package icd.workbench.evaluation;

import icd.denoise.Baseline;
import icd.denoise.Denoiser;
import icd.describe.Describe;
import icd.task.Instance;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/** Prompts as numbers, to be drawn: tokens, query, target, estimates, and what the instance is. */
@Describe("the first fresh prompts as numbers: tokens, query, target, estimates, and the subspace or centres")
public record DrawnPrompts(
        @Describe(
                value = "names its table",
                pattern = Recipe.NAME,
                patternSays = Recipe.NAME_SAYS,
                byDefault = "prompts")
        String name,

        @Describe(value = "how many of the fresh prompts", min = 1, byDefault = "1")
        int prompts,

        @Describe(
                value = "denoisers whose estimates are written; the layer's are written too if there is one",
                byDefault = "[bayes]")
        List<Baseline> estimates)
        implements Evaluation {

    /** The roles besides those of the estimates; the query is not among them, as it is one of the baselines. */
    private static final Set<String> ROLES = Set.of("context", "target", "layer", "basis", "centre");

    /** Copies the list. */
    public DrawnPrompts {
        estimates = List.copyOf(estimates);
    }

    @Override
    public boolean needsModel() {
        return false;
    }

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.tooFew(trial, prompts)
                .or(() -> Fits.ifTransformed(trial))
                .or(() -> estimates.stream()
                        .flatMap(estimate -> misfit(estimate, trial).stream())
                        .findFirst());
    }

    private static Optional<String> misfit(Baseline estimate, TrialSpec trial) {
        return trial.misfit(estimate)
                .or(() -> ROLES.contains(estimate.name())
                        ? Optional.of("must not have the name of another role")
                        : Optional.empty())
                .map(says -> "estimates: '" + estimate.name() + "' " + says);
    }

    /**
     * {@code role} is {@code context}, {@code query}, {@code target}, {@code layer}, the name of a baseline, {@code basis}
     * (orthonormal, of the subspace) or {@code centre} (of a component); {@code token} counts from 1, and is L + 1 for
     * query, target and estimates.
     */
    @Override
    public List<String> coordinates() {
        return List.of("prompt", "role", "token", "component");
    }

    @Override
    public long rows(TrialSpec trial) {
        double rows = (double) prompts * trial.data().n() * trial.data().L();
        return (long) rows; // at most the largest long
    }

    @Override
    public Set<String> words() {
        return Set.of("role");
    }

    @Override
    public List<String> values() {
        return List.of("value");
    }

    @Override
    public Table run(Subject subject) {
        PromptSet fresh = subject.prompts().fresh();
        SequencedMap<String, Denoiser> denoisers = new LinkedHashMap<>();
        for (Baseline baseline : estimates) {
            denoisers.put(
                    baseline.name(),
                    baseline.denoiser(subject.trial().promptTask().heldOut(), fresh.L(), subject.prompts()::train));
        }
        denoisers.remove("query"); // is told already
        List<Table.Row> rows = new ArrayList<>();
        for (int k = 0; k < prompts(); k++) {
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
            denoisers.forEach((name, denoiser) -> of.add(name, last, denoiser.estimate(prompt)::doubleValue));
            if (fresh.knowsTruth()) {
                landmarks(prompt.instance(), of);
            }
        }
        return new Table(coordinates(), values(), rows);
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
                        List.of(Coordinate.of(prompt), Coordinate.of(role), Coordinate.of(token), Coordinate.of(i + 1)),
                        new double[] {component.applyAsDouble(i)}));
            }
        }
    }
}
