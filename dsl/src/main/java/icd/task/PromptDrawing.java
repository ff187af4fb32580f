package icd.task;

import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.math.RandomStream;
import java.util.List;

/** How prompt sets come to be: {@link PromptSet#draw} and {@link PromptSet#of(List)}. */
final class PromptDrawing {

    /** Prompts that one piece of parallel work takes; fixed, so that results do not depend on the number of threads. */
    private static final int CHUNK = 16;

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
            buffers[worker] = new Buffers(n, L, transform != null);
        }
        workers.forEach("drawing prompts", (count + CHUNK - 1) / CHUNK, (worker, chunk) -> {
            Buffers b = buffers[worker];
            for (int k = chunk * CHUNK; k < Math.min(count, (chunk + 1) * CHUNK); k++) {
                RandomStream random = RandomStream.of(seed, purpose, from + k);
                Instance instance = task.draw(random);
                instances[k] = instance;
                instance.sample(random, L + 1, b.tokens);
                noises[k] = shared != null ? shared : noise.covariance(instance, random);
                for (int i = 0; i < n; i++) {
                    b.target[i] = b.tokens[i * (L + 1) + L];
                    b.query[i] = b.target[i];
                }
                noises[k].addDraw(random, b.query, 0, b.scratch);
                b.transform(transform, L);
                b.check(precision, k);
                for (int i = 0; i < n; i++) {
                    if (contexts != null) {
                        contexts.setRow(k, i, b.context(), i * (L + 1));
                    }
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

    /** What one thread needs to draw a prompt. */
    private static final class Buffers {

        private final double[] tokens;
        private final double[] image; // of the tokens; null without a transform
        private final double[] query;
        private final double[] target;
        private final double[] old;
        private final Scratch scratch = new Scratch();

        Buffers(int n, int L, boolean transformed) {
            tokens = new double[n * (L + 1)];
            image = transformed ? new double[n * (L + 1)] : null;
            query = new double[n];
            target = new double[n];
            old = new double[n];
        }

        void transform(Transform transform, int L) {
            if (transform == null) {
                return;
            }
            transform.apply(tokens, L + 1, image);
            System.arraycopy(query, 0, old, 0, old.length);
            transform.apply(old, 0, query, 0);
            if (transform.target() == Transform.Target.NEW) {
                System.arraycopy(target, 0, old, 0, old.length);
                transform.apply(old, 0, target, 0);
            }
        }

        /** @throws ArithmeticException if a number is not finite, or is none of the precision's */
        void check(Precision precision, int k) {
            double most = precision == Precision.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
            for (double[] numbers : new double[][] {context(), query, target}) {
                double largest = largest(numbers);
                if (!(largest <= most)) {
                    throw new ArithmeticException("PromptSet.draw: tokens and queries must be finite numbers of "
                            + precision + ", got one of size " + largest + " in prompt " + k);
                }
            }
        }

        /** Largest absolute value, or NaN; four chains, as each would wait for the one before. */
        private static double largest(double[] numbers) {
            double m0 = 0;
            double m1 = 0;
            double m2 = 0;
            double m3 = 0;
            int i = 0;
            for (; i + 4 <= numbers.length; i += 4) {
                m0 = Math.max(m0, Math.abs(numbers[i]));
                m1 = Math.max(m1, Math.abs(numbers[i + 1]));
                m2 = Math.max(m2, Math.abs(numbers[i + 2]));
                m3 = Math.max(m3, Math.abs(numbers[i + 3]));
            }
            for (; i < numbers.length; i++) {
                m0 = Math.max(m0, Math.abs(numbers[i]));
            }
            return Math.max(Math.max(m0, m1), Math.max(m2, m3));
        }

        double[] context() {
            return image == null ? tokens : image;
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
