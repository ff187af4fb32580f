package icd.workbench.engines;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.piece.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engine and doctor as processes whose PATH has the commands of an artificial Slurm, which loses, forgets and refuses
 * as it is told.
 */
@Timeout(400)
class SlurmTest {

    private static final String RECIPE = """
            name: faked
            data: {n: 4, L: 10, train: 20, test: 10, fresh: 10, baseline_draws: 100}
            task: {kind: subspaces, d: 2, variance: 2, noise_variance: 1}
            model: {attention: softmax}
            training: {epochs: 2, batch: 10, seed: 1}
            sweep: {training.seed: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}
            claims: [lse-hessian, lse-gradient-step]
            """;

    /** Executes an array at once, in its folder, as Slurm does later and elsewhere. */
    private static final String SBATCH = """
            #!/bin/bash
            echo "$*" >>"$FAKE/sbatch.calls"
            case "$(cat "$FAKE/mood" 2>/dev/null)" in
              refuses) echo "sbatch: error: invalid partition specified: nowhere" >&2; exit 1 ;;
              busy) rm "$FAKE/mood"; echo "sbatch: error: Unable to contact slurm controller (connect failure)" >&2; exit 1 ;;
              forgets) rm "$FAKE/mood"; exit 0 ;;
              starves) echo "137" >"$FAKE/ends" ;;
            esac
            for option; do
              case $option in
                --chdir=*) folder=${option#*=} ;;
                --array=*) last=${option#*-array=0-} ;;
                --mem=*) memory=${option#*=} ;;
              esac
            done
            cd "$folder" || exit 1
            for ((task = 0; task <= last; task++)); do
              if [ -e "$FAKE/ends" ] && [ "$memory" = 1024M ]; then
                echo "ENDED $(cat "$FAKE/ends")" >>"$task.events"
              elif [ "$(cat "$FAKE/mood" 2>/dev/null)" = loses ]; then
                echo "node lost" >"$task.log"
              else
                SLURM_ARRAY_TASK_ID=$task bash "${!#}" >"$task.log" 2>&1
              fi
            done
            echo 1
            """;

    @TempDir
    private Path scratch;

    private Path fake;

