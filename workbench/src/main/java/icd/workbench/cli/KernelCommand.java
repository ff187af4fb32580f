package icd.workbench.cli;

import icd.workbench.jupyter.Connection;
import icd.workbench.jupyter.Kernel;
import icd.workbench.jupyter.KernelSpec;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.shell.terminal.ShellOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.zeromq.ZMQException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the Jupyter kernel, or registers it with Jupyter. */
@Command(
        name = "kernel",
        description =
                "Run as a Jupyter kernel, which offers the shell's Java and commands in notebooks, or register it with Jupyter.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = KernelCommand.Install.class,
        footer = {
            "",
            "Jupyter itself starts the kernel, with a connection file. The kernel accepts connections from this machine only, and messages"
                    + " only if they are signed with the key of that file.",
            "",
            "Examples:",
            "  workbench kernel install",
            "  jupyter console --kernel icd"
        })
final class KernelCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CONNECTION_FILE",
            description = "File with the addresses and the key, as Jupyter writes it.")
    private Path file;

    @Override
    public Integer call() {
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "kernel must be given a CONNECTION_FILE, or install");
        }
        Main main = (Main) spec.root().userObject();
        Connection connection = Connection.read(file);
        ShellOptions usual = ShellCommand.options(List.of(), false, System.getenv());
        Path sessions = sessions();
        ShellOptions options = new ShellOptions(usual.startup(), usual.folders(), sessions, usual.environment());
        try (Kernel kernel =
                new Kernel(connection, options, why -> main.err().println("workbench: passed over: " + why))) {
            endWith(System.getenv(), kernel);
            return kernel.run();
        } catch (ZMQException e) {
            throw new UnusablePathException(
                    "connection file " + file, "name ports that are free: " + e.getMessage(), null);
        } finally {
            remove(sessions);
        }
    }

    /** Stops the kernel when the process that started it ends; a front end that was killed cannot end its kernels. */
    private static void endWith(Map<String, String> environment, Kernel kernel) {
        String parent = environment.getOrDefault("JPY_PARENT_PID", "");
        if (parent.matches("\\d{1,10}")) {
            ProcessHandle.of(Long.parseLong(parent))
                    .ifPresent(process -> process.onExit().thenRun(kernel::stop));
        }
    }

    /**
     * Makes a folder for the sessions of notebooks. A session leaves nothing else behind, except files that {@code
     * /transcript save} writes.
     */
    private static Path sessions() {
        try {
            return Files.createTempDirectory("workbench-kernel");
        } catch (IOException e) {
            throw new UnusablePathException("the folder for temporary files", "be writable", e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            return; // the system removes temporary files
        }
    }

    /** Registers the kernel with Jupyter. */
    @Command(
            name = "install",
            description =
                    "Register the kernel with Jupyter by a file kernel.json that holds the path of this launcher.",
            mixinStandardHelpOptions = true,
            versionProvider = Main.Version.class,
            footer = {
                "",
                "Without options the kernel is installed for you alone. Install it again after the workbench has moved.",
                "",
                "Examples:",
                "  workbench kernel install --user",
                "  workbench kernel install --prefix /usr/local"
            })
    static final class Install implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--user",
                description = "Install where Jupyter looks for your own kernels; this is the default.")
        private boolean user;

        @Option(
                names = "--prefix",
                paramLabel = "DIR",
                description = "Install in DIR/share/jupyter/kernels/icd, for an environment or for all users.")
        private Path prefix;

        @Override
        public Integer call() {
            if (user && prefix != null) {
                throw new ParameterException(spec.commandLine(), "--user and --prefix exclude each other");
            }
            String launcher = System.getProperty("icd.command");
            if (launcher == null) {
                throw new ParameterException(
                        spec.commandLine(), "kernel install must be started by the launcher, bin/workbench");
            }
            Main main = (Main) spec.root().userObject();
            Path place = prefix == null ? data(System.getenv(), System.getProperty("os.name")) : prefix;
            try {
                Path written = prefix == null
                        ? KernelSpec.write(place, Path.of(launcher))
                        : KernelSpec.install(place, Path.of(launcher));
                main.out().println(written);
                return Main.DONE;
            } catch (IOException e) {
                throw new UnusablePathException(place.toString(), "be a folder that can be written", e);
            }
        }

        /** Returns the folder where Jupyter looks for a user's own files. */
        static Path data(Map<String, String> environment, String system) {
            String set = environment.getOrDefault("JUPYTER_DATA_DIR", "");
            Path home = Path.of(System.getProperty("user.home"));
            if (!set.isEmpty()) {
                return Path.of(set);
            }
            if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
                return home.resolve("Library").resolve("Jupyter");
            }
            String share = environment.getOrDefault("XDG_DATA_HOME", "");
            return (share.isEmpty() ? home.resolve(".local").resolve("share") : Path.of(share)).resolve("jupyter");
        }
    }
}
