package icd.workbench.cli;

import icd.io.Visible;
import icd.kernel.Kernel;
import icd.workbench.jupyter.KernelRehearsal;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.Jars;
import icd.workbench.run.Provenance;
import icd.workbench.shell.LibraryOutput;
import icd.workbench.shell.terminal.Rehearsal;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code workbench} command: the one class that knows the process's streams and ends it. */
@Command(
        name = "workbench",
        description = "In-context denoising with one-layer attention: recipes, runs and figures.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            RunCommand.class,
            ValidateCommand.class,
            SchemaCommand.class,
            BenchCommand.class,
            ReportCommand.class,
            RunsCommand.class,
            ShowCommand.class,
            CompareCommand.class,
            RmCommand.class,
            PruneCommand.class,
            ExecCommand.class,
            PromptsCommand.class,
            CatalogueCommand.class,
            KernelCommand.class,
            DoctorCommand.class,
            DocsCommand.class,
            CompletionCommand.class,
            PieceCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the run or a check failed",
            "2:bad usage, bad recipe or unusable path",
            "130:interrupted",
            "141:standard output was closed, as by head"
        },
        footer = {
            "",
            "Without a command, opens the shell. Begin with:  workbench  or  workbench run recipes/fig3.yaml",
            "A subcommand's options:  workbench run --help"
        })
public final class Main implements Callable<Integer> {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int BAD_USAGE = 2;

    private final InputStream in;
    private final PrintWriter out;
    private final PrintWriter err;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--startup",
            paramLabel = "FILE",
            description =
                    "A file of Java that the shell runs first (without a command only), instead of the user's startup.jsh.")
    private List<Path> startup = new ArrayList<>();

    @Option(names = "--no-startup", description = "Open the shell without a startup file (without a command only).")
    private boolean noStartup;

    @Option(
            names = "--classpath",
            paramLabel = "JARS",
            scope = ScopeType.INHERIT,
            description = {
                "Jars that add kinds of your own, A.jar:B.jar, beside those that",
                "settings.yaml names; the manual has an example (workbench docs)."
            })
    void classpath(String jars) {
        if (jars.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--classpath must name jars, got ''");
        } else if (Jars.loaded().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--classpath must be given to bin/workbench, which puts jars on the class path of Java");
        }
    }

    private Main(InputStream in, PrintWriter out, PrintWriter err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Returns standard input. */
    InputStream in() {
        return in;
    }

    /** Returns standard output as it is, for the output of a user's own code. */
    PrintWriter out() {
        return out;
    }

    /** Returns standard error as it is, for code that draws on a terminal. */
    PrintWriter err() {
        return err;
    }

    public static void main(String[] args) {
        StandardOutput standard = StandardOutput.ofProcess();
        PrintStream stream = new PrintStream(standard, true, StandardCharsets.UTF_8);
        PrintWriter out = new PrintWriter(stream, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.setOut(LibraryOutput.out(stream));
        System.setErr(LibraryOutput.err(System.err));
        try {
            checkKernel(args);
        } catch (IllegalArgumentException | IllegalStateException e) {
            err.println("workbench: " + Visible.of(e.getMessage()));
            System.exit(BAD_USAGE);
        }
        if (Boolean.getBoolean("icd.rehearse")) {
            Rehearsal.run();
            KernelRehearsal.run();
        }
        if (args.length > 1 && args[0].equals(JarCheck.FIRST)) {
            int code = JarCheck.run(out, err, List.of(args).subList(1, args.length));
            System.exit(standard.settle(code, err));
        }
        if (args.length == 0) {
            // The command line is not parsed first: parsing takes as long as everything else up to the first prompt.
            openShell();
        }
        System.exit(standard.settle(execute(System.in, out, err, args), err));
    }

    /**
     * Chooses the kernel only where one is named: choosing takes time that a start need not wait for. The doctor lists a
     * wrong name with everything else.
     */
    private static void checkKernel(String[] args) {
        boolean doctor = args.length > 0 && args[0].equals(DoctorCommand.NAME);
        if (System.getProperty(Kernel.PROPERTY) != null && !doctor) {
            Kernel.chosen();
        }
    }

    /** Ends the process together with the session; returns only where there is no terminal. */
    private static void openShell() {
        try {
            ShellCommand.open(ShellCommand.options(List.of(), false, System.getenv()))
                    .ifPresent(System::exit);
        } catch (IOException e) {
            System.err.println("workbench: cannot use this terminal: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    /** The model of the command line, for the manual. */
    public static CommandSpec commands() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new CommandLine(new Main(InputStream.nullInputStream(), nowhere, nowhere)).getCommandSpec();
    }

    /** Executes a command line and returns the exit code; reads and prints here only. */
    static int execute(InputStream in, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Main(in, out, err));
        line.setOut(out);
        line.setErr(err);
        line.setExpandAtFiles(false); // a name may begin with @
        line.setExecutionStrategy(parsed -> {
            Integer help = CommandLine.executeHelpRequest(parsed); // picocli prints it in its own colours
            line.setOut(VisibleWriter.to(out));
            line.setErr(VisibleWriter.to(err));
            return help == null ? new CommandLine.RunLast().execute(parsed) : help;
        });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Main::badUsage);
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        int code = line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    /**
     * Runs without a command: opens the shell where there is a terminal, and otherwise does what {@code exec -} does.
     */
    @Override
    public Integer call() throws IOException {
        if (noStartup && !startup.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--startup and --no-startup exclude each other");
        }
        Optional<Integer> code = ShellCommand.open(ShellCommand.options(startup, noStartup, System.getenv()));
        return code.isPresent()
                ? code.get()
                : spec.commandLine().getSubcommands().get("exec").execute("-");
    }

    private static int badUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("workbench: " + Visible.of(e.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        if (e instanceof CommandLine.UnmatchedArgumentException && command.getParent() == null) {
            err.println(
                    "Commands: " + String.join(", ", command.getSubcommands().keySet()));
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return BAD_USAGE;
    }

    private static int failed(Exception e, CommandLine command) {
        PrintWriter err = VisibleWriter.to(command.getErr());
        return switch (e) {
            case RecipeException bad -> {
                err.println(bad.getMessage());
                yield BAD_USAGE;
            }
            case UnusablePathException bad -> {
                err.println("workbench: " + bad.getMessage());
                yield BAD_USAGE;
            }
            default -> {
                err.println("workbench: this is a bug, please report it with the text below");
                e.printStackTrace(err);
                yield FAILED;
            }
        };
    }

    /** Returns the version and the commit. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"workbench " + Provenance.ours().version() + ", Java " + Runtime.version()};
        }
    }
}