    @BeforeEach
    void makeTools() throws IOException {
        fake = Files.createDirectory(scratch.resolve("fake"));
        Files.writeString(scratch.resolve("faked.yaml"), RECIPE);
        for (String tool : List.of("bash", "cat", "rm")) {
            Path real = Stream.of("/bin", "/usr/bin")
                    .map(folder -> Path.of(folder, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            script(tool, "#!" + (tool.equals("bash") ? "/bin/sh" : "/bin/bash") + "\nexec " + real + " \"$@\"\n");
        }
        script("launcher", """
                #!/bin/bash
                exec '%s' --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -cp '%s' \\
                  icd.workbench.cli.Main "$@"
                """.formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path")));
    }

    private void slurm() throws IOException {
        script("sbatch", SBATCH);
        script("squeue", "#!/bin/bash\n");
        script("scancel", "#!/bin/bash\necho \"$*\" >>\"$FAKE/scancel\"\n");
        script("sinfo", """
                #!/bin/bash
                if [ -e "$FAKE/broken" ]; then echo "slurm_load_partitions: Unable to contact slurm controller" >&2; exit 1; fi
                case $1 in --version) echo "slurm 22.05.8" ;; *) printf 'debug\\nlong\\n' ;; esac
                """);
    }

    private void script(String name, String text) throws IOException {
        Path file = fake.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(file, text);
    }

    private record Outcome(int code, String said) {}

    private Outcome workbench(Object... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dicd.launcher=" + fake.resolve("launcher"),
                "-cp",
                System.getProperty("java.class.path"),
                "icd.workbench.cli.Main"));
        Stream.of(args).map(Object::toString).forEach(command::add);
        Path said = scratch.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", fake.toString());
        environment.put("FAKE", fake.toString());
        environment.put("XDG_CONFIG_HOME", scratch.resolve("config").toString());
        int code = builder.start().waitFor();
        return new Outcome(code, Files.readString(said, StandardCharsets.UTF_8));
    }

    private Outcome run(String store, Object... more) throws Exception {
        List<Object> args = new ArrayList<>(
                List.of("run", "faked.yaml", "--store", store, "--out", store + "-run", "--engine-set=memory=1G"));
        args.addAll(List.of(more));
        if (!store.equals("local")) {
            args.add("--engine=slurm");
        } else {
            args.remove("--engine-set=memory=1G");
        }
        return workbench(args.toArray());
    }

    /** The claims are never measured beforehand, so that there is always something to submit. */
    @Test
    void whateverSlurmDoesTheStoreIsThatOfALocalRun() throws Exception {
        slurm();
        Outcome local = run("local");
        assertThat(local.code()).as(local.said()).isZero();
        List<String> all = new Store(scratch.resolve("local")).hashes();
        for (String mood : List.of("forgets", "busy", "starves")) {
            Files.writeString(fake.resolve("mood"), mood);
            Outcome outcome = run(mood);
            assertThat(outcome.code()).as(outcome.said()).isZero();
            assertThat(new Store(scratch.resolve(mood)).hashes()).as(mood).isEqualTo(all);
            assertThat(scratch.resolve(mood + "/.jobs")).isEmptyDirectory();
            assertThat(outcome.said().contains("is asked again"))
                    .as(outcome.said())
                    .isEqualTo(mood.equals("busy"));
            Files.deleteIfExists(fake.resolve("ends"));
        }
        assertThat(Files.readString(fake.resolve("sbatch.calls")))
                .contains("--array=0-", "--no-requeue", "--signal=B:TERM@90", "--mem=1024M", "--mem=2048M");
    }

    @Test
    void whatCannotBeSubmittedOrIsAlwaysLostFails() throws Exception {
        slurm();
        Files.writeString(fake.resolve("mood"), "refuses");
        Outcome refused = run("refused", "--engine-set=partition=nowhere");
        assertThat(refused.code()).as(refused.said()).isEqualTo(1);
        assertThat(refused.said())
                .contains("invalid partition specified: nowhere")
                .doesNotContain("this is a bug");
        Files.writeString(fake.resolve("mood"), "loses");
        Outcome lost = run("lost");
        assertThat(lost.code()).as(lost.said()).isEqualTo(1);
        assertThat(lost.said()).contains("its task has ended without 3 times", "0.log: node lost");
    }

    @Test
    void detachedJobsAreCollected() throws Exception {
        slurm();
        Outcome submitted = run("detached", "--detach");
        assertThat(submitted.code()).as(submitted.said()).isZero();
        assertThat(submitted.said()).contains("submitted", "--out", "detached-run");
        long calls = Files.readAllLines(fake.resolve("sbatch.calls")).size();
        Outcome collected = run("detached");
        assertThat(collected.code()).as(collected.said()).isZero();
        assertThat(Files.readAllLines(fake.resolve("sbatch.calls"))).hasSize((int) calls);
    }

    @Test
    void doctorSaysWhatIsReached() throws Exception {
        Outcome neither = workbench("doctor", "--store", "store");
        assertThat(neither.code()).as(neither.said()).isZero();
        assertThat(neither.said())
                .containsPattern("(?m)^- +slurm +sbatch, squeue, scancel, sinfo must be on the PATH")
                .containsPattern("(?m)^- +spark +its module must be here")
                .containsPattern("(?m)^ok +store .*can be written, renamed and locked in");
        slurm();
        Outcome alone = workbench("doctor", "--store", "store");
        assertThat(alone.said())
                .containsPattern("(?m)^ok +slurm +slurm 22.05.8, partitions debug long$")
                .containsPattern("(?m)^- +spark ");
        Files.createFile(fake.resolve("broken"));
        Outcome broken = workbench("doctor", "--store", "store");
        assertThat(broken.code()).as(broken.said()).isZero();
        assertThat(broken.said()).containsPattern("(?m)^- +slurm .*Unable to contact slurm controller");
        Files.delete(fake.resolve("broken"));
        Path settings = scratch.resolve("config/workbench/settings.yaml");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "engines:\n  slurm: {memory: much}\n");
        Outcome misspelt = workbench("doctor", "--store", "store");
        assertThat(misspelt.said())
                .containsPattern("(?m)^- +slurm .*settings.yaml:2:19: memory must be a number of M or G.*'much'");
    }
}
