package icd.attention;

import java.util.List;

/** A layer's estimate plus the query: what {@link Attention#residual} gives where a layer has no residual stream itself. */
public final class Residual extends Composite {

    Residual(Attention layer) {
        super("Residual", List.of(layer));
    }

    /** The layer whose estimate the query is added to. */
    public Attention layer() {
        return parts().getFirst();
    }

    /** A head of the layer within; the residual stream goes around all of them. */
    @Override
    public Attention head(int index) {
        return layer().head(index);
    }

    @Override
    public String name() {
        return enclosed(parts().getFirst()) + "_residual";
    }

    @Override
    boolean isRow() {
        return false;
    }

    @Override
    public Attention residual() {
        return this;
    }

    @Override
    public Attention normalised() {
        return parts().getFirst().normalised().residual();
    }

    @Override
    Residual of(List<Attention> parts) {
        return new Residual(parts.getFirst());
    }

    @Override
    String suffix(int part) {
        return "";
    }

    @Override
    Pass pass(PassMaker maker) {
        return new ResidualPass(n(), List.of(maker.of(parts().getFirst(), false)), parts());
    }

    private static final class ResidualPass extends CompositePass {

        private final double[] output;

        ResidualPass(int n, List<Pass> passes, List<Attention> parts) {
            super(n, passes, parts);
            this.output = new double[n];
        }

        @Override
        public void forward(int k, double[] query, int at, double[] estimate, int to) {
            pass(0).forward(k, query, at, output, 0);
            for (int i = 0; i < n; i++) {
                estimate[to + i] = output[i] + query[at + i];
            }
        }

        @Override
        public void backward(int k, double[] residual, double[] gradient, double[] queryGradient) {
            backward(0, k, residual, gradient, queryGradient);
            if (queryGradient != null) {
                for (int i = 0; i < n; i++) {
                    queryGradient[i] += residual[i];
                }
            }
        }
    }
}
