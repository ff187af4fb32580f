package icd.workbench.engines;

import icd.describe.Sha256;
import icd.workbench.piece.Engine;
import icd.workbench.piece.Event;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Executes pieces as arrays of Slurm, and follows them. Whatever happens to jobs, to the controller or to this process,
 * a piece in the store is done, and a piece that no living task has is submitted again.
 */
final class SlurmEngine implements Engine, Detachable {

    private final Recipe recipe;
    private final SlurmSettings settings;
    private final Path launcher;

    SlurmEngine(Recipe recipe, SlurmSettings settings, Path launcher) {
        this.recipe = recipe;
        this.settings = settings;
        this.launcher = launcher;
    }

    @Override
    public Map<String, String> execute(List<Piece> plan, Store store, Options options, Consumer<Event> listener) {
        Ledger ledger = new Ledger(plan, store, options, listener);
        ledger.lookUp();
        if (ledger.isOver()) {
            return ledger.failures();
        }
        try (JobFolder job = JobFolder.open(store, recipe)) {
            SlurmJobs jobs = jobs(job, store, ledger, options, false);
            Thread ending = Thread.ofPlatform().unstarted(jobs::cancel);
            Runtime.getRuntime().addShutdownHook(ending);
            try {
                jobs.follow();
                jobs.cancel();
                Map<String, String> failures = ledger.failures();
                if (failures.isEmpty()) {
                    job.remove(); // otherwise its logs may be useful
                }
                return failures;
            } catch (IOException e) {
                jobs.cancel();
                throw e;
            } catch (CancellationException e) {
                boolean interrupted = Thread.interrupted();
                jobs.cancel();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                throw e;
            } finally {
                keep(ending);
            }
        } catch (IOException e) {
            ledger.failRest("could not be submitted: " + e.getMessage());
            return ledger.failures();
        }
    }

    private static void keep(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running: the process ends, which needs no action here.
        }
    }

    @Override
    public String submit(List<Piece> plan, Store store, Options options) throws IOException {
        Ledger ledger = new Ledger(plan, store, options, _ -> {});
        ledger.lookUp();
        if (ledger.isOver()) {
            return "nothing, as all pieces are there";
        }
        try (JobFolder job = JobFolder.open(store, recipe)) {
            SlurmJobs jobs = jobs(job, store, ledger, options, true);
            jobs.step();
            return jobs + " (" + job + ")";
        }
    }

    private SlurmJobs jobs(JobFolder job, Store store, Ledger ledger, Options options, boolean alone)
            throws IOException {
        Path shared = store.folder().toRealPath();
        String name = "icd-"
                + Sha256.digits(job.path().toString().getBytes(StandardCharsets.UTF_8))
                        .substring(0, 12);
        SlurmJobs jobs = new SlurmJobs(
                job,
                name,
                ledger,
                settings,
                memory -> SlurmScript.of(launcher, job, shared, settings, memory, options.fresh()),
                alone);
        if (options.fresh() || job.isEnded()) {
            jobs.forget();
        }
        return jobs;
    }

    @Override
    public String toString() {
        return "slurm";
    }
}
