package icd.workbench.piece;

import icd.io.WholeFile;
import icd.kernel.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * A store with very many artificial pieces, from which recipes/slurm.md has the times of listing and looking up: {@code
 * java -cp ... ManyPieces FOLDER PIECES LOOK-UPS}. It is no test, as it takes minutes and gigabytes.
 */
final class ManyPieces {

    private static final int AT_ONCE = 8;

    private ManyPieces() {}

    public static void main(String[] args) throws IOException {
        Store store = new Store(Path.of(args[0]));
        int pieces = Integer.parseInt(args[1]);
        int asked = Integer.parseInt(args[2]);
        try (Workers workers = Workers.of(AT_ONCE)) {
            timed("written", () -> workers.forEach(pieces, (_, item) -> write(store, item)));
            timed("listed", () -> {
                try {
                    List<String> all = store.hashes();
                    System.out.println(all.size() + " hashes");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            timed("found and verified " + asked, () -> workers.forEach(asked, (_, item) -> find(store, item, true)));
            timed("asked in vain " + asked, () -> workers.forEach(asked, (_, item) -> find(store, -1 - item, false)));
        }
    }

    private static void timed(String what, Runnable work) {
        long start = System.nanoTime();
        work.run();
        System.out.printf("%s: %.2f s%n", what, (System.nanoTime() - start) / 1e9);
    }

    private static String determining(int item) {
        return "trial: " + item + "\n";
    }

    /** As {@link Store#keep} leaves it, but without forcing it to the disk, which would take hours. */
    private static void write(Store store, int item) {
        String text = determining(item);
        Path folder = store.folder(Numerics.hash(text));
        try {
            TreeMap<String, byte[]> files = new TreeMap<>();
            files.put("metrics.csv", new byte[1000]);
            files.put(Store.DETERMINING, text.getBytes(StandardCharsets.UTF_8));
            Files.createDirectories(folder.getParent());
            Path part = Files.createDirectory(WholeFile.partOf(folder));
            for (var file : files.entrySet()) {
                Files.write(part.resolve(file.getKey()), file.getValue());
            }
            Files.writeString(part.resolve(Checksums.NAME), Checksums.of(files));
            WholeFile.rename(part, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void find(Store store, int item, boolean there) {
        try {
            if (store.find(Numerics.hash(determining(item))).contents().isPresent() != there) {
                throw new IllegalStateException("piece " + item + " must " + (there ? "" : "not ") + "be there");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
