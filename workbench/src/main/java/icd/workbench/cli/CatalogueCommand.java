package icd.workbench.cli;

import icd.io.WholeFile;
import icd.kernel.Kernel;
import icd.workbench.piece.Numerics;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.Catalogue;
import icd.workbench.result.ClaimResult;
import icd.workbench.result.RecipeClaims;
import icd.workbench.result.RunResult;
import icd.workbench.run.RunFiles;
import icd.workbench.run.RunOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes into the page of the recipes what they reproduce, and how well. */
@Command(
        name = "catalogue",
        description = "Write the findings of the recipes' runs into recipes/README.md.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "For maintainers. Takes every recipe (*.yaml) beside the page, finds the latest finished run of each as it stands, and"
                    + " writes the page's sections between <!-- catalogue ... --> and <!-- end of catalogue ... -->: a table of"
                    + " all recipes, and the expected findings of each beside the actual ones. Nothing is written if a run is missing.",
            "",
            "Example:",
            "  workbench run recipes/*.yaml; workbench catalogue"
        })
final class CatalogueCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "PAGE",
            defaultValue = "recipes/README.md",
            description = "The page to write; by default ${DEFAULT-VALUE}.")
    private Path page;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "The folder that holds the runs; by default ${DEFAULT-VALUE}.")
    private Path runs;

    @Override
    public Integer call() {
        try {
            Catalogue catalogue = catalogue(recipes());
            WholeFile.write(page, catalogue.in(Files.readString(page)));
            spec.commandLine()
                    .getOut()
                    .println(page + ": " + Words.count(catalogue.entries().size(), "recipe"));
            return Main.DONE;
        } catch (IllegalArgumentException e) {
            throw new UnusablePathException("page " + page, "have both sections: " + e.getMessage(), null);
        } catch (IOException e) {
            throw new UnusablePathException("page " + page + " and runs " + runs, "be there to read and write", e);
        }
    }

    private List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(page.toAbsolutePath().getParent())) {
            return files.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted(Comparator.comparing(Path::getFileName))
                    .toList();
        }
    }

    private Catalogue catalogue(List<Path> recipes) throws IOException {
        Map<String, Path> finished = finished();
        List<Catalogue.Entry> entries = new ArrayList<>();
        List<Path> missing = new ArrayList<>();
        for (Path file : recipes) {
            Path run = finished.get(Recipe.read(file, List.of()).resolved());
            RunResult result = run == null ? null : RunFiles.read(run);
            if (result == null || !checksClaimsOfToday(result)) {
                missing.add(file);
            } else {
                entries.add(new Catalogue.Entry(file.getFileName().toString(), result, RunOrigin.read(run)));
            }
        }
        if (!missing.isEmpty()) {
            String files = missing.stream()
                    .map(file -> Path.of("").toAbsolutePath().relativize(file).toString())
                    .collect(Collectors.joining(" "));
            throw new UnusablePathException(
                    "runs in " + runs,
                    "be one or more of every recipe as it stands, got none of " + files
                            + "; make them with: workbench run " + files,
                    null);
        }
        return new Catalogue(entries);
    }

    /** Returns whether a run checked the claims as they stand today; its recipe alone does not say what they claim. */
    private static boolean checksClaimsOfToday(RunResult result) {
        return result.claims().stream()
                .map(ClaimResult::hash)
                .toList()
                .equals(RecipeClaims.of(result.recipe()).stream()
                        .map(ClaimResult::hash)
                        .toList());
    }

    /** Returns the latest finished run of each resolved recipe under the present numerics. */
    private Map<String, Path> finished() throws IOException {
        List<Path> directories;
        try (Stream<Path> all = Files.list(runs)) {
            directories =
                    all.filter(run -> Files.exists(run.resolve("summary.json"))).toList();
        }
        Map<String, Path> latest = new HashMap<>();
        Map<Path, RunOrigin> origins = new HashMap<>();
        for (Path run : directories) {
            RunOrigin origin;
            try {
                origin = RunOrigin.read(run);
            } catch (UnusablePathException e) { // one bad run must not stop the others
                spec.commandLine().getErr().println("workbench: passed over: " + e.getMessage());
                continue;
            }
            if (origin.numerics().equals(Numerics.of(Kernel.chosen()))) {
                origins.put(run, origin);
                latest.merge(
                        new String(Files.readAllBytes(run.resolve("recipe.yaml")), StandardCharsets.UTF_8),
                        run,
                        (a, b) ->
                                origins.get(a).finished().isAfter(origins.get(b).finished()) ? a : b);
            }
        }
        return latest;
    }
}
