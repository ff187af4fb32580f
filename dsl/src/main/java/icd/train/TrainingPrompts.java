package icd.train;

import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Task;
import java.util.OptionalLong;

/** The prompts from which a layer learns, epoch by epoch. */
public interface TrainingPrompts {

    /** Ambient dimension. */
    int n();

    /** Prompts in an epoch. */
    int size();

    /**
     * The prompts of an epoch; the same whenever asked.
     *
     * @param epoch 1 for the first
     * @param workers threads that may help to draw them; any number gives the same bits
     */
    PromptSet of(int epoch, Workers workers);

    /** The seed that they are drawn from; empty if they came otherwise. */
    default OptionalLong dataSeed() {
        return OptionalLong.empty();
    }

    /** The same prompts in every epoch. */
    static TrainingPrompts fixed(PromptSet prompts) {
        return new Fixed(prompts);
    }

    /**
     * Fresh prompts in every epoch, so that none is seen twice: there is nothing to overfit. Drawn from streams that seed,
     * epoch and number decide, and held for one epoch.
     *
     * @param count prompts in an epoch, &gt; 0
     * @param L context length, &gt; 0
     */
    static TrainingPrompts fresh(Task task, int count, int L, Precision precision, long seed) {
        if (!(count > 0 && L > 0)) {
            throw new IllegalArgumentException(
                    "TrainingPrompts.fresh: count and L must be > 0, got " + count + " and " + L);
        }
        return new Fresh(task, count, L, precision, seed);
    }

    /** @param prompts of every epoch */
    record Fixed(PromptSet prompts) implements TrainingPrompts {

        @Override
        public int n() {
            return prompts.n();
        }

        @Override
        public int size() {
            return prompts.size();
        }

        @Override
        public PromptSet of(int epoch, Workers workers) {
            return prompts;
        }

        @Override
        public OptionalLong dataSeed() {
            return prompts.origin().stream().mapToLong(PromptSet.Origin::seed).findFirst();
        }

        @Override
        public String toString() {
            return prompts.toString();
        }
    }

    /** The prompts that {@link #fresh} returns. */
    record Fresh(Task task, int count, int L, Precision precision, long seed) implements TrainingPrompts {

        @Override
        public int n() {
            return task.n();
        }

        @Override
        public int size() {
            return count;
        }

        @Override
        public PromptSet of(int epoch, Workers workers) {
            return PromptSet.draw(task, count, L, precision, seed, "training prompts of epoch " + epoch, workers);
        }

        @Override
        public OptionalLong dataSeed() {
            return OptionalLong.of(seed);
        }

        @Override
        public String toString() {
            return count + " fresh prompts of " + L + " tokens each epoch, " + precision + ", " + task;
        }
    }
}
