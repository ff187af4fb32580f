package icd.attention;

import icd.kernel.Kernel;
import icd.kernel.Workers;
import icd.task.PromptSet;

/** A layer that has passes of its own: its estimates are their forward halves. */
abstract class GradientByFormula implements Attention {

    /** theta itself, not to be modified. */
    abstract double[] numbers();

    @Override
    public final double[] theta() {
        return numbers().clone();
    }

    @Override
    public boolean hasGradient() {
        return true;
    }

    @Override
    public abstract Pass pass(PromptSet prompts, Kernel kernel);

    @Override
    public abstract Pass passOnce(PromptSet prompts, Kernel kernel);

    @Override
    public final void estimate(PromptSet prompts, int from, int to, double[] estimates) {
        estimate(prompts, from, to, estimates, Kernel.chosen());
    }

    final void estimate(PromptSet prompts, int from, int to, double[] estimates, Kernel kernel) {
        int n = prompts.n();
        Pass pass = passOnce(prompts, kernel);
        pass.load(numbers());
        for (int k = from; k < to; k++) {
            Workers.poll();
            pass.forward(k, prompts.queries(), k * n, estimates, k * n);
        }
    }

    final void check(PromptSet prompts) {
        if (n() != prompts.n()) {
            throw new IllegalArgumentException(
                    name() + " attention: layer and prompts must be of one dimension, got n = " + n() + " and n = "
                            + prompts.n());
        }
    }
}
