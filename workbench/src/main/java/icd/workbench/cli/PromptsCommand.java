package icd.workbench.cli;

import icd.io.Visible;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.workbench.evaluation.TrialPrompts;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.Prompts;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.RunFiles;
import icd.workbench.run.RunPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the prompts of a trial for other programs. */
@Command(
        name = "prompts",
        description = "Write the prompts of a run's trial as npz files, for NumPy and PyTorch.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "A run does not keep its prompts; they are drawn again from its recipe.yaml, to the bit. The command writes train.npz and test.npz,"
                    + " each with the arrays X (N, n, L), query and target (N, n) in the trial's precision and, in float64, the quantities"
                    + " they were drawn from: projector (N, n, n) and basis (N, n, m) with sigma0_sq or R, or centres (N, n, K),"
                    + " weights and variances (K), or SigmaX (N, n, n) of Gaussian tokens; and sigmaZ_sq. readPrompts(...) in the shell reads them too, with their instances.",
            "",
            "Examples:",
            "  workbench prompts runs/small spheres-softmax-seed1",
            "  workbench prompts runs/small spheres-softmax-seed1 --fresh --out /tmp/prompts"
        })
final class PromptsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description =
                    "The directory of a run, or the name of a recipe, which stands for its newest finished run in runs/.")
    private String run;

    @Parameters(index = "1", paramLabel = "TRIAL", description = "The id of one of its trials.")
    private String trial;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder to write; by default ./prompts-TRIAL. Existing files are replaced.")
    private Path out;

    @Option(
            names = "--fresh",
            description =
                    "Also write fresh.npz, the prompts on which the layer was evaluated once; the file is often large. Where a trial trains nothing,"
                            + " it is written without asking.")
    private boolean fresh;

    @Override
    public Integer call() {
        TrialSpec found = RunFiles.trial(RunPath.find(run, Path.of("runs")), trial);
        Path directory = out == null ? Path.of("prompts-" + trial) : out;
        List<Prompts> sets = new ArrayList<>();
        for (Prompts which : Prompts.values()) {
            if (which.count(found.data()) > 0 && (which != Prompts.FRESH || fresh || sets.isEmpty())) {
                sets.add(which);
            }
        }
        if (sets.isEmpty()) {
            throw new UnusablePathException(
                    "trial " + trial + " of run " + run, "draw prompts, got data.train, test and fresh of 0", null);
        }
        try (Workers workers = Workers.ofAllProcessors()) {
            Files.createDirectories(directory);
            for (Prompts which : sets) {
                Path file = directory.resolve(which + ".npz");
                PromptSet prompts = TrialPrompts.draw(found, which, workers);
                prompts.write(file);
                spec.commandLine().getOut().println(Visible.of(file.toString()) + ": " + prompts);
            }
        } catch (IOException e) {
            throw new UnusablePathException("--out " + directory, "be a directory that can be written", e);
        }
        return Main.DONE;
    }
}
