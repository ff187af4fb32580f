package icd.workbench.engines;

import icd.workbench.piece.Engine;
import icd.workbench.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;

/** Slurm, used by its commands {@code sbatch}, {@code squeue} and {@code scancel} on the path. */
public final class SlurmKind implements EngineKind {

    /** The property in which the launcher gives its path, so that nodes are started by the same launcher. */
    static final String LAUNCHER = "icd.launcher";

    @Override
    public String name() {
        return "slurm";
    }

    @Override
    public SequencedMap<String, String> settings() {
        return SlurmSettings.NAMES;
    }

    @Override
    public String reach(EngineSettings settings) {
        SlurmSettings.of(settings);
        launcher();
        try {
            return Slurm.version() + ", partitions " + String.join(" ", Slurm.partitions());
        } catch (IOException e) {
            throw new UnreachableException(e.getMessage());
        }
    }

    @Override
    public Engine open(Recipe recipe, EngineSettings settings, int threads) {
        SlurmSettings read = SlurmSettings.of(settings);
        try {
            Slurm.version();
        } catch (IOException e) {
            throw new UnreachableException("engine slurm cannot be used here: " + e.getMessage());
        }
        return new SlurmEngine(recipe, read, launcher());
    }

    private static Path launcher() {
        Path launcher = Path.of(System.getProperty(LAUNCHER, ""));
        if (!Files.isExecutable(launcher) || Files.isDirectory(launcher)) {
            throw new UnreachableException(
                    "engine slurm needs bin/workbench, with which the nodes start the same program: use it"
                            + " instead of calling java");
        }
        return launcher;
    }

    @Override
    public String toString() {
        return name();
    }
}
