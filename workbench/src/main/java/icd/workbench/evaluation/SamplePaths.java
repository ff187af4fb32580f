package icd.workbench.evaluation;

import icd.describe.Describe;
import icd.sample.DenoiserFamily;
import icd.sample.NoiseLevels;
import icd.sample.Sampler;
import icd.sample.Sampling;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The states that samples of one prompt pass through. */
@Describe(value = "the states that samples pass through, from noise to their end", key = "sample_paths")
public record SamplePaths(
        String name,

        @Describe("the denoiser; left out, the layer, with W_KQ times sigma_Z^2/sigma^2 at level sigma")
        Optional<DenoiserFamily> denoiser,

        @Describe(value = "how states go from level to level", byDefault = "ancestral")
        Sampler sampler,

        @Describe(value = "the levels of noise", byDefault = "{kind: geometric, from: 10, to: 0.01, steps: 50}")
        NoiseLevels levels,

        @Describe(value = "which of the fresh prompts, from 1", min = 1, byDefault = "1")
        int prompt,

        @Describe(value = "how many samples", min = 1, max = 10_000, byDefault = "12")
        int samples)
        implements Evaluation {

    @Override
    public boolean needsModel() {
        return denoiser.isEmpty();
    }

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.tooFew(trial, prompt).or(() -> Fits.unlessSampled(denoiser, trial));
    }

    /** {@code sample} and {@code component} count from 1; {@code step} 0 is where a sample starts. */
    @Override
    public List<String> coordinates() {
        return List.of("sample", "step", "component");
    }

    @Override
    public long rows(TrialSpec trial) {
        return samples * (levels.sigmas().length + 1L) * trial.data().n();
    }

    /** The level of noise that the state is at, 0 at the end, and the component of the state. */
    @Override
    public List<String> values() {
        return List.of("noise", "value");
    }

    @Override
    public Table run(Subject subject) {
        double[] sigmas = levels.sigmas();
        Sampling sampling = new Sampling(
                Fits.family(denoiser, subject),
                subject.prompts().fresh().prompt(prompt - 1),
                sampler,
                levels,
                samples,
                subject.trial().data().seed());
        List<Table.Row> rows = new ArrayList<>();
        for (int k = 0; k < samples; k++) {
            double[][] path = sampling.path(k);
            for (int i = 0; i < path.length; i++) {
                double noise = i < sigmas.length ? sigmas[i] : 0;
                for (int j = 0; j < path[i].length; j++) {
                    rows.add(new Table.Row(
                            List.of(Coordinate.of(k + 1), Coordinate.of(i), Coordinate.of(j + 1)),
                            new double[] {noise, path[i][j]}));
                }
            }
        }
        return new Table(coordinates(), values(), rows);
    }

    /** The name of the denoiser that draws the samples, or of the trial's layer. */
    public String whose(TrialSpec trial) {
        return denoiser.map(DenoiserFamily::name)
                .orElseGet(() -> trial.model().orElseThrow().name());
    }

    /**
     * The states of one sample, out of the table.
     *
     * @param table the result of {@link #run}
     * @param k index of the sample, from 0
     * @return a state of n numbers for the start and for each step
     */
    public double[][] states(Table table, int k) {
        int steps = levels.sigmas().length + 1;
        int n = table.rows().size() / samples / steps;
        double[] all = table.column("value");
        double[][] states = new double[steps][];
        for (int i = 0; i < steps; i++) {
            states[i] = Arrays.copyOfRange(all, (k * steps + i) * n, (k * steps + i + 1) * n);
        }
        return states;
    }
}
