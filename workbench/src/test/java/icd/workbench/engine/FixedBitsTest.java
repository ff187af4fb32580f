package icd.workbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.piece.Numerics;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import icd.workbench.run.RunResult;
import icd.workbench.run.Summary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bits of small trials under {@link Numerics#VERSION}. If this fails, results have changed in some bit: raise the version,
 * and only then write down the new values.
 */
class FixedBitsTest {

    private static final String RECIPE = """
            name: bits
            data: {n: 10, L: 37, train: 40, test: 9, fresh: 11, baseline_draws: 12000, seed: 5}
            model: {attention: softmax}
            training: {epochs: 3, batch: 16, precision: float32, decay: {factor: 0.1, at: [0.5]}, seed: 2}
            cases:
              subspaces: {task: {kind: subspaces, d: 4, variance: 2, noise_variance: 1}}
              spheres: {task: {kind: spheres, d: 4, radius: 1, noise_variance: 0.1}}
              mixtures: {task: {kind: mixtures, K: 3, radius: 1, variance: 0.02, noise_variance: 0.1}}
            sweep:
              model.attention: [linear, softmax]
              training.precision: [float32, float64]
              model.weights: [full, scalar]
            baselines: [zero, query, context_mean, bayes, ideal_layer, empirical_posterior, least_squares]
            """;

    @Test
    void areTheOnesOfThisVersion(@TempDir Path scratch) throws IOException {
        assertThat(Numerics.VERSION).isEqualTo(1);
        Recipe recipe = Recipe.parse("bits", RECIPE, List.of());
        RunResult result = TestRuns.run(recipe, scratch.resolve("run"), 2).result();
        CRC32 crc = new CRC32();
        for (String id : result.trials().stream().map(trial -> trial.id()).toList()) {
            crc.update(Files.readAllBytes(
                    scratch.resolve("run").resolve("trials").resolve(id).resolve("metrics.csv")));
            crc.update(Files.readAllBytes(
                    scratch.resolve("run").resolve("trials").resolve(id).resolve("weights.npz")));
        }
        // Without the trials' hashes, which change with the recipe's keys and not with the numbers.
        String summary = Summary.text(Summary.of(result)).replaceAll("\"hash\" : \"[0-9a-f]+\"", "");
        assertThat(summary).doesNotContain("hash");
        crc.update(summary.getBytes(StandardCharsets.UTF_8));
        assertThat(result.trials()).hasSize(24);
        assertThat(HexFormat.of().toHexDigits((int) crc.getValue()))
                .as("bits of 24 trials: %s", result.trials().getFirst().testLoss()[3])
                .isEqualTo("763939be");
    }

    private static final String EVALUATIONS = """
            name: tables
            data: {n: 2, L: 19, train: 30, test: 9, fresh: 21, baseline_draws: 500, seed: 5}
            task: {kind: spheres, d: 1, radius: 1, noise_variance: 0.1}
            model: {attention: softmax, weights: scalar, init: {kind: identity, alpha: 1, beta: 6}}
            evaluate:
              - {kind: loss_landscape, alpha: {from: -2, to: 2, points: 3}, beta: {from: -9, to: 9, points: 4}}
            cases:
              plane:
                evaluate:
                  - {kind: shift, d: [1], L: [7, 30], prompts: 11}
                  - {kind: descent, steps: [0, 1, 4], rate: [0.5, 1]}
                  - {kind: drawn_prompts}
                  - {kind: energy_landscape, reach: 1.5, points: 5}
                  - {kind: trajectories, steps: 4}
              landscape: {}
              transformed:
                data: {n: 5}
                task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
                transform: {condition: 3, seed: 4}
                model: {attention: linear, weights: full, init: {kind: uniform}}
                training: {epochs: 2, batch: 10, seed: 3}
                evaluate: [{kind: structure}]
            claims: [subspace-bayes-loss, attention-is-one-step]
            """;

    @Test
    void tablesAndVerdictsAreTheOnesOfThisVersion(@TempDir Path scratch) throws IOException {
        Recipe recipe = Recipe.parse("tables", EVALUATIONS, List.of());
        RunResult result = TestRuns.run(recipe, scratch.resolve("run"), 2).result();
        CRC32 crc = new CRC32();
        result.trials()
                .forEach(trial -> trial.tables()
                        .forEach((name, table) -> crc.update((name + table).getBytes(StandardCharsets.UTF_8))));
        result.claims()
                .forEach(claim ->
                        crc.update(claim.verdict().findings().toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(result.failures()).isEmpty();
        assertThat(result.trials().stream()
                        .mapToInt(trial -> trial.tables().size())
                        .sum())
                .isEqualTo(7);
        assertThat(result.claims()).hasSize(2);
        assertThat(HexFormat.of().toHexDigits((int) crc.getValue())).isEqualTo("597a3653");
    }
}
