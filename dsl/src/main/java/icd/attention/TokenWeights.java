package icd.attention;

import icd.math.Norm;
import icd.task.Prompt;
import java.util.List;
import java.util.stream.Stream;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** The weight of each token of a prompt in a layer. */
public final class TokenWeights {

    private TokenWeights() {}

    /**
     * The weights {@math w = grad F(z)}, tokens down and heads across: L rows, or L + 1, the last of the query, where one head has it
     * among its keys; in the other heads the query then weighs 0.
     *
     * @throws UnsupportedOperationException if the model is a stack of layers, or of a formula; the message says why that has none
     * @throws IllegalArgumentException if the prompt is of another dimension
     */
    public static R064Store of(Attention model, Prompt prompt) {
        List<double[]> heads = heads(model, model, prompt).toList();
        int rows = heads.stream().mapToInt(weights -> weights.length).max().orElseThrow();
        R064Store matrix = R064Store.FACTORY.make(rows, heads.size());
        for (int h = 0; h < heads.size(); h++) {
            for (int t = 0; t < heads.get(h).length; t++) {
                matrix.set(t, h, heads.get(h)[t]);
            }
        }
        return matrix;
    }

    private static Stream<double[]> heads(Attention part, Attention model, Prompt prompt) {
        return switch (part) {
            case AttentionLayer layer -> Stream.of(layer.tokenWeights(prompt));
            case PositionedLayer layer -> Stream.of(layer.tokenWeights(prompt));
            case Heads heads -> heads.heads().stream().flatMap(head -> heads(head, model, prompt));
            case Residual residual -> heads(residual.layer(), model, prompt);
            case RmsNorm norm -> heads(norm.layer(), model, normalised(prompt));
            case LayerStack stack
            when stack.layers().size() == 1 -> heads(stack.layers().getFirst(), model, prompt);
            case LayerStack stack ->
                throw new UnsupportedOperationException("attentionWeights: model must be one layer or heads, got "
                        + model.name() + ": each of the " + stack.layers().size()
                        + " layers of a stack weighs the tokens anew, for the state that the layers before it made;"
                        + " layers().getFirst() is the one that sees the query");
            default ->
                throw new UnsupportedOperationException("attentionWeights: model must be one layer or heads, got "
                        + model.name() + ", whose formula says what it estimates and not how it weighs tokens");
        };
    }

    /** As {@link RmsNorm} shows it to its layer. */
    private static Prompt normalised(Prompt prompt) {
        return Prompt.of(normalised(prompt.context()), normalised(prompt.query()));
    }

    private static R064Store normalised(MatrixStore<Double> columns) {
        R064Store copy = R064Store.FACTORY.copy(columns);
        int n = copy.getRowDim();
        for (int t = 0; t < copy.getColDim(); t++) {
            double norm = Norm.of(copy.data, t * n, n);
            for (int i = 0; i < n; i++) {
                copy.set(i, t, norm == 0 ? 0 : Math.sqrt(n) * (copy.doubleValue(i, t) / norm));
            }
        }
        return copy;
    }
}
