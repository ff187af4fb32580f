package icd.attention;

import icd.kernel.TokenKernel;
import icd.kernel.TokenStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Passes of several softmax layers over the same tokens, side by side: each token that is loaded serves three layers, and
 * each layer gets the bits of its own {@link Pass}, which is used for the rest.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class SharedPass<A> {

    private final List<LayerPass> passes;
    private final List<SoftmaxRetrieval<A>> retrievals;
    private final TokenStack<A> x;
    private final TokenKernel<A> kernel;
    private final List<double[]> cues = new ArrayList<>();
    private final List<double[]> retrieved = new ArrayList<>();
    private final List<double[]> gradients = new ArrayList<>(); // in what was retrieved
    private final List<double[]> cueGradients = new ArrayList<>();
    private final List<A> weights = new ArrayList<>();
    private final List<A> changes = new ArrayList<>();
    private final double[] scales;
    private double touched; // kept, so that the compiler keeps the sum

    private SharedPass(List<LayerPass> passes, List<SoftmaxRetrieval<A>> retrievals) {
        this.passes = passes;
        this.retrievals = retrievals;
        this.x = retrievals.getFirst().tokens();
        this.kernel = retrievals.getFirst().kernel();
        this.scales = new double[passes.size()];
        for (int l = 0; l < passes.size(); l++) {
            cues.add(passes.get(l).cue());
            retrieved.add(passes.get(l).retrieved());
            gradients.add(passes.get(l).retrievedGradient());
            cueGradients.add(passes.get(l).cueGradient());
            weights.add(retrievals.get(l).weights());
            changes.add(retrievals.get(l).changes());
        }
    }

    /** Whether a pass can be one of several: it is that of a softmax layer whose scores depend on no position. */
    public static boolean takes(Pass pass) {
        return pass instanceof LayerPass layer && layer.retrieval() instanceof SoftmaxRetrieval<?>;
    }

    /**
     * Joins passes, which are not used on their own meanwhile except to load parameters.
     *
     * @param passes over the same tokens, by kernels of the same kind; empty if they are not, or if there are fewer than two
     */
    public static Optional<SharedPass<?>> of(List<Pass> passes) {
        if (passes.size() < 2 || !passes.stream().allMatch(SharedPass::takes)) {
            return Optional.empty();
        }
        List<LayerPass> layers = passes.stream().map(LayerPass.class::cast).toList();
        return Optional.of(of(layers, (SoftmaxRetrieval<?>) layers.getFirst().retrieval()));
    }

    @SuppressWarnings("unchecked") // the same tokens have the same kind of array
    private static <A> SharedPass<A> of(List<LayerPass> layers, SoftmaxRetrieval<A> first) {
        List<SoftmaxRetrieval<A>> retrievals = new ArrayList<>();
        for (LayerPass layer : layers) {
            SoftmaxRetrieval<A> next = (SoftmaxRetrieval<A>) layer.retrieval();
            if (next.tokens() != first.tokens()) {
                throw new IllegalArgumentException("SharedPass: passes must be over the same tokens, got two");
            }
            retrievals.add(next);
        }
        return new SharedPass<>(layers, retrievals);
    }

    /**
     * The estimates of all layers from the context of prompt k and a query.
     *
     * @param query n numbers from {@code at}. Not modified, here or by the caller before {@link #backward}.
     * @param estimates n numbers for each layer. Modified.
     */
    public void forward(int k, double[] query, int at, double[][] estimates) {
        for (LayerPass pass : passes) {
            pass.ask(query, at);
        }
        // The processor foresees the addresses of a few walks through the prompt, but not of sixteen rows side by side:
        // read so first, prompts take a fifth less time (measured at six layers, n = 16, L = 500).
        touched = kernel.sum(x.data(k), x.at(k), x.at(k) + x.n() * x.stride());
        kernel.scores(x.data(k), x.at(k), x.n(), x.stride(), cues, weights);
        for (int l = 0; l < scales.length; l++) {
            retrievals.get(l).weigh(cues.get(l), query, at);
            scales[l] = 1 / retrievals.get(l).total();
        }
        kernel.weightedSums(x.data(k), x.at(k), x.n(), x.stride(), weights, scales, retrieved);
        for (int l = 0; l < scales.length; l++) {
            retrievals.get(l).addQuery(retrieved.get(l));
            passes.get(l).estimate(estimates[l], 0);
        }
    }

    /**
     * Adds {@math J^T r} to the gradient of each layer, with J the Jacobian in its parameters of the estimate that {@link #forward} gave last.
     *
     * @param k the prompt of that call
     * @param residuals r, n numbers for each layer. Not modified.
     * @param sums the gradients, each as long as its layer's parameters. Modified.
     */
    public void backward(int k, double[][] residuals, double[][] sums) {
        for (int l = 0; l < scales.length; l++) {
            passes.get(l).pullReadout(residuals[l], sums[l]);
        }
        kernel.scores(x.data(k), x.at(k), x.n(), x.stride(), gradients, changes);
        for (int l = 0; l < scales.length; l++) {
            scales[l] = retrievals.get(l).reweigh(retrieved.get(l), gradients.get(l));
        }
        kernel.weightedSums(x.data(k), x.at(k), x.n(), x.stride(), changes, scales, cueGradients);
        for (int l = 0; l < scales.length; l++) {
            retrievals.get(l).pullQuery(gradients.get(l), cueGradients.get(l), null);
            passes.get(l).pullCue(residuals[l], sums[l], null);
        }
    }

    @Override
    public String toString() {
        return passes.size() + " layers side by side on " + x;
    }
}
