package icd.workbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A cluster of Slurm with two nodes on this machine, all its files in one folder. */
final class SlurmCluster implements AutoCloseable {

    private static final List<String> COMMANDS =
            List.of("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "sinfo");

    private final Path folder;
    private final int controllerPort;

    private SlurmCluster(Path folder) throws IOException {
        this.folder = folder;
        this.controllerPort = Machine.freePort();
    }

    /** Starts it, and waits until both nodes are idle. */
    static SlurmCluster start(Path folder) throws Exception {
        for (String command : COMMANDS) {
            assertThat(Machine.find(command))
                    .as("%s must be installed: apt-get install slurmctld slurmd slurm-client munge", command)
                    .isPresent();
        }
        SlurmCluster cluster = new SlurmCluster(folder);
        for (String each : List.of("munge", "state", "spool-n1", "spool-n2")) {
            Files.createDirectory(
                    folder.resolve(each),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        byte[] key = new byte[1024];
        new SecureRandom().nextBytes(key);
        Files.write(folder.resolve("munge/key"), key);
        Files.setPosixFilePermissions(folder.resolve("munge/key"), PosixFilePermissions.fromString("r--------"));
        Files.writeString(folder.resolve("slurm.conf"), cluster.configuration());
        cluster.run(
                "munged",
                "--force",
                "--key-file=" + folder.resolve("munge/key"),
                "--socket=" + folder.resolve("munge/socket"),
                "--pid-file=" + folder.resolve("munge/pid"),
                "--log-file=" + folder.resolve("munge/log"),
                "--seed-file=" + folder.resolve("munge/seed"));
        cluster.run("slurmctld");
        cluster.run("slurmd", "-N", "n1");
        cluster.run("slurmd", "-N", "n2");
        cluster.awaitIdle();
        return cluster;
    }

    private void awaitIdle() throws Exception {
        Machine.await(
                "both nodes to be idle",
                () -> said("sinfo", "--noheader", "--format=%D %T").lines().anyMatch("2 idle"::equals));
    }

    private String configuration() throws IOException {
        return """
                ClusterName=icd
                SlurmctldHost=localhost
                SlurmctldPort=%2$d
                AuthType=auth/munge
                AuthInfo=socket=%1$s/munge/socket
                SlurmUser=%5$s
                SlurmdUser=%5$s
                StateSaveLocation=%1$s/state
                SlurmdSpoolDir=%1$s/spool-%%n
                SlurmctldPidFile=%1$s/slurmctld.pid
                SlurmdPidFile=%1$s/slurmd-%%n.pid
                SlurmctldLogFile=%1$s/slurmctld.log
                SlurmdLogFile=%1$s/slurmd-%%n.log
                SwitchType=switch/none
                MpiDefault=none
                ProctrackType=proctrack/linuxproc
                TaskPlugin=task/none
                ReturnToService=2
                SlurmdTimeout=5
                KillWait=5
                SelectType=select/cons_tres
                SelectTypeParameters=CR_CPU_Memory
                SchedulerParameters=batch_sched_delay=0
                SlurmdParameters=config_overrides
                NodeName=n1 NodeHostname=localhost Port=%3$d CPUs=1 RealMemory=4000
                NodeName=n2 NodeHostname=localhost Port=%4$d CPUs=1 RealMemory=4000
                PartitionName=debug Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
                """.formatted(
                folder, controllerPort, Machine.freePort(), Machine.freePort(), System.getProperty("user.name"));
    }

    /** Returns the variables with which the commands find the cluster. */
    Map<String, String> environment() {
        return Map.of("SLURM_CONF", folder.resolve("slurm.conf").toString());
    }

    private void run(String... command) throws Exception {
        Process process = Machine.start(List.of(command), environment(), folder.resolve(command[0] + ".out"));
        assertThat(process.waitFor())
                .as(() -> String.join(" ", command) + ": " + Machine.text(folder.resolve(command[0] + ".out")))
                .isZero();
    }

    /** Returns the output of a command, or reports why it failed. */
    String said(String... command) throws Exception {
        Path file = Files.createTempFile(folder, "said", "");
        Machine.start(List.of(command), environment(), file).waitFor();
        return Machine.text(file);
    }

    /** Kills all processes of a node at once, as when its power fails. */
    void killNode(String node) throws IOException {
        List<Long> doomed = new ArrayList<>(List.of(pid("slurmd-" + node + ".pid")));
        for (long process : processesOf(node)) {
            doomed.add(process);
            doomed.addAll(ProcessHandle.of(process)
                    .flatMap(ProcessHandle::parent)
                    .filter(parent -> Machine.text(Path.of("/proc", Long.toString(parent.pid()), "cmdline"))
                            .startsWith("slurmstepd"))
                    .map(ProcessHandle::pid)
                    .stream()
                    .toList());
        }
        doomed.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Returns the processes of tasks that run on a node. */
    List<Long> processesOf(String node) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(each -> each.getFileName().toString().matches("[0-9]+"))
                    .filter(each -> {
                        String environment = Machine.text(each.resolve("environ"));
                        return environment.contains("SLURMD_NODENAME=" + node + "\0")
                                && environment.contains("SLURM_CONF=" + folder);
                    })
                    .map(each -> Long.valueOf(each.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** Stops the tasks of a node where they are, with all processes that they start meanwhile. */
    void hold(String node) throws Exception {
        List<Long> held = List.of();
        for (List<Long> found = processesOf(node); !found.equals(held); found = processesOf(node)) {
            Machine.signal("STOP", found);
            held = found;
        }
    }

    void release(String node) throws Exception {
        Machine.signal("CONT", processesOf(node));
    }

    void killController() throws IOException {
        ProcessHandle controller = ProcessHandle.of(pid("slurmctld.pid")).orElseThrow();
        controller.destroyForcibly();
        controller.onExit().join();
    }

    void startController() throws Exception {
        run("slurmctld");
    }

    /** Starts a node that was killed, and waits until the controller has dealt with its former tasks. */
    void startNode(String node) throws Exception {
        run("slurmd", "-N", node);
        awaitIdle();
    }

    private long pid(String file) throws IOException {
        return Long.parseLong(Files.readString(folder.resolve(file)).strip());
    }

    @Override
    public void close() throws Exception {
        said("scancel", "--user=" + System.getProperty("user.name"));
        for (String file : List.of("slurmd-n1.pid", "slurmd-n2.pid", "slurmctld.pid", "munge/pid")) {
            if (Files.exists(folder.resolve(file))) {
                ProcessHandle.of(pid(file)).ifPresent(ProcessHandle::destroy);
            }
        }
        for (String node : List.of("n1", "n2")) {
            processesOf(node).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }
}
