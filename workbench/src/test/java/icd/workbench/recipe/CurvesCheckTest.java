package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.fault;
import static icd.workbench.recipe.Recipes.read;
import static org.assertj.core.api.Assertions.assertThat;

import icd.theory.KnownLaw;
import icd.workbench.figures.CurveAxis;
import icd.workbench.figures.CurvesFigure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in curves and descents are reported before anything runs. */
class CurvesCheckTest {

    private static final String RECIPE = """
            name: curves
            data: {n: 16, L: 50, fresh: 100}
            baselines: [zero]
            model: {attention: softmax, weights: scalar, init: {kind: identity, alpha: 1, beta: 10}}
            evaluate: [{kind: descent, steps: [1, 2]}]
            cases:
              subspaces: {task: {kind: subspaces, d: 8, variance: 2, noise_variance: 1}, model: {attention: linear}}
              spheres: {task: {kind: spheres, d: 8, radius: 1, noise_variance: 0.1}}
            figures:
              - name: f
                kind: curves
                x: %s
                series: %s
                panels: [%s]
            """;

    private static String recipe(String x, String series, String panels) {
        return RECIPE.formatted(x, series, panels);
    }

    @Test
    void aValidOneIsRead() {
        CurvesFigure curves = (CurvesFigure) read(recipe(
                        "{of: steps}",
                        "rate",
                        "{y: {of: mse_per_dim}, at: {case: subspaces}, theory: [descent_loss], baselines: [zero]}"))
                .figures()
                .getFirst();
        assertThat(curves.width()).isEqualTo(171);
        assertThat(curves.panels().getFirst().theory()).containsExactly(KnownLaw.DESCENT_LOSS);
        assertThat(curves.x().scale()).isEqualTo(CurveAxis.Scale.LINEAR);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {of: stepz}                          | rate | {y: {of: norm}} | unknown coordinate 'stepz', did you mean 'steps'?
            {of: steps}                          | rat  | {y: {of: norm}} | unknown coordinate 'rat', did you mean 'rate'?
            {of: steps}                          | rate | {y: {of: nrm}}  | unknown metric 'nrm', did you mean 'norm'?
            {of: steps}                          | rate | {y: {of: norm}, at: {case: sphere}} | unknown case 'sphere', did you mean 'spheres'?
            {of: steps}                          | rate | ''              | figures.panels must hold a panel, got none
            {of: steps, range: [2, 1]}           | rate | {y: {of: norm}} | figures.x: range must be empty or two numbers in rising order
            {of: steps, range: [0, 1], scale: log} | rate | {y: {of: norm}} | positive where scale is log, got [0.0, 1.0]
            {of: steps}                          | rate | {y: {of: norm}, theory: [zero_loss]} | zero_loss must go with an MSE, got norm
            {of: steps}                          | rate | {y: {of: over_one_step}, theory: [zero_loss]} | zero_loss must go with an MSE, got over_one_step
            {of: steps}                          | rate | {y: {of: norm}, theory: [fixed_point_norm]} | fixed_point_norm must go with a task and a layer it is known for, got subspaces(16, 8).variance(2.0).noiseVariance(1.0) and linear_scalar attention (trial subspaces)
            {of: steps}                          | rate | {y: {of: mse_per_dim}, at: {model: softmx}} | unknown model 'softmx'; this recipe has linear_scalar, softmax_scalar, zero
            {of: steps}                          | rate | {y: {of: norm}, at: {case: spheres}, theory: [stability_threshold]} | stability_threshold must go with the layer's beta as x, got steps
            {of: steps}                          | rate | {y: {of: mse_per_dim}, baselines: [query]} | must be among the baselines of the trials drawn, got query, which trial subspaces lacks
            """)
    void whatIsWrongIsNamed(String x, String series, String panel, String message) {
        assertThat(fault(recipe(x, series, panel))).contains(message);
    }

    /** Once a layer is trained, its initial beta is not the one that the threshold refers to. */
    @Test
    void aThresholdNeedsTheLayersOwnBeta() {
        String text = recipe(
                        "{of: model.init.beta}",
                        "model",
                        "{y: {of: norm}, at: {evaluation: descent, steps: 2}, theory: [stability_threshold]}")
                .replaceAll("  subspaces: .*\n", "")
                .replace("fresh: 100", "fresh: 100, train: 20, test: 10")
                .replace("figures:", "sweep: {model.init.beta: [1, 2]}\nfigures:");
        assertThat(fault(text)).isEqualTo("no fault found");
        assertThat(fault(text, "training={epochs: 1, batch: 10, optimiser: {kind: adam, rate: 0.01}}"))
                .contains("stability_threshold must go with the layer's beta as x, got model.init.beta");
    }

    /** A loss of the layer is known only for the layer that it is about. */
    @Test
    void lawsOfALayerNeedThatLayer() {
        String loss = "{y: {of: mse_per_dim}, at: {case: spheres}, theory: [scaled_identity_loss]}";
        assertThat(fault(recipe("{of: steps}", "rate", loss)))
                .contains("scaled_identity_loss must go with a task and a layer it is known for, got spheres(16, 8)"
                        + ".radius(1.0).noiseVariance(0.1) and softmax_scalar attention (trial spheres)");
        assertThat(fault(recipe("{of: steps}", "rate", loss), "cases.spheres.model.attention=linear"))
                .isEqualTo("no fault found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model.weights=full      | ''
            evaluate=[{kind: descent, steps: []}]        | must have a rate and rising numbers of steps, got [1.0] and []
            evaluate=[{kind: descent, steps: [3, 3]}]    | must have a rate and rising numbers of steps, got [1.0] and [3, 3]
            model.init={kind: uniform}                   | ''
            model={attention: linear}                    | must come with model.weights scalar, so that the layer is a step on an energy, got full
            data.fresh=1                                 | must have data.fresh >= 2 prompts to descend from, got 1
            """)
    void aDescentNeedsALayerThatIsAStep(String override, String message) {
        String text = recipe("{of: steps}", "rate", "{y: {of: norm}}");
        String said = fault(text, override);
        assertThat(said).contains(message.isEmpty() ? "no fault found" : message);
    }
}
