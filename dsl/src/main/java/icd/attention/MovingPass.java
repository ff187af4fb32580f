package icd.attention;

import icd.kernel.TokenStack;
import java.util.ArrayList;
import java.util.List;

/** A pass through layers in which the tokens of the context move as the query does: of the last layer the query alone is wanted. */
final class MovingPass implements Pass {

    private final TokenStack<?> contexts;
    private final double step;
    private final int n;
    private final List<TokenMap> maps = new ArrayList<>();
    private final List<Tokens> states = new ArrayList<>(); // before each layer, and after the last
    private final Tokens output;
    private final Tokens scaled;
    private Tokens change;
    private Tokens before;

    /**
     * @param layers in order; a tied one as often as it is applied
     * @param tied whether they are one layer, with one slice of theta
     */
    MovingPass(TokenStack<?> contexts, List<Attention> layers, boolean tied, double step, TokenMap.Setting setting) {
        this.contexts = contexts;
        this.step = step;
        this.n = setting.n();
        int at = 0;
        states.add(setting.zeros());
        for (Attention layer : layers) {
            maps.add(TokenMap.of(layer, at, setting));
            states.add(setting.zeros());
            at += tied ? 0 : layer.theta().length;
        }
        this.output = setting.zeros();
        this.scaled = setting.zeros();
        this.change = setting.zeros();
        this.before = setting.zeros();
    }

    @Override
    public void load(double[] theta) {
        maps.forEach(map -> map.load(theta));
    }

    private boolean isLast(int layer) {
        return layer == maps.size() - 1;
    }

    @Override
    public void forward(int k, double[] query, int at, double[] estimate, int to) {
        states.getFirst().read(contexts, k, query, at);
        for (int layer = 0; layer < maps.size(); layer++) {
            Tokens state = states.get(layer);
            maps.get(layer).forward(state, isLast(layer), output);
            states.get(layer + 1).combine(isLast(layer), 1 - step, state, step, output);
        }
        System.arraycopy(states.getLast().query(), 0, estimate, to, n);
    }

    @Override
    public void backward(int k, double[] residual, double[] gradient, double[] queryGradient) {
        change.clear();
        System.arraycopy(residual, 0, change.query(), 0, n);
        for (int layer = maps.size() - 1; layer >= 0; layer--) {
            scaled.combine(false, step, change, 0, change);
            before.combine(false, 1 - step, change, 0, change);
            maps.get(layer).backward(scaled, isLast(layer), gradient, before);
            Tokens swapped = change;
            change = before;
            before = swapped;
        }
        if (queryGradient != null) {
            for (int i = 0; i < n; i++) {
                queryGradient[i] += change.query()[i];
            }
        }
    }
}
