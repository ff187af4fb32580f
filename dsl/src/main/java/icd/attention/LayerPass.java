package icd.attention;

/** A pass through an {@link AttentionLayer}: cue, retrieval, readout. */
final class LayerPass implements Pass {

    private final LinearMapPass cue;
    private final Retrieval retrieval;
    private final LinearMapPass readout;
    private final boolean residual;
    private final int n;
    private final double[] u;
    private final double[] m;
    private final double[] output;
    private final double[] g;
    private final double[] du;
    private final double[] dq;
    private double[] query;
    private int at;

    LayerPass(int n, LinearMapPass cue, Retrieval retrieval, LinearMapPass readout, boolean residual) {
        this.cue = cue;
        this.retrieval = retrieval;
        this.readout = readout;
        this.residual = residual;
        this.n = n;
        this.u = new double[n];
        this.m = new double[n];
        this.output = new double[n];
        this.g = new double[n];
        this.du = new double[n];
        this.dq = new double[n];
    }

    @Override
    public void load(double[] theta) {
        cue.load(theta);
        retrieval.load(theta);
        readout.load(theta);
    }

    @Override
    public void forward(int k, double[] query, int at, double[] estimate, int to) {
        ask(query, at);
        retrieval.retrieve(k, u, query, at, m); // m = X w(X^T u) (n)
        estimate(estimate, to);
    }

    /** Does the first of the three steps of {@link #forward}, of which {@link SharedPass} does the second for several layers. */
    void ask(double[] query, int at) {
        this.query = query;
        this.at = at;
        cue.apply(query, at, u); // u = W_KQ x~ (n)
    }

    /** Does the last step. */
    void estimate(double[] estimate, int to) {
        readout.apply(m, 0, output); // x^ = W_PV m (n)
        if (residual) {
            for (int i = 0; i < n; i++) {
                output[i] += query[at + i];
            }
        }
        System.arraycopy(output, 0, estimate, to, n);
    }

    @Override
    public void backward(int k, double[] r, double[] gradient, double[] queryGradient) {
        pullReadout(r, gradient);
        retrieval.pullBack(k, m, g, du, gradient, queryGradient); // du = J^T g (n)
        pullCue(r, gradient, queryGradient);
    }

    /** Does the first of the three steps of {@link #backward}. */
    void pullReadout(double[] r, double[] gradient) {
        readout.pullBack(r, m, 0, gradient, g); // g = W_PV^T r (n), dW_PV += r m^T (n, n)
    }

    /** Does the last step. */
    void pullCue(double[] r, double[] gradient, double[] queryGradient) {
        if (queryGradient == null) {
            cue.pullBack(du, query, at, gradient, null); // dW_KQ += du x~^T (n, n)
            return;
        }
        cue.pullBack(du, query, at, gradient, dq); // and dq = W_KQ^T du (n)
        for (int i = 0; i < n; i++) {
            queryGradient[i] += residual ? dq[i] + r[i] : dq[i];
        }
    }

    Retrieval retrieval() {
        return retrieval;
    }

    /** Returns the cue (not a copy). */
    double[] cue() {
        return u;
    }

    /** Returns what was retrieved (not a copy). */
    double[] retrieved() {
        return m;
    }

    /** Returns the gradient in what was retrieved (not a copy). */
    double[] retrievedGradient() {
        return g;
    }

    /** Returns the gradient in the cue (not a copy). */
    double[] cueGradient() {
        return du;
    }
}
