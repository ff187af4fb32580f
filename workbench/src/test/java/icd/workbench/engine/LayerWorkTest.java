package icd.workbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.attention.Architecture.Mask;
import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.attention.LayerStack;
import org.junit.jupiter.api.Test;

/** Multiply-adds, counted by hand for n = 2 and L = 5. */
class LayerWorkTest {

    private static final AttentionLayer SOFTMAX = AttentionLayer.softmax(2);
    private static final AttentionLayer LINEAR = AttentionLayer.linear(2);

    private static double of(Attention layer) {
        return LayerWork.of(layer, 5);
    }

    @Test
    void layersWhoseContextStays() {
        double maps = 6 * 4; // two matrices of four numbers: forwards, and two gradients each
        assertThat(of(SOFTMAX)).isEqualTo(maps + 4 * 10);
        assertThat(of(LINEAR)).isEqualTo(maps + 2 * 4);
        assertThat(of(SOFTMAX.normalised().residual())).isEqualTo(of(SOFTMAX));
        assertThat(of(SOFTMAX.trainedScales())).isEqualTo(of(SOFTMAX));
        assertThat(of(SOFTMAX.recency(0.1))).isEqualTo(of(SOFTMAX));
        assertThat(of(SOFTMAX.sinusoidal())).isEqualTo(of(SOFTMAX) + 2 * 10);
        assertThat(of(AttentionLayer.gaussian(2))).isEqualTo(of(SOFTMAX) + 2 * 4 * 5);
        assertThat(of(AttentionLayer.gaussian(2).scalar())).isEqualTo(of(SOFTMAX));
        assertThat(of(Heads.of(SOFTMAX, 3))).isEqualTo(3 * of(SOFTMAX));
        assertThat(of(LayerStack.of(SOFTMAX, 3).mlp(7))).isEqualTo(3 * of(SOFTMAX) + 2 * 6 * 2 * 7);
    }

    /** Six columns go through the first layer, and the query alone through the last. */
    @Test
    void layersWhoseContextMoves() {
        double column = 6 * 4 + 6 * 10;
        assertThat(of(LayerStack.of(SOFTMAX, 2).moving(Mask.FULL))).isEqualTo(7 * column);
        assertThat(of(LayerStack.tied(SOFTMAX, 3).mlp(7).moving(Mask.CAUSAL))).isEqualTo(13 * column + 12 * 6 * 2 * 7);
        double moments = 2 * 4 * 5;
        assertThat(of(LayerStack.of(LINEAR, 2).moving(Mask.FULL)))
                .isEqualTo(moments + 8 * 8 + 3 * 6 * 4 + moments + of(LINEAR));
    }

    @Test
    void aLayerOfTheUsersOwnHasNone() {
        Attention mine = Attention.of("mine", 2, new double[1], (theta, x, q) -> q);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(LayerStack.of(SOFTMAX, mine)))
                .withMessage("LayerWork: layer must be one of the library, got mine");
    }
}
