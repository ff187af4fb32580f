package icd.attention;

/**
 * The working buffers of one thread that pushes prompts through a layer and pulls gradients back.
 *
 * <p>Use: {@link #load} once for each setting of the parameters; then for each prompt {@link #forward} and, where a gradient
 * is wanted, {@link #backward} at once, while the prompt is still in the nearest cache.
 */
public interface Pass {

    /** @param theta the parameters to use from now on. Not modified. */
    void load(double[] theta);

    /**
     * The layer's estimate for prompt k.
     *
     * @param estimate n numbers from {@code to}. Modified.
     */
    void forward(int k, double[] estimate, int to);

    /**
     * gradient &lt;- gradient + J^T r, with J the Jacobian, in theta, of the estimate that {@link #forward} gave last.
     *
     * @param k the prompt of that call
     * @param residual r, n numbers. Not modified.
     * @param gradient as long as theta. Modified.
     */
    void backward(int k, double[] residual, double[] gradient);
}
