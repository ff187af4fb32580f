package icd.workbench.evaluation;

import icd.attention.TokenWeights;
import icd.describe.Describe;
import icd.task.PromptSet;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.List;
import java.util.Optional;

/**
 * How a layer spreads its weights over the tokens. The shares are {@math |w_t| / sum |w|}, since weights that are no probabilities may be
 * negative.
 */
@Describe(
        value =
                "how the layer's weights |w_t| / sum |w| are spread over the tokens: entropy, effective number, the largest",
        key = "attention")
public record AttentionWeights(String name) implements Evaluation {

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.tooFew(trial, 2).or(() -> Fits.unlessPlain(trial));
    }

    @Override
    public List<String> coordinates() {
        return List.of();
    }

    @Override
    public long rows(TrialSpec trial) {
        return 1;
    }

    /** Means over the fresh prompts: {@math H = -sum p log p} in nats, exp H, and the largest p. */
    @Override
    public List<String> values() {
        return List.of(
                "entropy",
                "entropy_error",
                "effective_tokens",
                "effective_tokens_error",
                "largest_weight",
                "largest_weight_error");
    }

    @Override
    public Table run(Subject subject) {
        PromptSet prompts = subject.prompts().fresh();
        double[] entropy = new double[prompts.size()];
        double[] effective = new double[prompts.size()];
        double[] largest = new double[prompts.size()];
        subject.workers().forEach(prompts.size(), (_, k) -> {
            double[] weights = TokenWeights.of(subject.layer(), prompts.prompt(k)).data;
            double sum = 0;
            for (double weight : weights) {
                sum += Math.abs(weight);
            }
            for (double weight : weights) {
                double p = Math.abs(weight) / sum;
                entropy[k] -= p > 0 ? p * StrictMath.log(p) : 0;
                largest[k] = Math.max(largest[k], p);
            }
            effective[k] = StrictMath.exp(entropy[k]);
        });
        Mean of = Mean.of(entropy);
        Mean number = Mean.of(effective);
        Mean most = Mean.of(largest);
        double[] row = {of.value(), of.error(), number.value(), number.error(), most.value(), most.error()};
        return new Table(coordinates(), values(), List.of(new Table.Row(List.of(), row)));
    }
}
