package icd.attention;

import icd.kernel.Workers;
import icd.task.PromptSet;
import java.util.List;
import java.util.Locale;

/**
 * The loss of scaled identities {@math W_PV = alpha I}, {@math W_KQ = beta I} on given prompts, as a landscape over {@math beta} and
 * {@math alpha} (Figure 6). The estimate is {@math alpha r(beta)} with r the layer's estimate at {@math alpha = 1}, so that the loss is
 * quadratic in {@math alpha},
 *
 * {@equation
 *   MSE(alpha, beta) = "mean" ||x||^2 - 2 alpha "mean" x . r(beta) + alpha^2 "mean" ||r(beta)||^2,
 * }
 *
 * and one pass over the prompts gives it for every {@math alpha} at once: a {@link Section}.
 */
public final class ScaleLandscape {

    private static final int CHUNK = 64;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final AttentionLayer layer;
    private final PromptSet prompts;
    private final Workers workers;

    private ScaleLandscape(AttentionLayer layer, PromptSet prompts, Workers workers) {
        this.layer = layer;
        this.prompts = prompts;
        this.workers = workers;
    }

    /**
     * The landscape of a form of attention on prompts.
     *
     * @param layer its weights do not matter
     * @param workers do the passes; no bit depends on their number
     * @throws IllegalArgumentException if the layer adds the query to its output, or a prompt has no target
     */
    public static ScaleLandscape of(AttentionLayer layer, PromptSet prompts, Workers workers) {
        if (layer.isResidual()) {
            throw new IllegalArgumentException(
                    "ScaleLandscape: layer must not add the query to its output, got " + layer.name());
        }
        for (int k = 0; k < prompts.size(); k++) {
            if (Double.isNaN(prompts.targets()[k * prompts.n()])) {
                throw new IllegalArgumentException(
                        "ScaleLandscape: prompts must have targets, got prompt " + k + " without one");
            }
        }
        return new ScaleLandscape(layer.scalar(), prompts, workers);
    }

    /**
     * The loss at one {@math beta}, for every {@math alpha}.
     *
     * @param n ambient dimension
     * @param square mean {@math ||x||^2} of the targets
     * @param overlap {@math "mean" x . r(beta)}
     * @param norm mean {@math ||r(beta)||^2}
     */
    public record Section(double beta, int n, double square, double overlap, double norm) {

        /** MSE/n at {@math alpha}. */
        public double msePerDim(double alpha) {
            return Math.fma(alpha, Math.fma(alpha, norm, -2 * overlap), square) / n;
        }

        /** The best {@math alpha} from {@code low} to {@code high}; low where r is zero and {@math alpha} does not matter. */
        public double bestAlpha(double low, double high) {
            return norm > 0 ? Math.clamp(overlap / norm, low, high) : low;
        }

        private double least(double low, double high) {
            return msePerDim(bestAlpha(low, high));
        }
    }

    /** The loss at one {@math beta}: one pass over all prompts. */
    public Section at(double beta) {
        int n = prompts.n();
        int size = prompts.size();
        AttentionLayer unit = layer.identity(1, beta);
        double[] estimates = new double[size * n];
        double[] targets = prompts.targets();
        double[][] sums = new double[3][(size + CHUNK - 1) / CHUNK];
        workers.forEach(sums[0].length, (worker, chunk) -> {
            int from = chunk * CHUNK;
            int to = Math.min(size, from + CHUNK);
            unit.estimate(prompts, from, to, estimates);
            double square = 0;
            double overlap = 0;
            double norm = 0;
            for (int i = from * n; i < to * n; i++) {
                square = Math.fma(targets[i], targets[i], square);
                overlap = Math.fma(targets[i], estimates[i], overlap);
                norm = Math.fma(estimates[i], estimates[i], norm);
            }
            sums[0][chunk] = square;
            sums[1][chunk] = overlap;
            sums[2][chunk] = norm;
        });
        return new Section(beta, n, mean(sums[0]), mean(sums[1]), mean(sums[2]));
    }

    private double mean(double[] chunks) {
        double sum = 0;
        for (double chunk : chunks) {
            sum += chunk;
        }
        return sum / prompts.size();
    }

    /**
     * The section through the minimum over {@math beta} and {@math alpha}: the best of a scan, its {@math beta} refined between its neighbours
     * by golden section, its {@math alpha} the best there is.
     *
     * @param scan sections at rising {@math beta}
     * @param low the least {@math alpha} allowed
     * @param high the largest
     */
    public Section minimum(List<Section> scan, double low, double high) {
        int best = 0;
        for (int i = 1; i < scan.size(); i++) {
            if (scan.get(i).least(low, high) < scan.get(best).least(low, high)) {
                best = i;
            }
        }
        double from = scan.get(Math.max(0, best - 1)).beta();
        double to = scan.get(Math.min(scan.size() - 1, best + 1)).beta();
        Section found = scan.get(best);
        Section left = at(to - GOLDEN * (to - from));
        Section right = at(from + GOLDEN * (to - from));
        // The floor is flat: a beta known to 1e-4 of the scan's step gives a loss right to about 1e-8 of what it rises
        // by in a step.
        for (double enough = 1e-4 * (to - from); to - from > enough; ) {
            if (left.least(low, high) < right.least(low, high)) {
                to = right.beta();
                right = left;
                left = at(to - GOLDEN * (to - from));
            } else {
                from = left.beta();
                left = right;
                right = at(from + GOLDEN * (to - from));
            }
        }
        for (Section end : List.of(left, right)) {
            found = end.least(low, high) < found.least(low, high) ? end : found;
        }
        return found;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "loss of %s over alpha and beta on %s", layer.name(), prompts);
    }
}
