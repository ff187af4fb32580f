package icd.workbench.piece;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    @TempDir
    private Path folder;

    /** A piece of this text, whose work does not matter here. */
    private record Given(String determining) implements Piece {
        @Override
        public Sort sort() {
            return Sort.TRIAL;
        }

        @Override
        public String id() {
            return "given";
        }

        @Override
        public String name() {
            return "given";
        }

        @Override
        public double cost() {
            return 1;
        }

        @Override
        public List<SharedPrompts.Key> needs() {
            return List.of();
        }

        @Override
        public Contents run(Work work) {
            return contents();
        }

        @Override
        public String outcome(Contents contents) {
            return "";
        }
    }

    private static final Given PIECE = new Given("training: {epochs: 5}\n");

    private static Contents contents() {
        SequencedMap<String, byte[]> files = new TreeMap<>();
        files.put("trial.json", "{\"fresh_mse_per_dim\": 0.327}\n".getBytes(StandardCharsets.UTF_8));
        byte[] weights = new byte[300];
        IntStream.range(0, weights.length).forEach(i -> weights[i] = (byte) (i * 37));
        files.put("weights.npz", weights);
        return new Contents(files);
    }

    /** A process may be killed when its piece is kept and the checkpoint is not yet removed. */
    @Test
    void noCheckpointStaysBesideAWholePiece() throws IOException {
        Store store = new Store(folder);
        store.keep(PIECE, contents());
        store.saveCheckpoint(PIECE.hash(), new byte[] {1});
        assertThat(store.find(PIECE.hash()).contents()).contains(contents());
        assertThat(store.checkpoints()).isEmpty();
        store.remove(PIECE.hash());
        store.saveCheckpoint(PIECE.hash(), new byte[] {1});
        assertThat(store.find(PIECE.hash()).contents()).isEmpty();
        assertThat(store.checkpoints()).as("of a piece that is not done").containsExactly(PIECE.hash());
    }

    @Test
    void findsWhatItKeeps() throws IOException {
        Store store = new Store(folder);
        assertThat(store.find(PIECE.hash()).contents()).isEmpty();
        assertThat(store.keep(PIECE, contents())).isEmpty();
        assertThat(store.find(PIECE.hash()).contents()).contains(contents());
        assertThat(store.determining(PIECE.hash())).contains(PIECE.determining());
        assertThat(store.hashes()).containsExactly(PIECE.hash());
        assertThat(store.folder(PIECE.hash()).resolve("weights.npz")).isReadable();
        assertThat(Files.getPosixFilePermissions(store.folder(PIECE.hash()).resolve("trial.json")))
                .extracting(Enum::name)
                .allMatch(permission -> permission.endsWith("READ"));
    }

    @Test
    void otherBytesForTheSameAreTold() throws IOException {
        Store store = new Store(folder);
        store.keep(PIECE, contents());
        assertThat(store.keep(PIECE, contents())).isEmpty();
        assertThat(store.keep(PIECE, Contents.of("trial.json", "{}"))).contains(contents());
        assertThat(store.find(PIECE.hash()).contents())
                .as("what was there stays")
                .contains(contents());
    }

    @Test
    void manyMayKeepTheSameAtOnce() throws Exception {
        Store store = new Store(folder);
        try (ExecutorService several = Executors.newFixedThreadPool(8)) {
            Callable<Boolean> keep = () -> store.keep(PIECE, contents()).isEmpty();
            for (var kept : several.invokeAll(java.util.Collections.nCopies(24, keep))) {
                assertThat(kept.get()).isTrue();
            }
        }
        assertThat(store.find(PIECE.hash()).contents()).contains(contents());
        try (Stream<Path> all = Files.walk(folder.resolve("pieces"))) {
            assertThat(all.filter(file -> file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    private static final int DAMAGES = 80 * Integer.getInteger("icd.tenths", 1);

    /**
     * Flipped bits, cuts, deletions, swaps and additions in any file are found and named, and the piece is set aside
     * and made again.
     */
    @Test
    void noDamageIsTakenForAResult() throws IOException {
        RandomGenerator draws = new java.util.SplittableRandom(1);
        for (int damage = 0; damage < DAMAGES; damage++) {
            Store store = new Store(folder.resolve("store" + damage));
            store.keep(PIECE, contents());
            Path kept = store.folder(PIECE.hash());
            List<Path> files;
            try (Stream<Path> all = Files.list(kept)) {
                files = all.sorted().toList();
            }
            Path file = files.get(draws.nextInt(files.size()));
            String what = damage(draws, kept, files, file);
            Store.Found found = store.find(PIECE.hash());
            assertThat(found.contents()).as(what).isEmpty();
            assertThat(found.damage()).as(what).startsWith(kept.toString()).contains("; set aside as ");
            assertThat(store.find(PIECE.hash()).damage())
                    .as("set aside: %s", what)
                    .isEmpty();
            store.keep(PIECE, contents());
            assertThat(store.find(PIECE.hash()).contents()).as(what).contains(contents());
        }
    }

    private static String damage(RandomGenerator draws, Path kept, List<Path> files, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        switch (draws.nextInt(7)) {
            case 0 -> {
                Files.delete(file);
                return file + " deleted";
            }
            case 1 -> {
                int length = draws.nextInt(bytes.length);
                replace(file, java.util.Arrays.copyOf(bytes, length));
                return file + " cut to " + length;
            }
            case 2 -> {
                Path other = files.get((files.indexOf(file) + 1) % files.size());
                byte[] others = Files.readAllBytes(other);
                replace(other, bytes);
                replace(file, others);
                return file + " swapped with " + other;
            }
            case 3 -> {
                Files.writeString(kept.resolve("more.csv"), "x\n");
                return "a file more";
            }
            case 4 -> {
                try (Stream<Path> all = Files.walk(kept)) {
                    for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(each);
                    }
                }
                Files.writeString(kept, "no folder");
                return "no folder";
            }
            default -> {
                int at = draws.nextInt(bytes.length);
                bytes[at] ^= (byte) (1 << draws.nextInt(8));
                replace(file, bytes);
                return file + " flipped at " + at;
            }
        }
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Files.delete(file);
        Files.write(file, bytes);
    }
}
