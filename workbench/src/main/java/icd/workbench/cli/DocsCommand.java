package icd.workbench.cli;

import icd.workbench.piece.UnusablePathException;
import icd.workbench.shell.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds the manual. */
@Command(
        name = "docs",
        description = "Print where the manual is, and open it in a browser where there is a display.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "The manual is a folder of pages that need no network. BROWSER may name the browser.",
            "",
            "Example:",
            "  workbench docs --path"
        })
final class DocsCommand implements Callable<Integer> {

    /** The launcher's own path, which it tells Java. */
    private static final String LAUNCHER = "icd.command";

    @Spec
    private CommandSpec spec;

    @Option(names = "--path", description = "Only print where it is.")
    private boolean path;

    @Override
    public Integer call() {
        Path index = index(System.getProperty(LAUNCHER));
        spec.commandLine().getOut().println(index);
        if (!path && hasDisplay(System.getProperty("os.name"), System.getenv())) {
            Browser.open(index);
        }
        return Main.DONE;
    }

    /**
     * The first page of the manual.
     *
     * @param launcher in {@code bin/} of a distribution, or of {@code workbench/} in a checkout; null where Java was started without it
     * @throws UnusablePathException if there is no manual
     */
    static Path index(String launcher) {
        List<Path> places = Stream.ofNullable(launcher)
                .map(file ->
                        Path.of(file).toAbsolutePath().normalize().getParent().resolveSibling("docs"))
                .flatMap(docs -> Stream.of(docs, docs.resolveSibling("target/dist/docs")))
                .map(docs -> docs.resolve("index.html"))
                .toList();
        Optional<Path> found = places.stream().filter(Files::isRegularFile).findFirst();
        return found.orElseThrow(() -> new UnusablePathException(
                "the manual",
                places.isEmpty()
                        ? "be beside bin/workbench, which must start the workbench for this command"
                        : "be " + places.getFirst() + " in a distribution, or " + places.getLast()
                                + " in a checkout, where this makes it: mvn -DskipTests package",
                null));
    }

    /** Whether a window could open. Linux says so in the environment; macOS always has one. */
    static boolean hasDisplay(String system, Map<String, String> environment) {
        return system.startsWith("Mac")
                || Stream.of("DISPLAY", "WAYLAND_DISPLAY")
                        .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
    }
}
