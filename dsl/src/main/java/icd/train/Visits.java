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
        double sum = addResidual(prompts, k, residual, square);
        if (gradient != null) {
            pass.backward(k, residual, gradient);
        }
        return sum;
    }

    /** Makes an estimate its difference from the target of prompt k, and adds the square of that to a sum. */
    static double addResidual(PromptSet prompts, int k, double[] estimate, double square) {
        int n = prompts.n();
        double sum = square;
        for (int i = 0; i < n; i++) {
            estimate[i] -= prompts.targets()[k * n + i];
            sum = Math.fma(estimate[i], estimate[i], sum);
        }
        return sum;
    }

    Pass pass() {
        return pass;
    }

    @Override
    public String toString() {
        return "visits to " + prompts;
    }
}
