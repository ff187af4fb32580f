package icd.attention;

import java.util.List;
import java.util.stream.Stream;

/**
 * A layer whose skip a and step b are trained with its weights: the state goes to
 *
 * {@equation
 *   a s + b f(X, s).
 * }
 *
 * <p>A stack of K linear layers with scalar weights of this kind applies a polynomial of degree K in {@math S = X X^T / L} to its query, one
 * real linear factor {@math a + b alpha beta S} a layer. Of a layer that ends with a matrix {@math W_PV} or a scale {@math alpha}, b is one
 * number more than is needed; it is there so that a and b are steps of one kind whatever the layer.
 *
 * <p>Drawn anew, the scales begin at {@math a = 1 - lambda} and {@math b = lambda}, which is {@link LayerStack#step} of the same {@math lambda}.
 * Parameters are those of the layer, then {@code skip} and {@code step}.
 */
public final class ScaledLayer extends Composite {

    private final double start;
    private final double skip;
    private final double step;

    private ScaledLayer(Attention layer, double start, double skip, double step) {
        super("ScaledLayer", List.of(layer), skip, step);
        this.start = start;
        this.skip = skip;
        this.step = step;
    }

    /**
     * A layer with the scales {@math a = 1 - lambda} and {@math b = lambda}.
     *
     * @param lambda finite
     * @throws IllegalArgumentException if it is not finite
     */
    public static ScaledLayer of(Attention layer, double lambda) {
        if (!Double.isFinite(lambda)) {
            throw new IllegalArgumentException("ScaledLayer.of: lambda must be finite, got " + lambda);
        }
        return new ScaledLayer(layer, lambda, 1 - lambda, lambda);
    }

    /**
     * Returns the same layer with these scales.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    public ScaledLayer scales(double skip, double step) {
        if (!(Double.isFinite(skip) && Double.isFinite(step))) {
            throw new IllegalArgumentException(
                    "ScaledLayer.scales: skip and step must be finite, got " + skip + " and " + step);
        }
        return new ScaledLayer(layer(), start, skip, step);
    }

    /** f. */
    public Attention layer() {
        return parts().getFirst();
    }

    /** The multiple a of the state that is kept. */
    public double skip() {
        return skip;
    }

    /** The multiple b of the layer's estimate that is added. */
    public double step() {
        return step;
    }

    /** lambda, at which the scales begin. */
    double start() {
        return start;
    }

    /** A head of the layer within; the scales go around all of them. */
    @Override
    public Attention head(int index) {
        return layer().head(index);
    }

    @Override
    public String name() {
        return enclosed(layer()) + "_scales" + (start == 1 ? "" : start);
    }

    @Override
    boolean isRow() {
        return false;
    }

    /** The norm comes before the layer; what is kept is the state as it was. */
    @Override
    public ScaledLayer normalised() {
        return new ScaledLayer(layer().normalised(), start, skip, step);
    }

    @Override
    List<Parameter> own() {
        return Stream.of("skip", "step").map(Parameter::new).toList();
    }

    @Override
    ScaledLayer of(List<Attention> parts, double[] own) {
        return new ScaledLayer(parts.getFirst(), start, own[0], own[1]);
    }

    /** With scales as they begin: this is how a layer is drawn anew. */
    @Override
    ScaledLayer of(List<Attention> parts) {
        return of(parts.getFirst(), start);
    }

    @Override
    String suffix(int part) {
        return "";
    }

    @Override
    Pass pass(PassMaker maker) {
        return new ScaledPass(n(), List.of(maker.of(layer(), false)), parts());
    }

    private static final class ScaledPass extends CompositePass {

        private final int at; // of the skip in theta
        private final double[] output;
        private final double[] scaled;
        private double skip;
        private double step;
        private double[] query;
        private int from;

        ScaledPass(int n, List<Pass> passes, List<Attention> parts) {
            super(n, passes, parts);
            this.at = parts.getFirst().theta().length;
            this.output = new double[n];
            this.scaled = new double[n];
        }

        @Override
        public void load(double[] theta) {
            super.load(theta);
            skip = theta[at];
            step = theta[at + 1];
        }

        @Override
        public void forward(int k, double[] query, int at, double[] estimate, int to) {
            this.query = query;
            this.from = at;
            pass(0).forward(k, query, at, output, 0); // f(X, s)
            for (int i = 0; i < n; i++) {
                estimate[to + i] = skip * query[at + i] + step * output[i];
            }
        }

        /** da = r.s, db = r.f, ds = a r + J^T (b r). */
        @Override
        public void backward(int k, double[] residual, double[] gradient, double[] queryGradient) {
            gradient[at] += Vectors.dot(residual, query, from);
            gradient[at + 1] += Vectors.dot(residual, output, 0);
            for (int i = 0; i < n; i++) {
                scaled[i] = step * residual[i];
            }
            backward(0, k, scaled, gradient, queryGradient);
            if (queryGradient != null) {
                for (int i = 0; i < n; i++) {
                    queryGradient[i] += skip * residual[i];
                }
            }
        }
    }
}
