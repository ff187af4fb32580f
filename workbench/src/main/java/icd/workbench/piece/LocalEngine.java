package icd.workbench.piece;

import icd.kernel.Workers;
import icd.train.DivergedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Executes pieces in this process: side by side, each on one thread, while there are as many as threads, else each on several. Which
 * thread does what, and when, changes no bit of any result.
 */
public final class LocalEngine implements Engine {

    private final int threads;

    /** @param threads at most this many at a time */
    public LocalEngine(int threads) {
        this.threads = threads;
    }

    @Override
    public Map<String, String> execute(List<Piece> plan, Store store, Options options, Consumer<Event> listener) {
        Execution execution = new Execution(store, options, listener);
        Thread ending = Thread.ofPlatform().unstarted(() -> execution.working.forEach(Checkpoint::flush));
        Runtime.getRuntime().addShutdownHook(ending);
        try (Workers workers = Workers.of(threads)) {
            execution.run(plan, workers);
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(ending);
            } catch (IllegalStateException shuttingDown) {
                // The hook is running, as it should.
            }
        }
        return new TreeMap<>(execution.failures);
    }

    private final class Execution {
        private final Store store;
        private final Options options;
        private final Consumer<Event> listener;
        private final Map<String, String> failures = new ConcurrentHashMap<>();
        private final Set<Checkpoint> working = ConcurrentHashMap.newKeySet();

        Execution(Store store, Options options, Consumer<Event> listener) {
            this.store = store;
            this.options = options;
            this.listener = listener;
        }

        void run(List<Piece> plan, Workers across) {
            Map<String, List<Piece>> byHash = new LinkedHashMap<>();
            plan.forEach(piece ->
                    byHash.computeIfAbsent(piece.hash(), _ -> new ArrayList<>()).add(piece));
            List<List<Piece>> alike = List.copyOf(byHash.values());
            boolean[] open = new boolean[alike.size()];
            across.forEach(alike.size(), (_, item) -> open[item] = isOpen(alike.get(item)));
            List<List<Piece>> left = new ArrayList<>();
            for (int i = 0; i < open.length; i++) {
                if (open[i]) {
                    left.add(alike.get(i));
                }
            }
            try (Workers drawing = Workers.of(threads);
                    Committer committer = new Committer()) {
                SharedPrompts prompts = new SharedPrompts(drawing);
                left.forEach(pieces -> pieces.getFirst().needs().forEach(prompts::announce));
                List<List<Piece>> order = sorted(left);
                int share = Math.max(1, threads / Math.max(1, order.size()));
                across.forEach(order.size(), (_, item) -> make(order.get(item), prompts, share, committer));
            }
        }

        /** Whether there is something to do, which is so for what is damaged too. */
        private boolean isOpen(List<Piece> alike) {
            boolean[] open = {true};
            attempt(alike, () -> {
                Store.Found found = options.fresh()
                        ? new Store.Found(Optional.empty(), "")
                        : store.find(alike.getFirst().hash());
                if (!found.damage().isEmpty()) {
                    listener.accept(new Event.Warned(alike.getFirst(), found.damage()));
                }
                open[0] = found.contents().isEmpty();
                if (!open[0]) {
                    tell(alike, Event.Reused::new);
                }
            });
            return open[0] && !failures.containsKey(alike.getFirst().name());
        }

        private void make(List<Piece> alike, SharedPrompts prompts, int share, Committer committer) {
            Piece piece = alike.getFirst();
            long start = System.nanoTime();
            try {
                if (options.failFast() && !failures.isEmpty()) {
                    fail(alike, "was not begun, as another had failed (--fail-fast)", Optional.empty());
                    return;
                }
                attempt(alike, () -> {
                    try (Workers workers = Workers.of(share)) {
                        Contents contents = run(alike, workers, prompts);
                        double seconds = (System.nanoTime() - start) / 1e9;
                        committer.submit(() -> attempt(alike, () -> keep(alike, contents, seconds)));
                    }
                });
            } finally {
                piece.needs().forEach(prompts::giveBack);
            }
        }

        private Contents run(List<Piece> alike, Workers workers, SharedPrompts prompts) {
            Checkpoint checkpoint = new Checkpoint(
                    store,
                    alike.getFirst().hash(),
                    options.checkpoints(),
                    options.fresh(),
                    from -> tell(alike, piece -> new Event.Resumed(piece, from)),
                    message -> listener.accept(new Event.Warned(alike.getFirst(), message)));
            working.add(checkpoint);
            try {
                Contents contents = alike.getFirst()
                        .run(new Piece.Work(
                                workers,
                                prompts,
                                done -> tell(alike, piece -> new Event.Advanced(piece, done)),
                                checkpoint));
                checkpoint.end();
                return contents;
            } catch (CancellationException e) {
                checkpoint.flush();
                throw e;
            } finally {
                working.remove(checkpoint);
            }
        }

        private void tell(List<Piece> alike, Function<Piece, Event> event) {
            alike.forEach(piece -> listener.accept(event.apply(piece)));
        }

        private void keep(List<Piece> alike, Contents contents, double seconds) throws IOException {
            Piece piece = alike.getFirst();
            Optional<Contents> other = store.keep(piece, contents);
            if (other.isPresent()) {
                throw new IllegalStateException("the same work must give the same bytes, but "
                        + difference(contents, other.get()) + " from what " + store.folder(piece.hash()) + " has");
            }
            tell(alike, each -> new Event.Finished(each, seconds, each.outcome(contents)));
        }

        private static String difference(Contents made, Contents kept) {
            return made.files().keySet().stream()
                            .filter(name -> !kept.files().containsKey(name)
                                    || !Arrays.equals(
                                            made.files().get(name), kept.files().get(name)))
                            .findFirst()
                            .orElse("the list of files")
                    + " differs";
        }

        private interface Attempt {
            void run() throws IOException;
        }

        /** Does something for a piece; if it fails, says why, beginning with what failed. */
        private void attempt(List<Piece> alike, Attempt attempt) {
            try {
                attempt.run();
            } catch (CancellationException e) {
                throw e;
            } catch (DivergedException e) {
                fail(alike, e.getMessage(), Optional.of(e));
            } catch (OutOfMemoryError e) {
                fail(
                        alike,
                        "its prompts must fit in memory, got " + e.getMessage()
                                + "; use fewer or shorter ones, or give Java more with WORKBENCH_JAVA_OPTS=-Xmx...",
                        Optional.of(e));
            } catch (IOException e) {
                Workers.poll(); // a file that an interrupt has closed is no failure
                fail(alike, "its files must be readable and writable, got " + e, Optional.of(e));
            } catch (RuntimeException e) {
                fail(alike, String.valueOf(e.getMessage() == null ? e : e.getMessage()), Optional.of(e));
            }
        }

        private void fail(List<Piece> alike, String reason, Optional<Throwable> cause) {
            for (Piece piece : alike) {
                String message =
                        cause.orElse(null) instanceof DivergedException ? reason : piece.name() + ": " + reason;
                failures.put(piece.name(), message);
                listener.accept(new Event.Failed(piece, message, cause));
            }
        }
    }

    /**
     * Pieces on the same prompts stay together, so that few sets are held at a time; dear sets first and dear pieces first among their
     * own, so that at the end no thread waits long for another.
     */
    private static List<List<Piece>> sorted(List<List<Piece>> left) {
        Map<Object, List<List<Piece>>> groups = new LinkedHashMap<>();
        left.forEach(alike -> {
            List<SharedPrompts.Key> needs = alike.getFirst().needs();
            groups.computeIfAbsent(needs.isEmpty() ? alike : needs.getFirst(), _ -> new ArrayList<>())
                    .add(alike);
        });
        Comparator<List<Piece>> dear = Comparator.comparingDouble(
                        (List<Piece> alike) -> alike.getFirst().cost())
                .reversed();
        return groups.values().stream()
                .sorted(Comparator.<List<List<Piece>>>comparingDouble(group -> group.stream()
                                .mapToDouble(alike -> alike.getFirst().cost())
                                .sum())
                        .reversed())
                .flatMap(group -> group.stream().sorted(dear))
                .toList();
    }
}
