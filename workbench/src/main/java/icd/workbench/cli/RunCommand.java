package icd.workbench.cli;

import icd.claim.Claim;
import icd.claim.Claims;
import icd.io.Visible;
import icd.math.Digits;
import icd.workbench.engine.Forecast;
import icd.workbench.engine.Plan;
import icd.workbench.engines.Detachable;
import icd.workbench.piece.Engine;
import icd.workbench.piece.Store;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.EpochPrompts;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.recipe.Reading;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.Room;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.report.RecipeRun;
import icd.workbench.report.RunReport;
import icd.workbench.result.RecipeClaims;
import icd.workbench.result.RunResult;
import icd.workbench.result.Summary;
import icd.workbench.run.RunDirectory;
import icd.workbench.run.RunFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Runs recipes. */
@Command(
        name = "run",
        description = "Run recipes: train, evaluate, check, tabulate and draw as they describe.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "Writes runs/<recipe>-<time>-<hash>/ with report.html to look at, the resolved recipe, summary.json, provenance.json,"
                    + " trials/*/metrics.csv and weights.npz, and figures/. The same recipe gives the same result files, byte for byte, whatever"
                    + " the number of threads and the engine.",
            "",
            "The exit code is 1 if a trial fails, a claim fails, or an expectation of the recipe is not met. Expectations hold"
                    + " for the recipe as it is written: they are not checked where --set changes the experiment.",
            "",
            "Examples:",
            "  workbench run recipes/fig3.yaml",
            "  workbench run recipes/fig3.yaml --set training.epochs=6 --out /tmp/small",
            "  workbench run recipes/fig3.yaml --engine slurm --engine-set partition=long --store /shared/store",
            "  workbench run recipes/fig3.yaml --json | jq .trials[0].beta"
        })
final class RunCommand implements Callable<Integer> {

    /** More pieces in a row of which the same is to be said have one line in a plan. */
    private static final int MOST_LISTED = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RecipeOptions options;

    @Parameters(
            arity = "1..*",
            paramLabel = "RECIPE",
            description =
                    "YAML files, or runs whose recipes are to be run again: their directories, or the beginnings of their names.")
    private List<Path> files;

    @Mixin
    private ThreadOption threads;

