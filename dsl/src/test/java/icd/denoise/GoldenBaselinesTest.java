package icd.denoise;

import icd.Golden;
import icd.io.NpyArray;
import icd.kernel.Precision;
import icd.task.PromptSet;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        PromptSet prompts = Golden.prompts(kind, Precision.FLOAT64);
        golden.forEach((name, expected) -> Golden.assertEachClose(
                kind + " " + name, BASELINES.get(name).estimate(prompts), expected.doubles(), 1e-10));
    }
}
