package icd.attention;

/** A layer's cue u = W_KQ R x~, with R x~ the query as a {@link Position} moves it. */
final class PositionedCue implements LinearMapPass {

    private final LinearMapPass cue;
    private final PositionedRetrieval<?> retrieval;
    private final double[] moved;
    private final double[] dMoved;

    PositionedCue(int n, LinearMapPass cue, PositionedRetrieval<?> retrieval) {
        this.cue = cue;
        this.retrieval = retrieval;
        this.moved = new double[n];
        this.dMoved = new double[n];
    }

    @Override
    public void load(double[] theta) {
        cue.load(theta);
    }

    @Override
    public void apply(double[] x, int at, double[] y) {
        retrieval.moveQuery(x, at, moved);
        cue.apply(moved, 0, y);
    }

    @Override
    public void pullBack(double[] g, double[] x, int at, double[] gradient, double[] dx) {
        cue.pullBack(g, moved, 0, gradient, dMoved);
        retrieval.pullBackQuery(dMoved, gradient);
        if (dx != null) {
            System.arraycopy(dMoved, 0, dx, 0, dx.length);
        }
    }
}
