package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to any file of a run is reported by name, unless nothing is read from the file. */
class DamagedRunTest {

    private static final int DAMAGES = 60 * Integer.getInteger("icd.tenths", 1);

    /** These files are written again, or are for people alone. */
    private static final Set<String> NOT_READ = Set.of("report.html", "log.txt");

    private static final String RECIPE = """
            name: given
            data: {n: 4, L: 10, train: 20, test: 5, fresh: 10, baseline_draws: 200}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: linear}
            training: {epochs: 3, batch: 10, seed: 1}
            sweep: {training.seed: [1, 2]}
            evaluate: [{kind: shift, d: [1, 2], L: [5], prompts: 10}]
            claims: [lse-hessian]
            figures: [{name: f, kind: training}]
            """;

    @TempDir
    private Path scratch;

    @Test
    void isNamed() throws IOException {
        Path recipe = Files.writeString(scratch.resolve("given.yaml"), RECIPE);
        Path run = scratch.resolve("run");
        CommandLineRunner whole = workbench("run", recipe, "--out", run);
        assertThat(whole.code()).as(whole.err()).isZero();
        List<Path> files;
        try (Stream<Path> all = Files.walk(run)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(15);
        SplittableRandom draws = new SplittableRandom(7);
        for (int damage = 0; damage < DAMAGES; damage++) {
            Path file = files.get(damage % files.size());
            byte[] bytes = Files.readAllBytes(file);
            String what = damage(file, bytes, files, draws);
            for (String command : List.of("report", "show")) {
                CommandLineRunner said = workbench(command, run);
                String name = run.relativize(file).toString();
                assertThat(said.err()).as(what).doesNotContain("\tat ", "this is a bug");
                if (NOT_READ.contains(name) || command.equals("show") && name.equals("provenance.json")) {
                    assertThat(said.code()).as("%s: %s", what, said.err()).isZero();
                } else {
                    assertThat(said.code()).as("%s: %s", what, said.out()).isEqualTo(2);
                    assertThat(said.err()).as(what).hasLineCount(1).contains(run.toString());
                }
            }
            assertThat(workbench("runs", scratch).code()).as(what).isZero();
            Files.deleteIfExists(file);
            Files.write(file, bytes);
        }
        assertThat(workbench("report", run).code()).isZero();
    }

    private static String damage(Path file, byte[] bytes, List<Path> files, SplittableRandom draws) throws IOException {
        byte[] damaged = bytes.clone();
        String what;
        Path other = files.get((files.indexOf(file) + 1 + draws.nextInt(files.size() - 1)) % files.size());
        switch (draws.nextInt(5)) {
            case 0 -> {
                Files.delete(file); // a link to the store's
                return file + " deleted";
            }
            case 1 -> {
                damaged = Arrays.copyOf(bytes, draws.nextInt(bytes.length));
                what = "cut to " + damaged.length;
            }
            case 2 -> {
                damaged = Files.readAllBytes(other);
                what = "as " + other;
            }
            default -> {
                int at = draws.nextInt(bytes.length);
                damaged[at] ^= (byte) (1 << draws.nextInt(8));
                what = "flipped at " + at;
            }
        }
        Files.delete(file);
        Files.write(file, damaged);
        return file + " " + what;
    }
}
