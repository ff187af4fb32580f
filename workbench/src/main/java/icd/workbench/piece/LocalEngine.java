package icd.workbench.piece;

import icd.kernel.Workers;
import icd.train.DivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
import java.util.function.Supplier;

/**
 * Executes pieces in this process: side by side, each on one thread, while there are at least as many pieces as
 * threads, and otherwise each on several. The assignment of work to threads changes no bit of any result.
 */
public final class LocalEngine implements Engine {

    private final int threads;

    /** @param threads the largest number of threads at a time */
    public LocalEngine(int threads) {
        this.threads = threads;
    }

    @Override
    public String toString() {
        return "local";
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
                // The hook is running: the process ends, which needs no action here.
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
                List<Schedule.Part> parts = options.failFast() ? Schedule.apart(left) : Schedule.of(left, threads);
                int share = Math.max(1, threads / Math.max(1, parts.size()));
                across.forEach(parts.size(), (_, item) -> make(parts.get(item).alike(), prompts, share, committer));
            }
        }

        /** Returns whether there is something to do; this is so for a damaged piece too. */
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

        private void make(List<List<Piece>> part, SharedPrompts prompts, int share, Committer committer) {
            try {
                if (options.failFast() && !failures.isEmpty()) {
                    part.forEach(alike ->
                            fail(alike, "was not begun, as another had failed (--fail-fast)", Optional.empty()));
                    return;
                }
                try (Workers workers = Workers.of(share)) {
                    new Making(part, workers, prompts, committer).run();
                }
            } finally {
                part.forEach(alike -> alike.getFirst().needs().forEach(prompts::giveBack));
            }
        }

        /** Pieces that are being made side by side. */
        private final class Making {
            private final Map<List<Piece>, Checkpoint> left = new LinkedHashMap<>();
            private final List<List<Piece>> part;
            private final Workers workers;
            private final SharedPrompts prompts;
            private final Committer committer;
            private long now = System.nanoTime();
            private double seconds; // the seconds that each of them has taken, as they share the time

            Making(List<List<Piece>> part, Workers workers, SharedPrompts prompts, Committer committer) {
                this.part = part;
                this.workers = workers;
                this.prompts = prompts;
                this.committer = committer;
            }

            void run() {
                part.forEach(alike -> left.put(alike, checkpoint(alike)));
                List<Checkpoint> checkpoints = List.copyOf(left.values());
                working.addAll(checkpoints);
                try {
                    List<Piece.Turn> turns = part.stream().map(this::turn).toList();
                    Piece.Turn first = turns.getFirst();
                    if (turns.size() == 1) {
                        first.end().accept(() -> first.piece().run(first.work()));
                    } else {
                        first.piece().together().orElseThrow().run(turns);
                    }
                } catch (CancellationException e) {
                    checkpoints.forEach(Checkpoint::flush);
                    throw e;
                } catch (RuntimeException | OutOfMemoryError e) {
                    List.copyOf(left.keySet())
                            .forEach(alike -> end(alike, () -> {
                                throw e;
                            }));
                } finally {
                    checkpoints.forEach(working::remove);
                }
            }

            private Checkpoint checkpoint(List<Piece> alike) {
                return new Checkpoint(
                        store,
                        alike.getFirst().hash(),
                        options.checkpoints(),
                        options.fresh(),
                        from -> tell(alike, piece -> new Event.Resumed(piece, from)),
                        message -> listener.accept(new Event.Warned(alike.getFirst(), message)));
            }

            private Piece.Turn turn(List<Piece> alike) {
                Piece.Work work = new Piece.Work(
                        workers,
                        prompts,
                        done -> tell(alike, piece -> new Event.Advanced(piece, done)),
                        left.get(alike),
                        new Parts(
                                store,
                                options.fresh(),
                                message -> listener.accept(new Event.Warned(alike.getFirst(), message))));
                return new Piece.Turn(alike.getFirst(), work, contents -> end(alike, contents));
            }

            private void end(List<Piece> alike, Supplier<Contents> contents) {
                attempt(alike, () -> {
                    Contents made = contents.get();
                    left.get(alike).end();
                    double took = secondsUntilNow();
                    committer.submit(() -> attempt(alike, () -> keep(alike, made, took)));
                });
                secondsUntilNow(); // a failed piece has taken its share too
                left.remove(alike);
            }

            private double secondsUntilNow() {
                long last = now;
                now = System.nanoTime();
                seconds += (now - last) / 1e9 / left.size();
                return seconds;
            }
        }

        private void tell(List<Piece> alike, Function<Piece, Event> event) {
            alike.forEach(piece -> listener.accept(event.apply(piece)));
        }

        private void keep(List<Piece> alike, Contents contents, double seconds) throws IOException {
            Piece piece = alike.getFirst();
            store.keepSame(piece, contents);
            tell(alike, each -> new Event.Finished(each, seconds, each.outcome(contents)));
        }

        private interface Attempt {
            void run() throws IOException;
        }

        /** Attempts an action for a piece; if it fails, reports the reason, which begins with the part that failed. */
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
            } catch (UncheckedIOException e) {
                Workers.poll();
                fail(alike, "its files must be readable and writable, got " + e.getCause(), Optional.of(e));
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
}
