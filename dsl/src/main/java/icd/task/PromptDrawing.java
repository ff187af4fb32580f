package icd.task;

import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.math.RandomStream;
import java.util.List;

/** Makes prompt sets: {@link PromptSet#draw} and {@link PromptSet#of(List)}. */
final class PromptDrawing {

    /** Prompts that one piece of parallel work takes; fixed, so that results do not depend on the number of threads. */
    private static final int CHUNK = 16;

    /** Tokens that are handed on at a time, so that they stay in the nearest caches until they are where they belong. */
    private static final int TILE = 128;

    private PromptDrawing() {}

    static PromptSet draw(
            Task task, int from, int count, int L, Precision precision, long seed, String purpose, Workers workers) {
        if (!(count > 0 && L >= 0)) {
            throw new IllegalArgumentException(
                    "PromptSet.draw: count must be > 0 and L >= 0, got " + count + " and " + L);
        }
        if (!(from >= 0)) {
            throw new IllegalArgumentException("PromptSet.draw: from must be >= 0, got " + from);
        }
        if (!(L <= task.longestContext())) {
            throw new IllegalArgumentException("PromptSet.draw: L must be at most " + task.longestContext()
                    + ", as tokens and target of a prompt are all different, got " + L + " with " + task);
        }
        int n = task.n();
        if ((long) count * n > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("PromptSet.draw: count x n must be below 2^31, got " + count + " x " + n
                    + "; draw several sets instead");
        }
        TokenStack<?> contexts = L == 0 ? null : TokenStack.allocate(precision, count, n, L);
        double[] queries = new double[count * n];
        double[] targets = new double[count * n];
        Instance[] instances = new Instance[count];
        Covariance[] noises = new Covariance[count];
        Noise noise = Noises.in(n, task.noise());
        Covariance shared = noise.isIsotropic() ? Covariance.isotropic(n, noise.variance()) : null;
        Transform transform = task.transform().orElse(null);
        Buffers[] buffers = new Buffers[workers.count()];
        for (int worker = 0; worker < buffers.length; worker++) {
            buffers[worker] = new Buffers(n, transform);
        }
        workers.forEach("drawing prompts", (count + CHUNK - 1) / CHUNK, (worker, chunk) -> {
            Buffers b = buffers[worker];
            for (int k = chunk * CHUNK; k < Math.min(count, (chunk + 1) * CHUNK); k++) {
                RandomStream random = RandomStream.of(seed, purpose, from + k);
                Instance instance = task.draw(random);
                instances[k] = instance;
                b.drawTokens(instance, random, contexts, precision, k, L);
                noises[k] = shared != null ? shared : noise.covariance(instance, random);
                System.arraycopy(b.target, 0, b.query, 0, n);
                noises[k].addDraw(random, b.query, 0, b.scratch);
                b.transform();
                check(b.query, n, precision, k);
                check(b.target, n, precision, k);
                for (int i = 0; i < n; i++) {
                    targets[k * n + i] = round(b.target[i], precision);
                    queries[k * n + i] = round(b.query[i], precision);
                }
            }
        });
        return new PromptSet(
                n,
                L,
                precision,
                contexts,
                queries,
                targets,
                new PromptSet.Truth(task, instances, noises, new PromptSet.Origin(seed, purpose, from)));
    }

    /** @throws ArithmeticException if one of the first numbers is not finite, or none of the precision's */
    private static void check(double[] numbers, int count, Precision precision, int k) {
        double most = precision == Precision.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            if (!(Math.abs(numbers[i]) <= most)) {
                throw new ArithmeticException("PromptSet.draw: tokens and queries must be finite numbers of "
                        + precision + ", got one of size " + Math.abs(numbers[i]) + " in prompt " + k);
            }
        }
    }

    /** The memory that one thread needs to draw a prompt. */
    private static final class Buffers {

        private final int n;
        private final Transform transform; // or null
        private final double[] tile;
        private final double[] image; // of the tile
        private final double[] query;
        private final double[] target;
        private final double[] old;
        private final Scratch scratch = new Scratch();

        Buffers(int n, Transform transform) {
            this.n = n;
            this.transform = transform;
            tile = new double[n * TILE];
            image = transform == null ? tile : new double[n * TILE];
            query = new double[n];
            target = new double[n];
            old = new double[n];
        }

        /** Draws the L tokens of a context, and after them the target. */
        void drawTokens(
                Instance instance, RandomStream random, TokenStack<?> contexts, Precision precision, int k, int L) {
            TokenTiles tokens = instance.tiles(random, L + 1, scratch);
            for (int from = 0; from < L; from += TILE) {
                int count = Math.min(TILE, L - from);
                tokens.read(from, count, tile);
                if (transform != null) {
                    transform.apply(tile, count, image);
                }
                check(image, n * count, precision, k);
                for (int i = 0; i < n; i++) {
                    contexts.setPart(k, i, from, image, i * count, count);
                }
            }
            tokens.read(L, 1, target);
        }

        void transform() {
            if (transform == null) {
                return;
            }
            System.arraycopy(query, 0, old, 0, n);
            transform.apply(old, 0, query, 0);
            if (transform.target() == Transform.Target.NEW) {
                System.arraycopy(target, 0, old, 0, n);
                transform.apply(old, 0, target, 0);
            }
        }
    }

    static double round(double value, Precision precision) {
        return precision == Precision.FLOAT32 ? (float) value : value;
    }

    static PromptSet together(List<Prompt> prompts) {
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException("PromptSet.of: there must be a prompt, got none");
        }
        Prompt first = prompts.getFirst();
        int n = first.n();
        int L = first.L();
        int count = prompts.size();
        boolean known = true;
        for (Prompt prompt : prompts) {
            if (prompt.n() != n || prompt.L() != L) {
                throw new IllegalArgumentException("PromptSet.of: prompts must be of one n and L, got " + n + " and "
                        + L + ", then " + prompt.n() + " and " + prompt.L());
            }
            known &= prompt.set().knowsTruth()
                    && first.set().knowsTruth()
                    && prompt.set().task().equals(first.set().task());
        }
        Precision precision = first.set().precision();
        TokenStack<?> contexts = L == 0 ? null : TokenStack.allocate(precision, count, n, L);
        double[] queries = new double[count * n];
        double[] targets = new double[count * n];
        double[] row = new double[L];
        for (int k = 0; k < count; k++) {
            Workers.poll();
            Prompt prompt = prompts.get(k);
            PromptSet set = prompt.set();
            for (int i = 0; i < n; i++) {
                if (contexts != null) {
                    for (int t = 0; t < L; t++) {
                        row[t] = set.contexts().get(prompt.index(), i, t);
                    }
                    contexts.setRow(k, i, row, 0);
                }
                queries[k * n + i] = round(set.queries()[prompt.index() * n + i], precision);
                targets[k * n + i] = round(set.targets()[prompt.index() * n + i], precision);
            }
        }
        PromptSet.Truth truth = !known
                ? null
                : new PromptSet.Truth(
                        first.set().task(),
                        prompts.stream()
                                .map(prompt -> prompt.set().instance(prompt.index()))
                                .toArray(Instance[]::new),
                        prompts.stream()
                                .map(prompt -> prompt.set().noise(prompt.index()))
                                .toArray(Covariance[]::new),
                        null);
        return new PromptSet(n, L, precision, contexts, queries, targets, truth);
    }
}
