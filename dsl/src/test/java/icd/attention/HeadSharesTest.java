package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.HeadShares.Directions;
import icd.math.Frame;
import icd.math.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** What heads do, where it is known. */
class HeadSharesTest {

    private static final int N = 6;

    private static MatrixStore<Double> rows(int... which) {
        R064Store rows = R064Store.FACTORY.make(which.length, N);
        for (int i = 0; i < which.length; i++) {
            rows.set(i, which[i], 1);
        }
        return rows;
    }

    /** A head that reads and writes the coordinates of its own block, and one that reads its queries elsewhere. */
    @Test
    void blocksOfCoordinates() {
        AttentionLayer narrow = AttentionLayer.linear(N).unmerged(2);
        AttentionLayer first = block(narrow, rows(0, 1), rows(0, 1))
                .with("W_O", rows(0, 1).transpose().multiply(3));
        AttentionLayer second = block(narrow, rows(2, 3), rows(2, 3));
        AttentionLayer mixed = block(narrow, rows(2, 3), rows(1, 4));
        HeadShares shares = HeadShares.of(Heads.of(first, second, mixed)).getFirst();
        assertThat(shares.overlap(Directions.QUERY, 0, 1)).isZero();
        assertThat(shares.overlap(Directions.QUERY, 0, 2)).as("one of two").isCloseTo(0.5, within(1e-15));
        assertThat(shares.overlap(Directions.OUTPUT, 1, 2)).isCloseTo(1, within(1e-15));
        assertThat(shares.overlap(Directions.VALUE, 0, 2)).isZero();
        assertThat(shares.overlap(Directions.KEY, 0, 0)).isCloseTo(1, within(1e-15));
        // the mixed one reads keys of coordinates 1 and 4 and writes what values of 2 and 3 say: its map is zero
        assertThat(shares.map(2).norm()).isZero();
        assertThat(shares.share(0, 0)).isCloseTo(18 / 20.0, within(1e-15));
        assertThat(shares.share(1, 1)).isCloseTo(2 / 20.0, within(1e-15));
        assertThat(shares.share(0, 1)).isZero();
        assertThat(shares).hasToString("shares of 3 heads, linear_qkvo2");
    }

    private static AttentionLayer block(AttentionLayer head, MatrixStore<Double> values, MatrixStore<Double> keys) {
        return head.with("W_V", values)
                .with("W_O", values.transpose())
                .with("W_K", keys)
                .with("W_Q", keys);
    }

    /** Shares of all pairs sum to 1, and the sum of heads is the map of all of them. */
    @Test
    void sharesSumToOne() {
        Attention stack = LayerStack.of(
                        Heads.of(AttentionLayer.softmax(N).unmerged(3), 4).normalised(), 2)
                .uniform(RandomStream.of(1, "weights"));
        List<HeadShares> layers = HeadShares.of(stack.residual());
        assertThat(layers).hasSize(2);
        for (HeadShares shares : layers) {
            double sum = 0;
            for (int h = 0; h < 4; h++) {
                for (int g = 0; g < 4; g++) {
                    sum += shares.share(h, g);
                    assertThat(shares.overlap(Directions.OUTPUT, h, g))
                            .isBetween(0.0, 1 + 1e-12)
                            .isCloseTo(shares.overlap(Directions.OUTPUT, g, h), within(1e-14));
                }
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
        assertThat(layers.getFirst().heads()).isNotEqualTo(layers.getLast().heads());
    }

    /** Random subspaces of w of n dimensions overlap by w/n on average. */
    @Test
    void randomSubspaces() {
        RandomStream random = RandomStream.of(3, "weights");
        double sum = 0;
        int draws = 4_000;
        for (int draw = 0; draw < draws; draw++) {
            AttentionLayer one = orthonormal(random);
            AttentionLayer other = orthonormal(random);
            sum += new HeadShares(List.of(one, other)).overlap(Directions.VALUE, 0, 1);
        }
        assertThat(sum / draws).isCloseTo(2.0 / N, within(4 * 0.2 / Math.sqrt(draws)));
    }

    private static AttentionLayer orthonormal(RandomStream random) {
        MatrixStore<Double> frame = Frame.random(N, 2, random).matrix().transpose();
        return AttentionLayer.linear(N).unmerged(2).with("W_V", frame).with("W_O", frame.transpose());
    }

    @Test
    void refusesWhatHasNoWeights() {
        Attention mine = Attention.of("mine", 3, new double[1], (theta, x, q) -> q);
        for (Attention layer : List.of(mine, Heads.of(Heads.of(AttentionLayer.softmax(3), 2), 2))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeadShares.of(layer))
                    .withMessageStartingWith("HeadShares.of: each head must have one W_PV and one W_KQ, got ");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new HeadShares(List.of()));
    }
}
