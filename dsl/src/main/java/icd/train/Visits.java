package icd.train;

import icd.attention.Attention;
import icd.attention.Pass;
import icd.kernel.Kernel;
import icd.task.PromptSet;

/** The way in which one thread takes a layer through prompts, one by one. */
final class Visits {

    private final PromptSet prompts;
    private final Pass pass;
    private final double[] residual;

    Visits(Attention layer, PromptSet prompts, Kernel kernel) {
        if (layer.n() != prompts.n()) {
            throw new IllegalArgumentException("Losses: layer and prompts must be of one dimension, got n = "
                    + layer.n() + " and n = " + prompts.n());
        }
        this.prompts = prompts;
        this.pass = layer.pass(prompts, kernel);
        this.residual = new double[prompts.n()];
    }

    PromptSet prompts() {
        return prompts;
    }

    /** @param theta the parameters to use from now on. Not modified. */
    void load(double[] theta) {
        pass.load(theta);
    }

    /**
     * Adds what prompt k has to a sum of squared errors.
     *
     * @param square the sum so far
     * @param gradient half the gradient of the sum. Modified: added to. Null where it is not wanted.
     * @return the new sum
     */
    double add(int k, double square, double[] gradient) {
        int n = prompts.n();
        pass.forward(k, prompts.queries(), k * n, residual, 0);
        for (int i = 0; i < n; i++) {
            residual[i] -= prompts.targets()[k * n + i];
            square = Math.fma(residual[i], residual[i], square);
        }
        if (gradient != null) {
            pass.backward(k, residual, gradient);
        }
        return square;
    }

    @Override
    public String toString() {
        return "visits to " + prompts;
    }
}
