package icd.workbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.piece.Numerics;
import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.TestRuns;
import icd.workbench.result.BaselineResult;
import icd.workbench.result.RunResult;
import icd.workbench.result.TrialResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
        assertThat(Numerics.VERSION).isEqualTo(5);
        RunResult result = TestRuns.run(Recipe.parse("bits", RECIPE, List.of()), scratch.resolve("run"), 2)
                .result();
        assertThat(result.failures()).isEmpty();
        assertThat(digests(result)).isEqualTo("""
                subspaces-linear-float32-full f4695966
                subspaces-linear-float32-scalar 26dece17
                subspaces-linear-float64-full 0fd208dd
                subspaces-linear-float64-scalar 3a289149
                subspaces-softmax-float32-full df709f23
                subspaces-softmax-float32-scalar 0f231f37
                subspaces-softmax-float64-full 5c9457e6
                subspaces-softmax-float64-scalar 3ec690a1
                spheres-linear-float32-full 354154cf
                spheres-linear-float32-scalar 82ca4f26
                spheres-linear-float64-full ef49b510
                spheres-linear-float64-scalar c9e0ed31
                spheres-softmax-float32-full e6bc28e1
                spheres-softmax-float32-scalar 77240759
                spheres-softmax-float64-full 3c8995fd
                spheres-softmax-float64-scalar 90aba81a
                mixtures-linear-float32-full 00907a23
                mixtures-linear-float32-scalar 1e38aab6
                mixtures-linear-float64-full 39487469
                mixtures-linear-float64-scalar eb0c5e37
                mixtures-softmax-float32-full 6caf3402
                mixtures-softmax-float32-scalar fd72f753
                mixtures-softmax-float64-full 4d294aed
                mixtures-softmax-float64-scalar 4cd580ef
                """);
    }

    private static final String POTENTIALS = """
            name: potentials
            data: {n: 10, L: 37, train: 40, test: 9, fresh: 11, baseline_draws: 0, seed: 5}
            task: {kind: subspaces, d: 4, variance: 2, noise_variance: 1}
            model: {weights: scalar}
            training: {epochs: 3, batch: 16, precision: float64, seed: 2}
            cases:
              gaussian: {model: {attention: gaussian}}
              sparsemax: {model: {attention: sparsemax}}
              entmax125: {model: {attention: entmax, a: 1.25}}
              entmax15: {model: {attention: entmax, a: 1.5}}
              entmax3: {model: {attention: entmax, a: 3}}
              normmax: {model: {attention: normmax, a: 5}}
              polynomial: {model: {attention: polynomial, k: 3}}
              exponential: {model: {attention: exponential}}
            """;

    @Test
    void ofPotentialsAreTheOnesOfThisVersion(@TempDir Path scratch) throws IOException {
        RunResult result = TestRuns.run(Recipe.parse("potentials", POTENTIALS, List.of()), scratch.resolve("run"), 2)
                .result();
        assertThat(result.failures()).isEmpty();
        assertThat(digests(result)).isEqualTo("""
                gaussian f2710134
                sparsemax e839a7a6
                entmax125 60ca1403
                entmax15 ea527fd9
                entmax3 3c4747de
                normmax 93d0222b
                polynomial d8b726d3
                exponential a7f0745e
                """);
    }

    /** A line for each trial: its id, and a checksum of the bits of every number that was found, whatever the files look like. */
    private static String digests(RunResult result) {
        Map<String, SequencedMap<String, BaselineResult>> baselines = new HashMap<>();
        BaselineGroups.of(result.recipe().trials())
                .forEach(group -> group.trials()
                        .forEach(trial -> baselines
                                .computeIfAbsent(trial.id(), _ -> new LinkedHashMap<>())
                                .putAll(result.baselines().getOrDefault(group.name(), new LinkedHashMap<>()))));
        return result.trials().stream()
                .map(trial -> trial.id() + " " + digest(trial, baselines.get(trial.id())) + "\n")
                .collect(Collectors.joining());
    }

    private static String digest(TrialResult trial, Map<String, BaselineResult> baselines) {
        Bits bits = new Bits();
        bits.add(trial.trainLoss());
        bits.add(trial.testLoss());
        bits.add(trial.fresh(), trial.freshStandardError());
        new TreeMap<>(trial.weights()).forEach((name, array) -> bits.add(name).add(array.doubles()));
        trial.tables().forEach((name, table) -> {
            bits.add(name);
            table.rows().forEach(row -> bits.add(row.at().toString()).add(row.values()));
        });
        new TreeMap<>(baselines)
                .forEach((name, loss) -> bits.add(name).add(loss.msePerDim(), loss.standardError(), loss.draws()));
        return bits.toString();
    }

    private static final class Bits {
        private final CRC32 crc = new CRC32();

        Bits add(double... numbers) {
            ByteBuffer buffer = ByteBuffer.allocate(8 * numbers.length);
            for (double number : numbers) {
                buffer.putLong(Double.doubleToRawLongBits(number));
            }
            crc.update(buffer.array());
            return this;
        }

        Bits add(String word) {
            crc.update(word.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        @Override
        public String toString() {
            return HexFormat.of().toHexDigits((int) crc.getValue());
        }
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
        RunResult result = TestRuns.run(Recipe.parse("tables", EVALUATIONS, List.of()), scratch.resolve("run"), 2)
                .result();
        assertThat(result.failures()).isEmpty();
        assertThat(result.trials().stream()
                        .mapToInt(trial -> trial.tables().size())
                        .sum())
                .isEqualTo(7);
        assertThat(digests(result)).isEqualTo("""
                plane 9f565607
                landscape 2c968e0d
                transformed ef70c908
                """);
        Bits verdicts = new Bits();
        result.claims().stream()
                .flatMap(claim -> claim.verdict().findings().stream())
                .forEach(finding ->
                        verdicts.add(finding.measured(), finding.error(), finding.expected(), finding.allowed()));
        assertThat(result.claims()).hasSize(2);
        assertThat(verdicts).hasToString("b697c42e");
    }
}
