package icd.attention;

import java.util.Arrays;
import java.util.List;

/** The passes of the parts of a {@link Composite}, each with its own slice of theta. */
abstract class CompositePass implements Pass {

    final int n;
    private final Pass[] passes;
    private final int[] at; // where the slice of each begins
    private final double[][] slices; // of theta
    private final double[][] gradients; // of each part; parts that are one share it

    /**
     * @param passes as many as are run; pass i is of part {@code min(i, parts - 1)}, so that a single part may be run often
     * @param parts whose parameters they have
     */
    CompositePass(int n, List<Pass> passes, List<Attention> parts) {
        this.n = n;
        this.passes = passes.toArray(Pass[]::new);
        this.at = new int[this.passes.length];
        this.slices = new double[this.passes.length][];
        this.gradients = new double[this.passes.length][];
        int next = 0;
        for (int i = 0; i < this.passes.length; i++) {
            if (i < parts.size()) {
                at[i] = next;
                slices[i] = new double[parts.get(i).theta().length];
                gradients[i] = new double[slices[i].length];
                next += slices[i].length;
            } else {
                at[i] = at[i - 1];
                slices[i] = slices[i - 1];
                gradients[i] = gradients[i - 1];
            }
        }
    }

    final int count() {
        return passes.length;
    }

    final Pass pass(int i) {
        return passes[i];
    }

    @Override
    public void load(double[] theta) {
        for (int i = 0; i < passes.length; i++) {
            System.arraycopy(theta, at[i], slices[i], 0, slices[i].length);
            passes[i].load(slices[i]);
        }
    }

    /** As {@link Pass#backward}, of pass i, adding to its slice of the whole gradient. */
    final void backward(int i, int k, double[] residual, double[] gradient, double[] queryGradient) {
        double[] part = gradients[i];
        Arrays.fill(part, 0);
        passes[i].backward(k, residual, part, queryGradient);
        for (int p = 0; p < part.length; p++) {
            gradient[at[i] + p] += part[p];
        }
    }
}
