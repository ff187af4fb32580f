package icd.attention;

import icd.kernel.TokenStack;
import java.util.ArrayList;
import java.util.List;

/** A pass through layers in which the tokens of the context move as the query does: of the last layer the query alone is wanted. */
final class MovingPass implements Pass {

    private final TokenStack<?> contexts;
    private final double[] steps;
    private final int n;
    private final List<TokenMap> maps = new ArrayList<>();
    private final List<Tokens> states = new ArrayList<>(); // before each layer, and after the last
    private final Tokens output;
    private final Tokens scaled;
    private Tokens change;
    private Tokens before;

    /**
     * @param parts whose numbers stand one after another in theta
     * @param order the parts as they are applied, the last to the query alone
     * @param steps of each of these
     */
    MovingPass(TokenStack<?> contexts, List<Attention> parts, int[] order, double[] steps, TokenMap.Setting setting) {
        this.contexts = contexts;
        this.steps = steps;
        this.n = setting.n();
        int[] starts = Composite.starts(parts);
        states.add(setting.zeros());
        for (int part : order) {
            maps.add(TokenMap.of(parts.get(part), starts[part], setting));
            states.add(setting.zeros());
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
            states.get(layer + 1).combine(isLast(layer), 1 - steps[layer], state, steps[layer], output);
        }
        System.arraycopy(states.getLast().query(), 0, estimate, to, n);
    }

    @Override
    public void backward(int k, double[] residual, double[] gradient, double[] queryGradient) {
        change.clear();
        System.arraycopy(residual, 0, change.query(), 0, n);
        for (int layer = maps.size() - 1; layer >= 0; layer--) {
            scaled.combine(false, steps[layer], change, 0, change);
            before.combine(false, 1 - steps[layer], change, 0, change);
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
