package icd.workbench.shell;

import static icd.workbench.shell.Session.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.Dsl;
import icd.kernel.Precision;
import icd.task.Spheres;
import icd.train.Decay;
import icd.train.Optimiser;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values of Java as settings of a recipe. */
class SettingValueTest {

    private static final String RECIPE = """
            name: small
            data: {n: 4, L: 5, train: 8, test: 2, fresh: 0}
            task: {kind: subspaces, d: 2, variance: 1, noise_variance: 1}
            model: {attention: linear}
            training: {epochs: 3, batch: 2, optimiser: {kind: adam, rate: 0.01}}
            baselines: [zero]
            """;

    private record Sgd(String kind, double rate) {}

    private static Recipe with(Setting... settings) {
        return Recipe.parse(
                "recipe", RECIPE, Arrays.stream(settings).map(Setting::toString).toList());
    }

    private static TrainingSpec training(Setting... settings) {
        return with(settings).trials().getFirst().training().orElseThrow();
    }

    @Test
    void aPathMustBeGiven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Session.set(null, 1))
                .withMessage("set: path must be given, such as \"training.epochs\", got null");
    }

    @Test
    void mapsAndRecords() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", "sgd");
        map.put("rate", 0.05);
        assertThat(set("training.optimiser", map)).hasToString("training.optimiser={kind: sgd, rate: 0.05}");
        for (Object value : List.of(map, new Sgd("sgd", 0.05), new Optimiser.Sgd(0.05, 0))) {
            assertThat(training(set("training.optimiser", value)).optimiser()).isEqualTo(new Optimiser.Sgd(0.05, 0));
        }
        assertThat(training(set("training.decay", new Decay(0.5, List.of(0.5, 0.9))))
                        .decay()
                        .at())
                .containsExactly(0.5, 0.9);
        assertThat(with(set("task", Dsl.spheres(4, 1).radius(2).noiseVariance(0.25)))
                        .trials()
                        .getFirst()
                        .task())
                .isEqualTo(new Spheres(4, 1, 2, 0.25));
    }

    @Test
    void listsAndArrays() {
        for (Object value : List.of(
                new int[] {1, 3},
                new long[] {1, 3},
                new Integer[] {1, 3},
                List.of(1, 3),
                Arrays.asList((short) 1, 3))) {
            assertThat(training(set("training.keep", value)).keep()).containsExactly(1, 3);
        }
        assertThat(set("x", Dsl.vector(1, 2))).hasToString("x=[1.0, 2.0]");
        assertThat(set("x", Dsl.matrix(Dsl.row(1, 2), Dsl.row(3, 4)))).hasToString("x=[[1.0, 2.0], [3.0, 4.0]]");
        assertThat(set("x", new double[][] {{1}, {}})).hasToString("x=[[1.0], []]");
        assertThat(with(set("sweep.training.seed", new int[] {4, 5, 6})).trials())
                .hasSize(3);
    }

    /** Not a number, nothing, a comment, a mapping or a boolean. */
    @Test
    void textIsText() {
        for (String text : List.of("5", "1e3", "a #5", "a: b", "*a", "null", "true", "", "say \"no\"", "ü\n\u001b")) {
            assertThat(with(set("title", text)).title()).isEqualTo(text);
            assertThat(with(set("differs", List.of(text))).differs()).containsExactly(text);
        }
        assertThat(set("model.attention", "softmax")).hasToString("model.attention=softmax");
        assertThat(set("training.precision", Precision.FLOAT64)).hasToString("training.precision=float64");
        assertThat(set("training.keep", "[1, 2]")).hasToString("training.keep=[1, 2]");
    }

    @Test
    void nothing() {
        assertThat(set("x", null)).hasToString("x=null");
        assertThat(set("x", Optional.empty())).hasToString("x=null");
        assertThat(set("x", Optional.of(2))).hasToString("x=2");
    }

    @Test
    void whatMeansNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set("training.epochs", new Object()))
                .withMessage(
                        "set: the value of training.epochs must be a number, text, boolean, list, array, map, record or"
                                + " null, got java.lang.Object");
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set("training.keep", itself))
                .withMessage("set: the value of training.keep must nest at most 32 deep, got a deeper one");
    }
}
