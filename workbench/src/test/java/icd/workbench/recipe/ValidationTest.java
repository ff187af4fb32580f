package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.SMALL;
import static icd.workbench.recipe.Recipes.fault;
import static icd.workbench.recipe.Recipes.faultOfFig3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import icd.workbench.tree.Position;
import icd.workbench.tree.Problem;
import icd.workbench.tree.RecipeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages about wrong recipes, word for word. */
class ValidationTest {
    private static final String NUMBER_HINT = " (write numbers as 10, 0.5 or 1e-8: no quotes, no +, no leading zero)";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            epochs: 10      | epochs: abc     | 5:20: training.epochs must be a whole number >= 1, got 'abc'
            epochs: 10      | epochs: 0       | 5:20: training.epochs must be a whole number >= 1, got 0
            epochs: 10      | epochs: 1.5     | 5:20: training.epochs must be a whole number >= 1, got 1.5
            epochs: 10      | epochs: .nan    | 5:20: training.epochs must be a whole number >= 1, got .nan
            epochs: 10      | epochs: no      | 5:20: training.epochs must be a whole number >= 1, got 'no'
            epochs: 10      | epochs: 12:30   | 5:20: training.epochs must be a whole number >= 1, got '12:30'
            epochs: 10      | epochs: true    | 5:20: training.epochs must be a whole number >= 1, got true
            epochs: 10      | epochs:         | 5:19: training.epochs must be a whole number >= 1, got nothing
            epochs: 10      | epochs: [1]     | 5:20: training.epochs must be a whole number >= 1, got a list
            epochs: 10      | epochs: {a: 1}  | 5:20: training.epochs must be a whole number >= 1, got a mapping
            epochs: 10      | epochs: 1e10    | 5:20: training.epochs must be a whole number >= 1 and <= 1000000000, got 1e10
            epochs: 10, b   | b               | 5:11: training.epochs is missing; it must be a whole number >= 1
            epochs: 10      | epoch: 10       | 5:12: unknown key 'epoch' in training, did you mean 'epochs'? known keys: epochs, batch, prompts, precision, optimiser, decay, schedule, clip, order, seed, keep, stop, weights_kept, trained
            variance: 2     | variance: 0     | 3:41: task.variance must be a finite number > 0, got 0
            variance: 2     | variance: .inf  | 3:41: task.variance must be a finite number > 0 and <= 1e30, got .inf
            variance: 2     | variance: 1e999 | 3:41: task.variance must be a finite number > 0 and <= 1e30, got 1e999
            variance: 2     | variance: 1e40  | 3:41: task.variance must be a finite number > 0 and <= 1e30, got 1e40
            noise_variance: 1 | noise_variance: 1e-310 | 3:60: task.noise_variance must be a finite number >= 1e-30, got 1e-310
            variance: 2     | varianz: 2      | 3:31: unknown key 'varianz' in task of kind subspaces, did you mean 'variance'? known keys: d, variance, noise, noise_variance, drift
            kind: subspaces | kind: subspace  | 3:14: task.kind must be one of subspaces, spheres, mixtures, gaussians, state_space, digits, tokens, unknown, got 'subspace', did you mean 'subspaces'?
            kind: subspaces,| ``              | 3:7: task.kind is missing; it must be one of subspaces, spheres, mixtures, gaussians, state_space, digits, tokens, unknown
            linear          | quadratic       | 4:20: model.attention must be one of linear, softmax, gaussian, sparsemax, entmax, normmax, polynomial, exponential, heads, stack, got 'quadratic'
            linear          | Linear          | 4:20: model.attention must be one of linear, softmax, gaussian, sparsemax, entmax, normmax, polynomial, exponential, heads, stack, got 'Linear', did you mean 'linear'?
            linear          | [linear]        | 4:20: model.attention must be one of linear, softmax, gaussian, sparsemax, entmax, normmax, polynomial, exponential, heads, stack, got a list
            name: small     | name: a/b       | 1:7: name must be at most 64 letters, digits, _ and -, beginning with a letter or digit, got 'a/b'
            name: small     | name: 3         | 1:7: name must be at most 64 letters, digits, _ and -, beginning with a letter or digit, got 3 (write it in quotes)
            d: 8            | d: 20           | 3:28: task.d must be <= data.n, got 20 where data.n is 16 (r.yaml:2:11)
            batch: 8        | batch: 81       | 5:31: training.batch must be <= data.train, got 81 where data.train is 80 (r.yaml:2:29)
            test: 20        | test: 0         | 2:39: data.test must be >= 1 where a layer is trained, got 0
            model:          | modle:          | 4:1: unknown key 'modle' in the recipe, did you mean 'model'? known keys: name, title, reproduces, caption, differs, data, task, transform, model, training, baselines, evaluate, cases, sweep, zip, repeats, claims, figures, expect, extends
            """)
    void oneWrongValue(String right, String wrong, String message) {
        assertThat(SMALL).contains(right);
        String expected = "r.yaml:" + message;
        assertThat(fault(SMALL.replace(right, wrong)).lines()).contains(expected);
        if (!wrong.startsWith("modle") && !wrong.startsWith("epoch:") && !wrong.startsWith("varianz")) {
            assertThat(fault(SMALL.replace(right, wrong))).isEqualTo(expected);
        }
    }

    @Test
    void whatOnlyLooksLikeANumberGetsAHint() {
        for (String like : List.of("010", "\"10\"", "1_000", "+3", "0x10")) {
            assertThat(fault(SMALL.replace("epochs: 10", "epochs: " + like)))
                    .isEqualTo("r.yaml:5:20: training.epochs must be a whole number >= 1, got '"
                            + like.replace("\"", "") + "'" + NUMBER_HINT);
        }
        assertThat(fault(SMALL, "training.optimiser.rate=.5"))
                .isEqualTo(
                        "--set training.optimiser.rate=.5: training.optimiser.rate must be a finite number > 0, got '.5'"
                                + NUMBER_HINT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            optimizer: {kind: adam}                        | 6:3: unknown key 'optimizer' in training, did you mean 'optimiser'? known keys: epochs, batch, prompts, precision, optimiser, decay, schedule, clip, order, seed, keep, stop, weights_kept, trained
            optimiser: {kind: adam, momentum: 0.9}         | 6:27: unknown key 'momentum' in training.optimiser of kind adam, which only sgd has; known keys: rate, beta1, beta2, epsilon
            optimiser: {kind: adam, beta1: 1}              | 6:34: training.optimiser.beta1 must be a finite number >= 0 and < 1, got 1
            optimiser: {kind: sgd}                         | 6:14: training.optimiser.rate is missing in training.optimiser of kind sgd; it must be a finite number > 0
            optimiser: {rate: 0.1}                         | 6:14: training.optimiser.kind is missing; it must be one of adam, adamw, sgd, lbfgs
            optimiser: adma                                | 6:14: training.optimiser.kind must be one of adam, adamw, sgd, lbfgs, got 'adma', did you mean 'adam'?
            optimiser: sgd                                 | 6:14: training.optimiser.rate is missing in training.optimiser of kind sgd; it must be a finite number > 0
            optimiser: 5                                   | 6:14: training.optimiser must be the word for a kind, or a mapping whose kind is one of adam, adamw, sgd, lbfgs, got 5
            optimiser: {kind: sgd, rate: 1, nesterov: true} | 6:45: training.optimiser.nesterov must be false without training.optimiser.momentum, got true where training.optimiser.momentum is 0.0 (default)
            schedule: {kind: cosine, to: 2}                | 6:32: training.schedule.to must be a finite number >= 0 and <= 1, got 2
            schedule: {kind: cosine, warmup: -1}           | 6:36: training.schedule.warmup must be a whole number >= 0, got -1
            schedule: {kind: exponential}                  | 6:20: training.schedule.kind must be one of constant, linear, cosine, steps, got 'exponential'
            clip: 0                                        | 6:9: training.clip must be a finite number > 0, got 0
            stop: {patience: 0}                            | 6:20: training.stop.patience must be a whole number >= 1, got 0
            stop: {}                                       | 6:9: training.stop.patience is missing; it must be a whole number >= 1
            weights_kept: first                            | 6:17: training.weights_kept must be one of best, last, got 'first'
            trained: [W_PQ]                                | 6:13: training.trained must be a parameter of the model, one of W_KQ, W_PV, got 'W_PQ', did you mean 'W_KQ'?
            'decay: {at: [0.5]}, schedule: linear'         | 6:33: training.schedule must be left out where training.decay, its short form, is given
            decay: {at: [0.5, 1.0]}                        | 6:21: training.decay.at must be a finite number > 0 and < 1, got 1.0
            decay: {at: [0.9, 0.8]}                        | 6:21: training.decay.at must ascend, got 0.8 after 0.9
            decay: {at: 0.9}                               | 6:15: training.decay.at must be a list, each item a finite number > 0 and < 1, got 0.9
            decay: []                                      | 6:10: training.decay must be a mapping with factor, at, got a list
            keep: [5, 11]                                  | 6:13: training.keep must hold epochs <= training.epochs, got 11 where training.epochs is 10 (r.yaml:5:20)
            precision: double                              | 6:14: training.precision must be one of float32, float64, got 'double'
            lr: 0.1                                        | 6:3: unknown key 'lr' in training; known keys: epochs, batch, prompts, precision, optimiser, decay, schedule, clip, order, seed, keep, stop, weights_kept, trained
            rate: 0.1                                      | 6:3: unknown key 'rate' in training, did you mean training.optimiser.rate? known keys: epochs, batch, prompts, precision, optimiser, decay, schedule, clip, order, seed, keep, stop, weights_kept, trained
            """)
    void oneMoreTrainingKey(String line, String message) {
        String text =
                SMALL.replace("training: {epochs: 10, batch: 8}", "training: {epochs: 10, batch: 8,\n  " + line + "}");
        assertThat(fault(text)).isEqualTo("r.yaml:" + message);
    }

    @Test
    void aFigureIsOfOneOfManyKinds() {
        assertThat(fault(SMALL + "figures: [{name: a}]"))
                .startsWith("r.yaml:6:11: figures.kind is missing; it must be one of training, weights, ")
                .contains(", claims");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sweep: {training.sed: [1]}          | 6:9: sweep: unknown key 'sed' in training, did you mean 'seed'? known keys: epochs, batch, prompts, precision, optimiser, decay, schedule, clip, order, seed, keep, stop, weights_kept, trained
            sweep: {training.seed: 1}           | 6:24: sweep.training.seed must be a list of one or more values, got 1
            sweep: {training.seed: []}          | 6:24: sweep.training.seed must be a list of one or more values, got an empty list
            sweep: {training: {seed: [1]}}      | 6:19: sweep.training must be a list of one or more values, got a mapping; join the keys by dots, as in training.seed: [1, 2]
            sweep: {training.seed: [1, x]}      | 6:28: training.seed must be a whole number >= 0, got 'x'
            sweep: {training.seed: [1, 2, 1.0]} | 6:31: sweep.training.seed must not repeat a value, got 1 twice
            sweep: [1]                          | 6:8: sweep must be a mapping from paths to lists of values, got a list
            zip: {data.n: [16, 32], task.d: [1, 2, 3]} | 6:33: zip.task.d must have as many values as zip.data.n, got 3 where that has 2 (r.yaml:6:15)
            zip: {data.n: [16, 32, 16], task.d: [1, 2, 1]} | 6:6: zip must not repeat a step, got 16, 1 as steps 1 and 3
            sweep: {task: [{kind: spheres, d: 3, radius: 1, noise_variance: 1}], task.d: [1]} | 6:70: axis task.d must not lie inside axis task (r.yaml:6:9)
            sweep: {task: [{kind: spheres, d: 3}]} | 6:16: task.noise is missing in task of kind spheres; it must be a finite number > 0, or a mapping whose kind is one of isotropic, orthogonal, spectrum, gaussian
            sweep: {task.d: [4, 20]}            | 6:21: task.d must be <= data.n, got 20 where data.n is 16 (r.yaml:2:11)
            cases: [a]                          | 6:8: cases must be a mapping from names to partial experiments, got a list
            cases: {a: 1}                       | 6:12: cases.a must be a mapping, got 1
            cases: {a: {tsk: 1}}                | 6:13: unknown key 'tsk' in cases.a, did you mean 'task'? known keys: data, task, transform, model, training, baselines, evaluate
            cases: {a.b: {}}                    | 6:9: a case's name must begin with a letter and hold at most 64 letters, digits, _ and -, got 'a.b'
            cases: {a: {task: {d: 17}}}         | 6:23: task.d must be <= data.n, got 17 where data.n is 16 (r.yaml:2:11)
            cases: {a: {task: {kind: spheres, d: 16, radius: 1, noise_variance: 1}}} | 6:38: task.d must be < data.n, as a d-sphere spans d + 1 dimensions, got 16 where data.n is 16 (r.yaml:2:11)
            baselines: [zero, bays]             | 6:19: baselines must be one of zero, query, context_mean, nearest_token, bayes, bayes_by_sampling, kalman, projection, projection_to_sphere, zero_variance, pca_projection, shrunk_pca_projection, pca_explaining, context_gaussian, empirical_posterior, least_squares, ideal_layer, ideal_linear_layer, linear_optimum, got 'bays', did you mean 'bayes'?
            baselines: [zero, zero]             | 6:19: baselines must not repeat an item, got 'zero' twice
            figures: [{name: a, kind: training}, {name: a, kind: weights}] | 6:45: figures.name must differ between figures, got 'a' as at r.yaml:6:18
            """)
    void oneMoreLine(String line, String message) {
        assertThat(fault(SMALL + line).lines()).contains("r.yaml:" + message);
        if (!line.contains("kind: spheres, d: 3}]")) {
            assertThat(fault(SMALL + line)).isEqualTo("r.yaml:" + message);
        }
    }

    /** Three equal trials had a spread of 0 over 3 weight seeds. */
    @Test
    void weightSeedsThatChangeNothingAreNoAxis() {
        String given = SMALL.replace("linear}", "linear, init: {kind: identity, alpha: 1, beta: 3}}");
        String axis = "sweep: {training.seed: [1, 2, 3]}\n";
        assertThat(fault(given + axis))
                .startsWith("r.yaml:6:9: training.seed must change something to be an axis")
                .contains("training.order: seed", "data.seed");
        assertThat(fault(given + "zip: {training.seed: [1, 2, 3]}\n"))
                .startsWith("r.yaml:6:7: training.seed must change");
        for (String text : List.of(
                SMALL + axis,
                given + "sweep: {training.seed: [1]}\n",
                given + "zip: {training.seed: [1, 2], data.seed: [1, 2]}\n",
                given + "sweep: {training.order: [data, seed], training.seed: [1, 2]}\n",
                SMALL + "sweep: {model.init: [uniform, identity], training.seed: [1, 2]}\n")) {
            assertThat(Recipes.read(text).trials()).isNotEmpty();
        }
    }

    @Test
    void longNonsenseIsCutShort() {
        String nonsense = "x".repeat(100_000);
        String cut = "'" + "x".repeat(60) + "...'";
        assertThat(fault(SMALL + nonsense.substring(0, 500) + ": 1"))
                .startsWith("r.yaml:6:1: unknown key " + cut + " in the recipe; known");
        assertThat(fault(SMALL.replace("epochs: 10", "epochs: " + nonsense))).endsWith(", got " + cut);
    }

    @Test
    void aCaseMustNotSetAnAxis() {
        assertThat(fault(SMALL + "cases: {a: {training: {seed: 2}}}\nsweep: {training.seed: [1, 2]}"))
                .isEqualTo("r.yaml:6:30: training.seed must not stand in case 'a': it is an axis (r.yaml:7:9), "
                        + "whose values would replace it");
    }

    @Test
    void whatACaseLacksIsSaidOfTheCase() {
        String noTask = SMALL.replace("task: {kind: subspaces, d: 8, variance: 2, noise_variance: 1}", "");
        assertThat(
                        fault(
                                noTask
                                        + "cases:\n  a: {}\n  b: {task: {kind: mixtures, K: 2, radius: 1, variance: 0, noise_variance: 1}}"))
                .isEqualTo(
                        "r.yaml:7:6: task is missing in case 'a'; it must be the word for a kind, or a mapping whose kind is one of "
                                + "subspaces, spheres, mixtures, gaussians, state_space, digits, tokens, unknown");
    }

    @Test
    void tooManyTrialsAreRefusedWithoutMakingThem() {
        String axis = java.util.stream.IntStream.range(0, 3000)
                .mapToObj(String::valueOf)
                .toList()
                .toString();
        assertThat(fault(SMALL + "sweep:\n  training.seed: " + axis + "\n  data.seed: " + axis))
                .isEqualTo("r.yaml:7:3: a recipe must expand to at most 100000 trials, got 9000000");
    }

    @Test
    void allProblemsComeTogetherInOrderAndOnce() {
        String text = """
                name: all
                data: {n: 16, L: 50, train: 80, test: 20}
                training: {epochs: abc, batch: 8}
                model: {attention: sofmax}
                cases:
                  a: {task: {kind: subspaces, d: 17, variance: -1, noise_variance: 1}}
                  b: {task: {kind: spheres, d: 8, radius: 1}}
                sweep: {training.seed: [1, 2, 3, 4, 5, 6]}
                typo: 1
                """;
        RecipeException e =
                catchThrowableOfType(RecipeException.class, () -> Recipes.read(text, "data.test=0", "data.x=1"));
        assertThat(e.getMessage()).isEqualTo("""
                        r.yaml:3:20: training.epochs must be a whole number >= 1, got 'abc'
                        r.yaml:4:20: model.attention must be one of linear, softmax, gaussian, sparsemax, entmax, normmax, polynomial, exponential, heads, stack, got 'sofmax', did you mean 'softmax'?
                        r.yaml:6:48: task.variance must be a finite number > 0, got -1
                        r.yaml:7:13: task.noise is missing in task of kind spheres; it must be a finite number > 0, or a mapping whose kind is one of isotropic, orthogonal, spectrum, gaussian
                        r.yaml:9:1: unknown key 'typo' in the recipe; known keys: name, title, reproduces, caption, differs, data, task, transform, model, training, baselines, evaluate, cases, sweep, zip, repeats, claims, figures, expect, extends
                        --set data.x=1: unknown key 'x' in data; known keys: n, L, train, test, drawn, fresh, baseline_draws, seed, precision, prompts""");
        assertThat(e.problems()).hasSize(6);
        assertThat(e.problems().getFirst())
                .isEqualTo(new Problem(
                        new Position("r.yaml", 3, 20),
                        "training.epochs",
                        "training.epochs must be a whole number >= 1, got 'abc'"));
    }

    @Test
    void aValueThatNoTrialUsesIsCheckedAllTheSame() {
        assertThat(fault(SMALL.replace("epochs: 10", "epochs: x") + "cases: {a: {training: {epochs: 3}}}"))
                .isEqualTo("r.yaml:5:20: training.epochs must be a whole number >= 1, got 'x'");
    }

    @Test
    void aDimensionThatAnOverrideMakesImpossibleNamesTheOverride() {
        String where = " where data.n is 4 (--set data.n=4)";
        assertThat(faultOfFig3("data.n=4").lines())
                .hasSize(2)
                .anyMatch(line -> line.endsWith(": task.d must be <= data.n, got 8" + where))
                .anyMatch(line -> line.endsWith("as a d-sphere spans d + 1 dimensions, got 8" + where));
    }
}
