package icd.workbench.spark;

import icd.UserJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An experiment with kinds of a user's jar, which also reads tokens from a user's file.
 *
 * @param recipe the recipe; it names the file beside it
 * @param jar the jar of the example in recipes/README.md
 * @param local the results of a local run
 */
record OwnKinds(Path recipe, Path jar, Results local) {

    private static final String RECIPE = """
            name: own
            task: {kind: lines}
            model: {attention: cosh}
            data: {n: 4, L: 16, train: 40, test: 20, fresh: 20, baseline_draws: 50}
            training: {epochs: 2, batch: 20, optimiser: {kind: sign_descent}}
            baselines: [zero, {kind: shrunk}]
            cases:
              small: {}
              # By their epochs these are too much work to be measured beforehand in the submitting process; they stop early.
              file:
                task: {kind: tokens, file: tokens.csv, split: 0.2, noise: 0.1}
                data: {n: 32, L: 400, train: 400}
                training: {epochs: 600, stop: {patience: 1}}
              large: # 131 MB of second moments
                data: {n: 64, L: 64, train: 4000}
                model: {attention: linear}
                training: {epochs: 200, batch: 1000, stop: {patience: 1}}
            """;

    /** Writes recipe and jar into an empty folder, and runs them there. */
    static OwnKinds in(Path folder) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("tokens.csv"),
                IntStream.range(0, 2500)
                        .mapToObj(row -> IntStream.range(0, 32)
                                .mapToObj(column -> Double.toString(Math.sin(row * (column + 1.0))))
                                .collect(Collectors.joining(",", "", "\n")))
                        .collect(Collectors.joining()));
        Path recipe = Files.writeString(folder.resolve("own.yaml"), RECIPE);
        Path jar = UserJar.write(
                folder.resolve("mine.jar"),
                "mine.Mine",
                UserJar.example(Path.of("..", "..", "recipes", "README.md"), "### Your own kinds in a jar"));
        run(recipe, jar, Machine.distribution(folder.resolve("dist")), "local", Machine.environment(folder), "");
        return new OwnKinds(recipe, jar, Results.of(folder, "local"));
    }

    /**
     * Runs it in a distribution, with store and results beside the distribution.
     *
     * @param java an option for Java
     * @return the output
     */
    String run(Path dist, String store, Map<String, String> environment, String java, String... more)
            throws IOException, InterruptedException {
        return run(recipe, jar, dist, store, environment, java, more);
    }

    private static String run(
            Path recipe,
            Path jar,
            Path dist,
            String store,
            Map<String, String> environment,
            String java,
            String... more)
            throws IOException, InterruptedException {
        List<String> command = Machine.workbench(
                dist,
                "run",
                recipe,
                "--classpath",
                jar,
                "--store",
                dist.resolveSibling(store),
                "--out",
                dist.resolveSibling(store + "-run"));
        command.addAll(List.of(more));
        Map<String, String> all = new HashMap<>(environment);
        all.put("WORKBENCH_JAVA_OPTS", java);
        return Machine.finished(command, all, dist.resolveSibling("said"));
    }
}