    @Mixin
    private EngineOptions engine;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write to this directory. The directory of an earlier run of the same recipe is completed: finished"
                            + " trials and claims are not run again.")
    private Path out;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "runs",
            description =
                    "Where finished trials, baselines and claims are kept, in DIR/pieces (here ${DEFAULT-VALUE}); results that are"
                            + " there are not run again.")
    private Path store;

    @Option(
            names = "--fresh",
            description =
                    "Run everything, even what the store has already; it is an error if the results differ from those in the store.")
    private boolean fresh;

    @Option(names = "--fail-fast", description = "Begin nothing new after the first failure.")
    private boolean failFast;

    @Option(names = "--dry-run", description = "Print what would be run, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--detach",
            description =
                    "Submit and return, with --engine slurm; the same command without it and with the --out that it names collects.")
    private boolean detach;

    @Option(names = "--json", description = "Print the summary, with the run's path, to standard output as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        threads.count(); // this check comes before any file is read
        if (out != null && files.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--out must go with one recipe, got " + files.size());
        }
        if (json && files.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--json must go with one recipe, got " + files.size());
        }
        List<Reading> readings = new ArrayList<>();
        for (Path named : files) {
            Path file = RunFiles.recipeOf(named, store);
            RunFiles.verifyRecipe(file);
            readings.add(options.read(file)); // all are read before any is run
        }
        int code = Main.DONE;
        for (Reading reading : readings) {
            if (dryRun) {
                plan(reading);
            } else if (detach) {
                detach(reading.recipe());
            } else {
                code = Math.max(code, run(reading.recipe()));
                if (!reading.unchecked().isEmpty()) {
                    spec.commandLine().getErr().println(reading.recipe().name() + ": " + reading.unchecked());
                }
            }
        }
        return code;
    }

    private void plan(Reading reading) {
        Recipe recipe = reading.recipe();
        PrintWriter print = spec.commandLine().getOut();
        if (json) {
            ObjectNode plan = Summary.empty();
            plan.put("recipe", recipe.name());
            recipe.trials().forEach(trial -> plan.withArray("trials").add(trial.id()));
            RecipeClaims.of(recipe).forEach(claim -> plan.withArray("claims").add(claim.id()));
            Forecast.of(recipe, new Store(store), fresh)
                    .forEach(each -> plan.withArray("pieces")
                            .addObject()
                            .put("sort", each.piece().sort().singular())
                            .put("id", each.piece().id())
                            .put("state", each.state().toString())
                            .put("why", each.why()));
            recipe.figures().forEach(figure -> plan.withArray("figures").add(figure.name()));
            plan.put("memory_bytes", room(recipe).memory());
            plan.put("disk_bytes", room(recipe).disk());
            print.print(Summary.text(plan));
            return;
        }
        List<Claim> claims = RecipeClaims.of(recipe);
        int all = recipe.trials().size() + claims.size();
        print.println(
                recipe.name() + ": " + RunResult.count(recipe.trials().size(), claims.size()) + ", side by side on "
                        + Words.count(Math.min(threads.count(), all), "thread")
                        + Words.list("; extends ", reading.extended()));
        Map<String, TrialSpec> trials =
                recipe.trials().stream().collect(Collectors.toMap(TrialSpec::id, Function.identity()));
        List<Forecast> alike = new ArrayList<>();
        String last = "";
        for (Forecast each : Forecast.of(recipe, new Store(store), fresh)) {
            String what = switch (each.piece().sort()) {
                case TRIAL -> plan(trials.get(each.piece().id())) + "; " + each;
                case CLAIM -> Claims.of(each.piece().id()).source() + "; " + each;
                case BASELINES -> each.toString();
            };
            if (!alike.isEmpty()
                    && !(what.equals(last)
                            && each.piece().sort() == alike.getFirst().piece().sort())) {
                print(alike, last);
                alike.clear();
            }
            alike.add(each);
            last = what;
        }
        print(alike, last);
        for (FigureSpec figure : recipe.figures()) {
            print.println("  figure " + figure.name());
        }
        if (!reading.unchecked().isEmpty()) {
            print.println("  " + reading.unchecked());
        }
        if (!recipe.trials().isEmpty()) {
            print.println("its largest trial needs " + room(recipe) + " for prompts and losses; Java has "
                    + Digits.bytes(Runtime.getRuntime().maxMemory()));
        }
        if (recipe.trials().stream().anyMatch(trial -> trial.epochs() > 0)) {
            print.println("a training that is killed loses at most the epoch that it is in, and "
                    + Digits.duration(Engine.Options.USUAL.checkpoints().toSeconds()) + " before it");
        }
        print.println("would write " + (out == null ? "runs/" + recipe.name() + "-<time>-<hash>" : out));
    }

    /** Prints a line for each of the pieces, or one for all if there are many. */
    private void print(List<Forecast> alike, String what) {
        PrintWriter print = spec.commandLine().getOut();
        if (alike.size() > MOST_LISTED) {
            print.println("  " + alike.getFirst().piece().name() + " to "
                    + alike.getLast().piece().name() + " (" + alike.size() + "): " + what);
        } else {
            alike.forEach(each -> print.println("  " + each.piece().name() + ": " + what));
        }
    }

    private static Room room(Recipe recipe) {
        return recipe.trials().stream().map(TrialSpec::room).reduce(Room.NONE, Room::or);
    }

    private static String plan(TrialSpec trial) {
        List<String> parts = new ArrayList<>();
        trial.training()
                .ifPresent(training ->
                        parts.add((training.stop().isPresent() ? "at most " : "") + training.epochs() + " epochs on "
                                + trial.data().train() + (training.prompts() == EpochPrompts.FRESH ? " fresh" : "")
                                + " prompts of " + trial.data().L() + " tokens"));
        trial.evaluate().forEach(evaluation -> parts.add(evaluation.name()));
        return parts.isEmpty() ? "baselines" : String.join(", ", parts);
    }

    private void detach(Recipe recipe) {
        if (fresh) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--detach must go without --fresh, as the command that collects could not tell new pieces from old ones; use an empty --store");
        }
        if (!(engine.open(recipe, threads.count()) instanceof Detachable detachable)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--detach must go with an engine whose jobs go on by themselves, --engine slurm");
        }
        try (RunDirectory directory = directory(recipe, Instant.now())) {
            String submitted =
                    detachable.submit(Plan.of(recipe).pieces(), new Store(store), new Engine.Options(false, failFast));
            spec.commandLine()
                    .getErr()
                    .println(recipe.name() + ": submitted " + Visible.of(submitted)
                            + "; collect with the same command without --detach and with --out "
                            + Visible.of(directory.path().toString()));
        } catch (IOException e) {
            throw new UnusablePathException("the job of " + recipe.name(), "be submitted", e);
        }
    }

    private RunDirectory directory(Recipe recipe, Instant start) {
        return out == null ? RunDirectory.create(Path.of("runs"), recipe, start) : RunDirectory.open(out, recipe);
    }

    private int run(Recipe recipe) {
        Engine ready = engine.open(recipe, threads.count()); // the engine is opened before anything is written
        Instant start = Instant.now();
        RunDirectory directory = directory(recipe, start);
        try (directory) {
            return run(recipe, ready, directory, start);
        } catch (IOException e) {
            if (!Files.isDirectory(directory.path())) {
                spec.commandLine()
                        .getErr()
                        .println("workbench: run directory "
                                + Visible.of(directory.path().toString())
                                + " must stay while it is written, but was removed");
                return Main.FAILED;
            }
            throw new UnusablePathException("run directory " + directory.path(), "be writable", e);
        }
    }

    private int run(Recipe recipe, Engine ready, RunDirectory directory, Instant start) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        RecipeRun run;
        Plan plan = Plan.of(recipe);
        Progress progress =
                Progress.of(recipe.name(), plan.pieces(), ((Main) spec.root().userObject()).err());
        Thread interrupted = Thread.ofPlatform().unstarted(() -> {
            progress.close();
            err.println(recipe.name()
                    + ": interrupted; finished work and the state of trainings are kept; complete the run with --out "
                    + Visible.of(directory.path().toString()));
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        try (progress) {
            run = RecipeRun.execute(
                    plan,
                    options.overrides,
                    directory,
                    new Store(store),
                    ready,
                    new Engine.Options(fresh, failFast),
                    threads.count(),
                    progress,
                    start);
        } finally {
            notInterrupted(interrupted);
        }
        err.println(recipe.name() + ": "
                + RunResult.count(
                        run.result().trials().size(), run.result().claims().size()) + " in "
                + Digits.duration(run.seconds()));
        if (!run.tally().reused().isEmpty()) {
            err.println(run.tally().reusedOf());
        }
        err.println(
                "to look at: " + Visible.of(run.path().resolve(RunReport.NAME).toString()));
        report(run);
        run.failures().values().forEach(failure -> err.println("workbench: " + failure));
        if (json) { // otherwise the table has said so
            run.expectations().stream()
                    .filter(expectation -> !expectation.met())
                    .forEach(expectation -> err.println("workbench: " + expectation));
            run.result().claims().stream()
                    .filter(claim -> !claim.holds())
                    .forEach(claim -> err.println("workbench: claim "
                            + claim.claim().id() + " fails: " + claim.verdict().explanation()));
        }
        return run.succeeded() ? Main.DONE : Main.FAILED;
    }

    private static void notInterrupted(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running: the process was interrupted, and the hook prints the message.
        }
    }

    private void report(RecipeRun run) {
        PrintWriter print = spec.commandLine().getOut();
        if (json) {
            ObjectNode summary = run.summary().deepCopy();
            summary.put("path", run.path().toString());
            print.print(Summary.text(summary));
        } else {
            print.println(run);
        }
    }
}
