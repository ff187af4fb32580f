package icd.denoise;

import static org.assertj.core.api.Assertions.assertThat;

import icd.Golden;
import icd.io.NpyArray;
import icd.kernel.Precision;
import icd.task.PromptSet;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("golden")
class GoldenBaselinesTest {

    private static final Map<String, Denoiser> BASELINES = Map.of(
            "zero", Baselines.zero(),
            "query", Baselines.query(),
            "context_mean", Baselines.contextMean(),
            "projection", Baselines.projection(),
            "projection_to_sphere", Baselines.projectionToSphere(),
            "zero_variance", Baselines.zeroVariance(),
            "bayes", Baselines.bayes());

    @ParameterizedTest
    @ValueSource(strings = {"subspace", "sphere", "mixture", "mixture_unequal"})
    void everyPrediction(String kind) {
        SequencedMap<String, NpyArray> golden = Golden.read("baselines_" + kind);
        assertThat(golden.sequencedKeySet())
                .containsExactlyInAnyOrder(
                        switch (kind) {
                            case "subspace" -> new String[] {"zero", "query", "context_mean", "projection", "bayes"};
                            case "sphere" ->
                                new String[] {
                                    "zero", "query", "context_mean", "projection", "projection_to_sphere", "bayes"
                                };
                            default -> new String[] {"zero", "query", "context_mean", "zero_variance", "bayes"};
                        });
        PromptSet prompts = Golden.prompts(kind, Precision.FLOAT64);
        golden.forEach((name, expected) -> Golden.assertEachClose(
                kind + " " + name, BASELINES.get(name).estimate(prompts), expected.doubles(), 1e-10));
    }
}
