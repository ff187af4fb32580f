package icd.workbench.evaluation;

import icd.describe.Describe;
import icd.math.Estimate;
import icd.sample.DenoiserFamily;
import icd.sample.NoiseLevels;
import icd.sample.Sampler;
import icd.sample.Samples;
import icd.sample.Sampling;
import icd.task.Mixture;
import icd.task.Mixtures;
import icd.task.PromptSet;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Samples drawn with a denoiser, beside draws of the law that the tokens of each prompt come from. */
@Describe(
        value =
                "samples drawn with a denoiser at every level of noise: how far they are from the law of the tokens, beside draws of the law,"
                        + " and the weights of its modes",
        key = "sampling")
public record DrawnSamples(
        String name,

        @Describe("the denoiser; left out, the layer, with W_KQ times sigma_Z^2/sigma^2 at level sigma")
        Optional<DenoiserFamily> denoiser,

        @Describe(value = "how states go from level to level", byDefault = "ancestral")
        Sampler sampler,

        @Describe(value = "the levels of noise", byDefault = "{kind: geometric, from: 10, to: 0.01, steps: 50}")
        NoiseLevels levels,

        @Describe(
                value = "numbers of steps, each measured by itself; none for that of the levels",
                min = 2,
                max = 100_000,
                byDefault = "[]")
        List<Integer> steps,

        @Describe(value = "samples for each prompt", min = 2, max = 1e6, byDefault = "500")
        int samples,

        @Describe(value = "how many of the fresh prompts, each with an instance of its own", min = 2, byDefault = "8")
        int prompts)
        implements Evaluation {

    private static final String ALL = "all";

    /** Copies the list. */
    public DrawnSamples {
        steps = List.copyOf(steps);
    }

    @Override
    public boolean needsModel() {
        return denoiser.isEmpty();
    }

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.tooFew(trial, prompts).or(() -> Fits.unlessSampled(denoiser, trial));
    }

    /** {@code mode} is {@code all}, or the number of a component of the mixture, from 1. */
    @Override
    public List<String> coordinates() {
        return List.of("steps", "mode");
    }

    @Override
    public Set<String> words() {
        return Set.of("mode");
    }

    @Override
    public Map<String, Set<Coordinate>> places() {
        return Map.of("steps", Fits.places(numbersOfSteps()));
    }

    private List<Integer> numbersOfSteps() {
        return steps.isEmpty() ? List.of(levels.sigmas().length) : steps;
    }

    @Override
    public long rows(TrialSpec trial) {
        int modes =
                trial.task() instanceof Mixtures mixtures ? mixtures.dimension().orElse(0) : 0;
        return (long) numbersOfSteps().size() * (1 + modes);
    }

    /**
     * Means over the prompts. The row {@code all} has the sliced Wasserstein distance of the samples to as many draws of the law, the distance
     * of two such draws, the ratio of the two; {@math ||x||^2/n}; and how far a sample, and a draw of the law, is from the nearest token of the
     * context, none without one. The row of each mode has its share of the samples, and its weight in the law.
     */
    @Override
    public List<String> values() {
        return List.of(
                "distance",
                "distance_error",
                "law_distance",
                "law_distance_error",
                "over_law",
                "over_law_error",
                "square_per_dim",
                "square_per_dim_error",
                "token_distance",
                "token_distance_error",
                "law_token_distance",
                "law_token_distance_error",
                "weight",
                "weight_error",
                "law_weight");
    }

    @Override
    public Table run(Subject subject) {
        DenoiserFamily family = Fits.family(denoiser, subject);
        PromptSet fresh = subject.prompts().fresh();
        List<Table.Row> rows = new ArrayList<>();
        for (int count : numbersOfSteps()) {
            List<Samples> drawn = new ArrayList<>();
            for (int k = 0; k < prompts; k++) {
                drawn.add(new Sampling(
                                family,
                                fresh.prompt(k),
                                sampler,
                                levels.steps(count),
                                samples,
                                subject.trial().data().seed())
                        .run(subject.workers()));
            }
            rows.add(row(count, ALL, whole(drawn)));
            modes(drawn, count, rows);
        }
        return new Table(coordinates(), values(), rows);
    }

    private static Table.Row row(int steps, String mode, double[] values) {
        return new Table.Row(List.of(Coordinate.of(steps), Coordinate.of(mode)), values);
    }

    private double[] whole(List<Samples> drawn) {
        int size = drawn.size();
        double[] distance = new double[size];
        double[] ofLaw = new double[size];
        double[] square = new double[size];
        double[] token = new double[size];
        double[] lawToken = new double[size];
        for (int k = 0; k < size; k++) {
            Samples samples = drawn.get(k);
            Samples law = samples.law(0);
            distance[k] = samples.distance(law);
            ofLaw[k] = samples.law(1).distance(law);
            square[k] = samples.squarePerDim().value();
            token[k] = Mean.of(samples.distancesToTokens()).value();
            lawToken[k] = Mean.of(law.distancesToTokens()).value();
        }
        Mean[] means = {
            Mean.of(distance),
            Mean.of(ofLaw),
            Mean.ratio(distance, ofLaw),
            Mean.of(square),
            Mean.of(token),
            Mean.of(lawToken)
        };
        return from(
                "distance",
                Arrays.stream(means)
                        .flatMapToDouble(mean -> DoubleStream.of(mean.value(), mean.error()))
                        .toArray());
    }

    /** A row of values that holds these numbers from a column on, and nothing else. */
    private double[] from(String column, double... numbers) {
        double[] values = new double[values().size()];
        Arrays.fill(values, Double.NaN);
        System.arraycopy(numbers, 0, values, values().indexOf(column), numbers.length);
        return values;
    }

    /** The rows of modes, which all instances have in common; mixtures that draw their K have none. */
    private void modes(List<Samples> drawn, int count, List<Table.Row> rows) {
        List<List<Estimate>> shares = drawn.stream().map(Samples::modeWeights).toList();
        int modes = shares.getFirst().size();
        if (shares.stream().anyMatch(each -> each.size() != modes)) {
            return;
        }
        for (int a = 0; a < modes; a++) {
            int mode = a;
            Mean share = Mean.of(
                    shares.stream().mapToDouble(each -> each.get(mode).value()).toArray());
            double weight = ((Mixture) drawn.getFirst().from().prompt().instance()).weights()[a];
            rows.add(row(count, String.valueOf(a + 1), from("weight", share.value(), share.error(), weight)));
        }
    }
}
