package icd.workbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import icd.UserJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's jar, made of the example of recipes/README.md, in processes of their own, as the launcher starts them. */
class JarTest {

    private static final String RECIPE = """
            name: mine
            task: {kind: lines}
            model: {attention: cosh}
            data: {n: 4, L: 16, train: 40, test: 20, fresh: 20, baseline_draws: 50}
            training: {epochs: 2, batch: 20, optimiser: {kind: sign_descent}}
            baselines: [zero, {kind: shrunk}]
            figures: [{name: loss, kind: training}]
            sweep:
              model.attention: [cosh, linear]
              task: [{kind: lines}, {kind: subspaces, d: 2, variance: 1, noise: 0.1}]
              training.optimiser: [{kind: sign_descent}, {kind: adam}]
            """;

    private record Ended(int code, String out, String err) {}

    @TempDir
    private Path folder;

    private Path jar;
    private String example;

    @BeforeEach
    void compileExample() throws IOException {
        example = UserJar.example(Path.of("..", "recipes", "README.md"), "### Your own kinds in a jar");
        jar = UserJar.write(folder.resolve("mine.jar"), "mine.Mine", example);
    }

    private Path jar(String name, String code) throws IOException {
        return UserJar.write(folder.resolve(name), "mine.Mine", code);
    }

    private Ended java(List<String> options, String main, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.add("icd.workbench.cli." + main);
        command.addAll(List.of(args));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        int code = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Ended(code, Files.readString(out), Files.readString(err));
    }

    /** Starts as bin/workbench does: the jars are checked, and then follow ours on the class path. */
    private Ended workbench(String... args) throws IOException, InterruptedException {
        String ours = System.getProperty("java.class.path");
        String[] all = Stream.concat(
                        Stream.of("--find-jars", folder.resolve("settings.yaml").toString()), Stream.of(args))
                .toArray(String[]::new);
        Ended tried = java(List.of("-cp", ours), "Main", all);
        return tried.code() != 0
                ? tried
                : java(
                        List.of(
                                "--add-modules",
                                "jdk.incubator.vector",
                                "-Dicd.jars=" + tried.out(),
                                "-cp",
                                ours + File.pathSeparator + tried.out()),
                        "Main",
                        args);
    }

    @Test
    void kindsOfAJarRunAndOnlyTheTrialsThatUseOneRunAgainWhenItChanges() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("r.yaml"), RECIPE);
        String[] run = {"run", "r.yaml", "--out", "o", "--classpath", "mine.jar"};
        Ended first = workbench(run);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("shrunk", "cosh", "lines");
        assertThat(Files.readString(folder.resolve("o/provenance.json"))).contains("mine.jar", "sha256");
        assertThat(folder.resolve("o/figures/loss.svg")).exists();
        List<String> before = hashes();
        jar("mine.jar", example.replace("the query, shrunk", "the query, made smaller"));
        Ended second = workbench(run);
        assertThat(second.code()).as(second.err()).isZero();
        List<String> after = hashes();
        // One trial in eight has none of the jar's kinds: linear attention on subspaces with adam.
        assertThat(before).hasSize(8);
        assertThat(after.stream().filter(before::contains)).hasSize(1);
    }

    private List<String> hashes() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("o/trials"))) {
            List<String> hashes = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.endsWith("trial.json")).sorted().toList()) {
                String text = Files.readString(file);
                hashes.add(text.replaceAll("(?s).*\"hash\"\\s*:\\s*\"(\\w+)\".*", "$1"));
            }
            return hashes;
        }
    }

    @Test
    void settingsNameJarsAndTheSchemaAndTheShellKnowTheirKinds() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("settings.yaml"), "classpath: [mine.jar]\n");
        assertThat(workbench("schema").out()).contains("\"lines\"", "\"cosh\"", "\"sign_descent\"", "\"shrunk\"");
        Ended said = workbench("exec", "-e", "print(new mine.Mine.Cosh().name())");
        assertThat(said.out()).as(said.err()).contains("cosh");
    }

    @Test
    void whatIsWrongWithAJarIsOneMessage() throws IOException, InterruptedException {
        assertRefused("--classpath none.jar: it must exist", "schema", "--classpath", "none.jar");
        Files.writeString(folder.resolve("no.jar"), "text");
        assertRefused("no.jar: it must be a jar", "schema", "--classpath=no.jar");
        jar("twin.jar", example.replace("record Cosh", "record Softmax").replace("Cosh.class", "Softmax.class"));
        assertRefused("must have different names, got softmax", "schema", "--classpath", "twin.jar");
        jar("bare.jar", example.replace("@Describe(\"weights sinh(z) / L\")", ""));
        assertRefused("must be annotated with @Describe", "schema", "--classpath", "bare.jar");
        jar(
                "bad.jar",
                example.replace(
                        "return List.of(Lines",
                        "if (true) throw new IllegalStateException(\"broken\"); return List.of(Lines"));
        assertRefused("broken", "schema", "--classpath", "bad.jar");
        Files.writeString(folder.resolve("settings.yaml"), "classpaht: [mine.jar]\n");
        assertRefused("settings.yaml:1:1: unknown key 'classpaht'", "schema");
        Files.writeString(folder.resolve("settings.yaml"), "classpath:\n  - none.jar\n");
        assertRefused("settings.yaml:2:5: classpath", "schema");
    }

    private void assertRefused(String message, String... args) throws IOException, InterruptedException {
        Ended ended = workbench(args);
        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains(message).hasLineCount(1);
    }
}
