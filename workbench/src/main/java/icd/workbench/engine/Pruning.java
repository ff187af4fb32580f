package icd.workbench.engine;

import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import icd.workbench.run.RunEntry;
import icd.workbench.run.RunFiles;
import icd.workbench.run.Runs;
import icd.workbench.run.UnusablePathException;
import icd.workbench.tree.RecipeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Pieces of a store that no run names.
 *
 * @param hashes theirs
 * @param bytes of all their files
 * @param kept how many pieces runs name
 */
public record Pruning(Store store, List<String> hashes, long bytes, int kept) {

    /**
     * Those that no run of a folder names, whether it is finished or not.
     *
     * @throws UnusablePathException if the recipe of a run cannot be read, which might name any piece
     */
    public static Pruning of(Store store, Path runs) {
        Set<String> named = new HashSet<>();
        for (RunEntry run : Runs.in(runs)) {
            try {
                RunFiles.verifyRecipe(run.path().resolve("recipe.yaml"));
                Plan.of(Recipe.read(run.path().resolve("recipe.yaml"), List.of())).stream()
                        .map(Piece::hash)
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
            List<String> all = store.hashes();
            List<String> hashes =
                    all.stream().filter(hash -> !named.contains(hash)).toList();
            long bytes = 0;
            for (String hash : hashes) {
                bytes += size(store.folder(hash));
            }
            return new Pruning(store, hashes, bytes, all.size() - hashes.size());
        } catch (IOException e) {
            throw new UnusablePathException("store " + store, "be readable", e);
        }
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
     * Removes them.
     *
     * @throws UnusablePathException if the store cannot be written
     */
    public void run() {
        try {
            for (String hash : hashes) {
                store.remove(hash);
            }
            store.sweepUp();
        } catch (IOException e) {
            throw new UnusablePathException("store " + store, "be writable", e);
        }
    }
}
