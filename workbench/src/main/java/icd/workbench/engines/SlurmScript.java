package icd.workbench.engines;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The script of an array. Java is a child of the script and does not replace it, so that the script receives the signal
 * before the time is over, passes it on and waits until checkpoints are written, and can report how Java ended.
 */
final class SlurmScript {

    private SlurmScript() {}

    /**
     * Writes it.
     *
     * @param memory the memory of a task in MiB, of which Java takes a share for its heap
     */
    static String of(Path launcher, JobFolder job, Path store, SlurmSettings settings, int memory, boolean fresh) {
        String jars = job.jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return """
                #!/bin/bash
                %s# Options of this script are on the command line of sbatch, which can be seen with scontrol show job.
                export WORKBENCH_ON_NODE=1
                export WORKBENCH_JAVA_OPTS="-Xmx%dm %s ${WORKBENCH_JAVA_OPTS:-}"
                %s piece %s%s --store %s --tasks tasks --task "$SLURM_ARRAY_TASK_ID" \\
                  --events "$SLURM_ARRAY_TASK_ID.events" --threads %d%s &
                java=$!
                trap 'kill -TERM "$java" 2>/dev/null' TERM
                wait "$java"
                status=$?
                while kill -0 "$java" 2>/dev/null; do # a signal has ended the waiting, not Java
                  wait "$java"
                  status=$?
                done
                echo "ENDED $status" >>"$SLURM_ARRAY_TASK_ID.events"
                exit "$status"
                """.formatted(
                        settings.lines().stream().map(line -> line + "\n").collect(Collectors.joining()),
                        Math.max(1, (int) (memory * HEAP)),
                        JobFolder.javaOptions(),
                        quoted(launcher),
                        quoted(job.recipe()),
                        jars.isEmpty() ? "" : " --classpath " + quoted(jars),
                        quoted(store),
                        settings.cpus(),
                        fresh ? " --fresh" : "");
    }

    /** The share of memory for the heap; Java needs memory beside it. */
    private static final double HEAP = 0.75;

    /**
     * Returns the options for sbatch that cannot stand in the script, for example a path with a blank.
     *
     * @param alone whether nobody follows the array: then Slurm is to restart tasks that a node has lost, which takes
     *     it two minutes
     */
    static List<String> options(SlurmArray array, SlurmSettings settings, boolean alone) {
        List<String> options = new ArrayList<>(List.of(
                "--job-name=" + array.name(),
                "--array=0-" + (array.tasks().size() - 1),
                "--chdir=" + array.folder(),
                "--output=%a.log",
                "--open-mode=append",
                alone ? "--requeue" : "--no-requeue",
                "--ntasks=1",
                "--cpus-per-task=" + settings.cpus(),
                "--mem=" + array.memory() + "M",
                "--signal=B:TERM@" + settings.ahead()));
        settings.partition().ifPresent(partition -> options.add("--partition=" + partition));
        settings.time().ifPresent(time -> options.add("--time=" + time));
        settings.account().ifPresent(account -> options.add("--account=" + account));
        return options;
    }

    private static String quoted(Object text) {
        return "'" + text.toString().replace("'", "'\\''") + "'";
    }
}
