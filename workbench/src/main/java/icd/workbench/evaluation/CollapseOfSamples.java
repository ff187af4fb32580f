package icd.workbench.evaluation;

import icd.describe.Describe;
import icd.sample.Collapse;
import icd.task.PromptSet;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.List;
import java.util.Optional;

/** The level of noise at which samples of a context fall onto one of its tokens. */
@Describe(
        value =
                "the level of noise at which a token with noise has half of the empirical posterior's weight: below it samplers that know"
                        + " the context alone end on its tokens",
        key = "collapse")
public record CollapseOfSamples(
        String name,

        @Describe(value = "contexts of how many of the fresh prompts", min = 2, byDefault = "8")
        int prompts,

        @Describe(value = "number of noisy tokens in each", min = 1, max = 1e6, byDefault = "200")
        int states)
        implements Evaluation {

    @Override
    public boolean needsModel() {
        return false;
    }

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        int L = trial.data().L();
        return Fits.tooFew(trial, prompts)
                .or(() -> L >= 2 ? Optional.empty() : Optional.of("must have two tokens, got data.L = " + L));
    }

    @Override
    public List<String> coordinates() {
        return List.of();
    }

    @Override
    public long rows(TrialSpec trial) {
        return 1;
    }

    @Override
    public List<String> values() {
        return List.of("collapse_noise", "collapse_noise_error");
    }

    @Override
    public Table run(Subject subject) {
        PromptSet fresh = subject.prompts().fresh();
        double[] noises = new double[prompts];
        subject.workers()
                .forEach(
                        prompts,
                        (_, k) -> noises[k] = Collapse.noise(
                                fresh.prompt(k), states, subject.trial().data().seed()));
        Mean noise = Mean.of(noises);
        return new Table(coordinates(), values(), List.of(new Table.Row(List.of(), new double[] {
            noise.value(), noise.error()
        })));
    }
}
