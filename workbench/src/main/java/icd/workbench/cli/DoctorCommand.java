package icd.workbench.cli;

import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.Line;
import icd.figure.Style;
import icd.io.Visible;
import icd.io.WholeFile;
import icd.kernel.Kernel;
import icd.math.Digits;
import icd.workbench.engines.EngineKind;
import icd.workbench.engines.Engines;
import icd.workbench.engines.LocalKind;
import icd.workbench.engines.UnreachableException;
import icd.workbench.piece.Store;
import icd.workbench.run.Provenance;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reports which parts of this machine the workbench can use. */
@Command(
        name = DoctorCommand.NAME,
        description =
                "Report which programs and facilities the workbench finds on this machine, and which are missing.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "The exit code is 1 only if something is missing that the workbench itself needs. Lines marked - name things that are useful but not"
                    + " needed."
        })
final class DoctorCommand implements Callable<Integer> {

    /** The name of this command, which looks at a kernel that does not exist where any other would not begin. */
    static final String NAME = "doctor";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "The store to look at (here ${DEFAULT-VALUE}).")
    private Path store;

    private boolean missing;

    private interface Check {
        String run() throws IOException;
    }

    @Override
    public Integer call() {
        say("ok", "version", Provenance.ours().version());
        say("ok", "java", Runtime.version() + ", " + System.getProperty("java.vendor"));
        say("ok", "memory", Digits.bytes(Runtime.getRuntime().maxMemory()) + " for Java");
        kernel();
        say("ok", "processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        needed("figures", DoctorCommand::figures);
        needed("store", this::store);
        engines();
        useful(
                "browser",
                "to look at report.html",
                List.of("chromium", "google-chrome", "firefox", "xdg-open", "open"));
        useful("python3", "for recipes/python.md", List.of("python3"));
        return missing ? Main.FAILED : Main.DONE;
    }

    private void kernel() {
        try {
            Kernel.Choice kernel = Kernel.choice();
            say(kernel.kernel().name().equals("scalar") ? "-" : "ok", "kernel", kernel.toString());
        } catch (IllegalArgumentException | IllegalStateException e) {
            missing = true;
            say("MISSING", "kernel", e.getMessage());
        }
    }

    private void engines() {
        for (EngineKind kind : Engines.here()) {
            if (kind.name().equals(LocalKind.NAME)) {
                continue; // this process is no leftover
            }
            try {
                say("ok", kind.name(), kind.reach(EngineOptions.settings(kind, List.of())));
            } catch (UnreachableException | IllegalArgumentException e) {
                say("-", kind.name(), e.getMessage());
            }
        }
        Engines.elsewhere().forEach((name, why) -> say("-", name, why));
    }

    private void needed(String name, Check check) {
        try {
            say("ok", name, check.run());
        } catch (IOException | RuntimeException | LinkageError e) {
            missing = true;
            say("MISSING", name, String.valueOf(e));
        }
    }

    private void useful(String name, String what, List<String> programs) {
        String path = System.getenv().getOrDefault("PATH", "");
        String found = programs.stream()
                .filter(program -> List.of(path.split(File.pathSeparator)).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))))
                .findFirst()
                .orElse("");
        say(found.isEmpty() ? "-" : "ok", name, found.isEmpty() ? "none found; of use " + what : found);
    }

    private static String figures() throws IOException {
        double[] numbers = {0, 1};
        Chart chart = new Chart(
                "", Axis.of("x"), Axis.of("y"), List.of(new Line("", numbers, numbers, Style.of(Colour.BLACK))));
        return String.join(
                ", ", Figures.render(Figure.of("doctor", "a line").row(chart)).keySet());
    }

    /** Checks whether files can be written, forced to the disk, renamed, locked and linked where results are kept. */
    private String store() throws IOException {
        Path above = store.toAbsolutePath();
        while (!Files.isDirectory(above)) {
            above = above.getParent();
        }
        Path scratch = Files.createTempDirectory(above, ".doctor");
        try {
            Path file = WholeFile.write(scratch.resolve("file"), "x"); // the file is written beside and renamed
            Path folder = Files.createDirectory(scratch.resolve("folder"));
            Files.move(folder, scratch.resolve("renamed"), StandardCopyOption.ATOMIC_MOVE);
            String links;
            try {
                Files.createLink(scratch.resolve("link"), file);
                links = "runs link to pieces";
            } catch (IOException | UnsupportedOperationException e) {
                links = "no hard links: runs copy pieces";
            }
            String locks;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                locks = channel.tryLock() == null ? "no locks" : "can be written, renamed and locked in";
            } catch (IOException e) {
                locks = "can be written and renamed in, but has no locks: do not prune while runs are alive";
            }
            return Visible.of(store.toString()) + ", " + locks + ", " + links + ", "
                    + Digits.bytes(Files.getFileStore(above).getUsableSpace()) + " free";
        } finally {
            Store.delete(scratch);
        }
    }

    private void say(String mark, String name, String what) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-8s %-11s %s%n", mark, name, Visible.of(what));
    }
}
