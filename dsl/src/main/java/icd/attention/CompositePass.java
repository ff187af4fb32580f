package icd.attention;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The passes of the parts of a {@link Composite}, each with its own slice of theta. */
abstract class CompositePass implements Pass {

    final int n;
    private final Pass[] passes;
    private final int[] at; // where the slice of each begins
    private final double[][] slices; // of theta
    private final double[][] gradients; // of each part; parts that are one share it

    /** @param passes one of each part */
    CompositePass(int n, List<Pass> passes, List<Attention> parts) {
        this(n, passes, parts, i -> i);
    }

    /**
     * @param passes as many as are run
     * @param parts whose parameters they have, one after another
     * @param of the part of each pass; a part may be run often
     */
    CompositePass(int n, List<Pass> passes, List<Attention> parts, IntUnaryOperator of) {
        this.n = n;
        this.passes = passes.toArray(Pass[]::new);
        int[] starts = Composite.starts(parts);
        double[][] partSlices = new double[parts.size()][];
        double[][] partGradients = new double[parts.size()][];
        for (int p = 0; p < partSlices.length; p++) {
            partSlices[p] = new double[starts[p + 1] - starts[p]];
            partGradients[p] = new double[starts[p + 1] - starts[p]];
        }
        this.at = new int[this.passes.length];
        this.slices = new double[this.passes.length][];
        this.gradients = new double[this.passes.length][];
        for (int i = 0; i < this.passes.length; i++) {
            int part = of.applyAsInt(i);
            at[i] = starts[part];
            slices[i] = partSlices[part];
            gradients[i] = partGradients[part];
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
