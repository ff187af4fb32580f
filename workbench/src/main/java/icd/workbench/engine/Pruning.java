package icd.workbench.engine;

import icd.kernel.Kernel;
import icd.workbench.piece.Numerics;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.Recipe;
import icd.workbench.run.RunEntry;
import icd.workbench.run.RunFiles;
import icd.workbench.run.Runs;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The pieces of a store that no run names, and the checkpoints from which no run will continue.
 *
 * @param hashes the hashes of the pieces
 * @param checkpoints the checkpoints of pieces that are finished, or that no run names
 * @param bytes the size of all their files
 * @param kept the number of pieces that runs name
 */
public record Pruning(Store store, List<String> hashes, List<String> checkpoints, long bytes, int kept) {

    /** Copies the lists. */
    public Pruning {
        hashes = List.copyOf(hashes);
        checkpoints = List.copyOf(checkpoints);
    }

    /**
     * Finds the pieces that no run of a folder names, finished or not, and that no living run uses, wherever that run
     * writes.
     *
     * @throws UnusablePathException if the recipe of a run, which might name any piece, cannot be read
     */
    public static Pruning of(Store store, Path runs) {
        Set<String> named = new HashSet<>();
        for (RunEntry run : Runs.in(runs)) {
            try {
                RunFiles.verifyRecipe(run.path().resolve("recipe.yaml"));
                Plan.of(Recipe.read(run.path().resolve("recipe.yaml"), List.of())).pieces().stream()
                        .flatMap(Piece::withParts)
                        .flatMap(Pruning::hashes)
                        .forEach(named::add);
            } catch (RecipeException e) {
                throw new UnusablePathException(
                        "run " + run.path(),
                        "have a recipe that this version can read, as it might name any piece, but "
                                + e.getMessage().lines().findFirst().orElse("")
                                + "; remove the run first (workbench rm), or move it away",
                        null);
            }
        }
        try {
            store.inUse().ifPresent(named::addAll);
            List<String> all = store.hashes();
            List<String> hashes =
                    all.stream().filter(hash -> !named.contains(hash)).toList();
            Set<String> finished = Set.copyOf(all);
            List<String> checkpoints = store.checkpoints().stream()
                    .filter(hash -> finished.contains(hash) || !named.contains(hash))
                    .toList();
            long bytes = 0;
            for (String hash : hashes) {
                bytes += size(store.folder(hash));
            }
            for (String hash : checkpoints) {
                bytes += size(store.checkpointFile(hash));
            }
            return new Pruning(store, hashes, checkpoints, bytes, all.size() - hashes.size());
        } catch (IOException e) {
            throw new UnusablePathException("store " + store, "be readable", e);
        }
    }

    /**
     * Returns the hashes of a piece under all kernels, as the recipe of a run does not name the kernel that computed
     * it.
     */
    private static Stream<String> hashes(Piece piece) {
        return Stream.of(Kernel.scalar(), Kernel.ojalgo()).map(kernel -> Numerics.hash(piece.determining(), kernel));
    }

    private static long size(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /**
     * Removes the pieces and checkpoints.
     *
     * @throws UnusablePathException if the store cannot be written
     */
    public void run() {
        try {
            Optional<Set<String>> inUse = store.inUse(); // this looks again, as a run may have begun meanwhile
            Predicate<String> isFree = hash -> !inUse.orElse(Set.of()).contains(hash);
            for (String hash : hashes.stream().filter(isFree).toList()) {
                store.remove(hash);
            }
            for (String hash : checkpoints.stream().filter(isFree).toList()) {
                store.removeCheckpoint(hash);
            }
            if (inUse.isEmpty()) {
                store.sweepUp();
            }
        } catch (IOException e) {
            throw new UnusablePathException("store " + store, "be writable", e);
        }
    }
}
