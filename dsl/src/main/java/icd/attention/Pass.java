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
     * The layer's estimate from the context of prompt k and a query, which need not be the prompt's own: stacks of layers
     * and descents move it.
     *
     * @param query n numbers from {@code at}. Not modified, here or by the caller before {@link #backward}.
     * @param estimate n numbers from {@code to}. Modified; may be the query's own place only where no gradient follows.
     */
    void forward(int k, double[] query, int at, double[] estimate, int to);

    /**
     * {@math "gradient" &lt;- "gradient" + J^T r} and {@math "queryGradient" &lt;- "queryGradient" + J_q^T r}, with J and {@math J_q} the
     * Jacobians, in {@math theta} and in the query, of the estimate that {@link #forward} gave last.
     *
     * @param k the prompt of that call
     * @param residual r, n numbers. Not modified.
     * @param gradient as long as {@math theta}. Modified.
     * @param queryGradient n numbers. Modified. Null where it is not wanted.
     */
    void backward(int k, double[] residual, double[] gradient, double[] queryGradient);

    /** {@math "gradient" &lt;- "gradient" + J^T r}: as the other, without the query's part. */
    default void backward(int k, double[] residual, double[] gradient) {
        backward(k, residual, gradient, null);
    }
}
