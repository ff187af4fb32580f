package icd.workbench.cli;

import icd.workbench.engine.Plan;
import icd.workbench.engines.JobFolder;
import icd.workbench.engines.Task;
import icd.workbench.piece.Engine;
import icd.workbench.piece.Store;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Executes some pieces of a recipe into a store; engines call it on other nodes. */
@Command(
        name = "piece",
        hidden = true,
        description = "Execute named pieces of a recipe into a store; engines call it on other nodes.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class PieceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RECIPE", description = "The resolved recipe.")
    private Path recipe;

    @Parameters(index = "1..*", paramLabel = "PIECE", description = "Pieces: trials/ID, baselines/ID, claims/ID.")
    private List<String> names = List.of();

    @Option(names = "--store", paramLabel = "DIR", required = true, description = "The store.")
    private Path store;

    @Option(
            names = "--tasks",
            paramLabel = "FILE",
            description = "A file with the pieces of a task in each line, separated by blanks; --task says which line.")
    private Path tasks;

    @Option(names = "--task", paramLabel = "N", description = "The line of --tasks, from 0.")
    private int task;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Append the progress of the pieces to FILE instead of printing it.")
    private Path events;

    @Option(names = "--fresh", description = "Make the pieces even where the store has them.")
    private boolean fresh;

    @Mixin
    private ThreadOption threads;

    @Override
    public Integer call() {
        try {
            if (events == null) {
                return run(spec.commandLine().getOut()::println);
            }
            try (PrintWriter told = new PrintWriter(
                    Files.newBufferedWriter(
                            events, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    true)) {
                return run(told::println);
            }
        } catch (IOException e) {
            throw new UnusablePathException("piece: its files", "be readable and writable", e);
        }
    }

    private int run(Consumer<String> told) throws IOException {
        List<String> chosen = tasks == null ? names : named();
        try {
            JobFolder.verifyNumerics(recipe);
        } catch (IllegalStateException e) {
            Task.refuse(chosen, e.getMessage(), told);
            return Main.FAILED;
        }
        Task all = Task.of(Plan.of(Recipe.read(recipe, List.of())));
        try {
            boolean made = all.run(chosen, new Store(store), new Engine.Options(fresh, false), threads.count(), told);
            return made ? Main.DONE : Main.FAILED;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<String> named() throws IOException {
        List<String> lines = Files.readAllLines(tasks);
        if (!(task >= 0 && task < lines.size())) {
            throw new ParameterException(
                    spec.commandLine(), "--task must be from 0 to " + (lines.size() - 1) + ", got " + task);
        }
        return List.of(lines.get(task).split(" "));
    }
}
