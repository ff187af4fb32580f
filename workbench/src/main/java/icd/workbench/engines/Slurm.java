package icd.workbench.engines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Slurm's commands. Jobs are identified by their names, which only we use, so that no job number has to be remembered.
 */
final class Slurm {

    /** The seconds to wait for an answer, longer than Slurm's own patience with a controller that is busy. */
    private static final int PATIENCE_SECONDS = 120;

    /**
     * The states of a task that will not run any more. A task in any other state may still run, as new versions add
     * states.
     */
    private static final Set<String> ENDED = Set.of(
            "BOOT_FAIL",
            "CANCELLED",
            "COMPLETED",
            "DEADLINE",
            "FAILED",
            "NODE_FAIL",
            "OUT_OF_MEMORY",
            "PREEMPTED",
            "REVOKED",
            "TIMEOUT");

    /** The reasons why a task waits that only an operator can start again. */
    private static final Set<String> STRANDED = Set.of("launch_failed_requeued_held", "JobHoldMaxRequeue");

    private Slurm() {}

    /** Says that Slurm refused a command; {@link #getMessage} has Slurm's answer. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }

        /**
         * Returns whether the same command may succeed later: the controller does not answer now, or the user has too
         * many jobs.
         */
        boolean isPassing() {
            return Stream.of(
                            "Unable to contact",
                            "Socket timed out",
                            "Zero Bytes were transmitted",
                            "Connection refused",
                            "Communication connection failure",
                            "temporarily unable",
                            "Resource temporarily unavailable",
                            "SubmitJob",
                            "submit limit",
                            "MaxJobCount")
                    .anyMatch(getMessage()::contains);
        }
    }

    /**
     * The state of the tasks of an array.
     *
     * @param waiting the numbers of tasks that wait, each with the reason
     * @param running the numbers of tasks that run
     * @param starved the numbers of tasks that Slurm ended because of their memory
     */
    record Standing(Map<Integer, String> waiting, Set<Integer> running, Set<Integer> starved) {
        boolean isActive(int task) {
            return waiting.containsKey(task) || running.contains(task);
        }
    }

    static String version() throws IOException {
        List<String> missing = Stream.of("sbatch", "squeue", "scancel", "sinfo")
                .filter(command -> !isOnPath(command))
                .toList();
        if (!missing.isEmpty()) {
            throw new IOException(String.join(", ", missing) + " must be on the PATH, as on a login node of a cluster");
        }
        return run(List.of("sinfo", "--version")).strip();
    }

    private static boolean isOnPath(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    static List<String> partitions() throws IOException {
        return run(List.of("sinfo", "--noheader", "--format=%R"))
                .lines()
                .map(String::strip)
                .distinct()
                .toList();
    }

    static void submit(List<String> options, Path script) throws IOException {
        List<String> command = new ArrayList<>(List.of("sbatch", "--parsable"));
        command.addAll(options);
        command.add(script.toString());
        run(command);
    }

    /** Returns the state of the arrays of these names, without those that Slurm has forgotten. */
    static Map<String, Standing> standing(List<String> names) throws IOException {
        Map<String, Standing> all = new HashMap<>();
        String said = run(List.of(
                "squeue",
                "--noheader",
                "--array",
                "--states=all",
                "--name=" + String.join(",", names),
                "--format=%j|%K|%T|%r"));
        said.lines().forEach(line -> {
            String[] parts = line.strip().split("\\|", 4);
            if (parts.length < 4 || !parts[1].matches("[0-9]+")) {
                return;
            }
            Standing standing =
                    all.computeIfAbsent(parts[0], _ -> new Standing(new HashMap<>(), new HashSet<>(), new HashSet<>()));
            int task = Integer.parseInt(parts[1]);
            if (parts[2].equals("OUT_OF_MEMORY")) {
                standing.starved().add(task);
            } else if (parts[2].equals("PENDING") && !STRANDED.contains(parts[3].replace(' ', '_'))) {
                standing.waiting().put(task, parts[3]);
            } else if (!ENDED.contains(parts[2]) && !parts[2].equals("PENDING")) {
                standing.running().add(task);
            }
        });
        return all;
    }

    /** Ends all tasks of arrays of these names; Slurm does not know those that are over already. */
    static void cancel(List<String> names) throws IOException {
        for (String name : names) {
            run(List.of("scancel", "--quiet", "--name=" + name));
        }
    }

    private static String run(List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
        } catch (IOException e) {
            throw new IOException(command.getFirst() + " must be executable, got " + e.getMessage(), e);
        }
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new RefusedException(
                        command.getFirst() + " must succeed, got exit code " + code + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } finally {
            watch.interrupt();
        }
        return said;
    }
}
