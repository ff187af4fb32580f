package icd.workbench.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A sweep of 24 trials, and a claim.
 *
 * @param recipe the recipe
 * @param local the results of a local run
 */
record Sweep(Path recipe, Results local) {

    /** The number of pieces. */
    static final int PIECES = 25;

    /**
     * By their epochs the trials are too much work to be measured beforehand in the submitting process, and it has no
     * baselines to measure: it takes each for 4 to 6 seconds, and all of them travel from any machine, however fast.
     * They stop early, after about half a second.
     */
    private static final String RECIPE = """
            name: sweep
            data: {n: 16, L: 200, train: 400, test: 40, fresh: 100, baseline_draws: 2000}
            task: {kind: subspaces, d: 4, variance: 2, noise_variance: 1}
            model: {attention: softmax}
            training: {epochs: 4000, batch: 20, seed: 1, stop: {patience: 10}}
            sweep: {data.L: [150, 200, 250], training.seed: [1, 2, 3, 4, 5, 6, 7, 8]}
            baselines: []
            claims: [lse-hessian]
            """;

    /** Writes the recipe into an empty folder, and runs it there. */
    static Sweep in(Path folder) throws IOException, InterruptedException {
        Path recipe = Files.writeString(folder.resolve("sweep.yaml"), RECIPE);
        Machine.finished(
                Machine.workbench(
                        Machine.distribution(folder.resolve("dist")),
                        "run",
                        recipe,
                        "--store",
                        folder.resolve("local"),
                        "--out",
                        folder.resolve("local-run")),
                Machine.environment(folder),
                folder.resolve("said"));
        return new Sweep(recipe, Results.of(folder, "local"));
    }
}
