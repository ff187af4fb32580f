package icd.claim;

import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Task;

/**
 * The tools of a claim's measure: random streams of its own, and threads that do not change its numbers.
 *
 * <p>Streams are named by the claim and by the purpose of the draws, so that claims neither share numbers nor depend on
 * which of them are checked, or in what order.
 */
public final class Laboratory {

    private static final long SEED = 0;

    private final String claim;
    private final Workers workers;

    Laboratory(String claim, Workers workers) {
        this.claim = claim;
        this.workers = workers;
    }

    /** One independent draw of several quantities. */
    @FunctionalInterface
    public interface Draw {

        /** @param out receives one number for each quantity; all are 0 before. Modified. */
        void draw(RandomStream random, double[] out);
    }

    /** Returns the stream of this claim for one purpose. */
    public RandomStream stream(String purpose, long... indices) {
        return RandomStream.of(SEED, purpose(purpose), indices);
    }

    /** Returns prompts in float64, each from an instance of its own; {@math L = 0} where no context is needed. */
    public PromptSet prompts(String purpose, Task task, int count, int L) {
        return PromptSet.draw(task, count, L, Precision.FLOAT64, SEED, purpose(purpose), workers);
    }

    private String purpose(String purpose) {
        return "claim " + claim + ": " + purpose;
    }

    /**
     * Averages independent draws, each from a stream of its own, which makes them the same for any number of threads.
     *
     * @param draws the number of draws, at least 2
     * @param quantities the number of quantities in each draw
     */
    public Estimates average(String purpose, int draws, int quantities, Draw draw) {
        double[] values = new double[draws * quantities];
        workers.forEach("claim " + claim, draws, (worker, k) -> {
            double[] out = new double[quantities];
            draw.draw(stream(purpose, k), out);
            System.arraycopy(out, 0, values, k * quantities, quantities);
        });
        return new Estimates(draws, quantities, values);
    }

    /** Returns the threads that the claim is checked with. */
    public Workers workers() {
        return workers;
    }

    @Override
    public String toString() {
        return "laboratory of " + claim + ", " + workers;
    }
}
