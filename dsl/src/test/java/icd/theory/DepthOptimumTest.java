package icd.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Architecture.Mask;
import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.LayerStack;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.Digits;
import icd.math.Estimate;
import icd.math.RandomStream;
import icd.task.Gaussians;
import icd.task.Noise;
import icd.task.PromptSet;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers one after another, each with a skip and a step: their least loss. */
class DepthOptimumTest {

    private static final Subspaces CASE_1 = new Subspaces(16, 8, 2, 1);

    /** ORACLES, "Depth, answered exactly"; three layers by a quasi-Newton search over real factors in another program. */
    @ParameterizedTest
    @CsvSource({
        "20, .440476, .395272, .382705971, .367915, .448314",
        "50, .403101, .351249, .344966431, .337542, .417472",
        "500, .344527, .333573, .333469657, .333339, .355486"
    })
    void table(int L, double one, double two, double three, double cubic, double tied) {
        assertThat(DepthOptimum.of(CASE_1, L, 1).msePerDim()).isCloseTo(one, within(5e-7));
        assertThat(DepthOptimum.of(CASE_1, L, 2).msePerDim()).isCloseTo(two, within(5e-7));
        DepthOptimum cubed = DepthOptimum.of(CASE_1, L, 3);
        assertThat(cubed.msePerDim()).isCloseTo(three, within(5e-10));
        assertThat(cubed.bound() / 16).isCloseTo(cubic, within(5e-7));
        assertThat(DepthOptimum.tied(CASE_1, L, 2).msePerDim()).isCloseTo(tied, within(5e-7));
    }

    /** By a quasi-Newton search over two skips and two steps in another program. */
    @ParameterizedTest
    @CsvSource({"20, .377516943", "50, .342966767", "100, .335922910", "500, .333441457"})
    void movingContext(int L, double loss) {
        DepthOptimum moving = DepthOptimum.moving(CASE_1, L);
        assertThat(moving.msePerDim()).isCloseTo(loss, within(5e-10));
        assertThat(moving.bound()).isCloseTo(DepthOptimum.of(CASE_1, L, 4).bound(), within(1e-12));
        assertThat(moving.loss())
                .as("three layers whose context stays")
                .isLessThan(DepthOptimum.of(CASE_1, L, 3).loss());
        assertThat(moving)
                .hasToString("2 layers with a moving context of linear attention: MSE = "
                        + Digits.text("%.6g, MSE/n = %.6g", moving.loss(), moving.msePerDim()));
    }

    /** By descents from 200 places over the same four numbers, and over two of tied layers, in another program. */
    @ParameterizedTest
    @CsvSource({
        "10, .427688, .450858, .472286",
        "20, .377517, .416772, .457133",
        "50, .342967, .370111, .432333",
        "500, .333441, .334221, .371174"
    })
    void valleysOfAMovingContext(int L, double least, double second, double tied) {
        List<DepthOptimum> valleys = DepthOptimum.movingValleys(CASE_1, L);
        assertThat(valleys.getFirst()).isEqualTo(DepthOptimum.moving(CASE_1, L));
        assertThat(valleys.get(0).msePerDim()).isCloseTo(least, within(5e-7));
        assertThat(valleys.get(1).msePerDim()).isCloseTo(second, within(5e-7));
        DepthOptimum.Factor first = valleys.get(0).factors().getFirst();
        assertThat(first.skip() * first.step())
                .as("one layer shortens tokens along strong axes")
                .isNegative();
        DepthOptimum.Factor other = valleys.get(1).factors().getFirst();
        assertThat(other.skip() * other.step()).as("the other lengthens them").isPositive();
        assertThat(DepthOptimum.tiedMoving(CASE_1, L).msePerDim()).isCloseTo(tied, within(5e-7));
        assertThat(DepthOptimum.tiedMoving(CASE_1, L).loss())
                .as("tied layers whose context stays lose less")
                .isGreaterThan(DepthOptimum.tied(CASE_1, L, 2).loss());
    }

    /** One layer without a skip is what {@link LinearOptimum} has: a skip of zero is not better. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 500})
    void depthHelpsAndSharingDoesNot(int L) {
        double paper = LinearOptimum.of(CASE_1, L).loss();
        double before = paper;
        for (int K = 1; K <= 3; K++) {
            DepthOptimum own = DepthOptimum.of(CASE_1, L, K);
            assertThat(own.loss()).isLessThan(before).isGreaterThanOrEqualTo(own.bound());
            assertThat(own.isBound()).isFalse();
            DepthOptimum tied = DepthOptimum.tied(CASE_1, L, K);
            assertThat(tied.loss()).isGreaterThanOrEqualTo(own.loss() - 1e-9).isGreaterThanOrEqualTo(tied.bound());
            before = own.loss();
        }
        assertThat(DepthOptimum.tied(CASE_1, L, 1).loss())
                .isCloseTo(DepthOptimum.of(CASE_1, L, 1).loss(), within(1e-9));
        assertThat(DepthOptimum.of(CASE_1, L, 3).loss())
                .isGreaterThan(DepthOptimum.of(CASE_1, L, 3).bound());
    }

    /** From four layers on there is a bound, and it says so. */
    @Test
    void deeperIsABound() {
        DepthOptimum four = DepthOptimum.of(CASE_1, 50, 4);
        assertThat(four.isBound()).isTrue();
        assertThat(four.msePerDim()).isCloseTo(.334384, within(5e-7));
        assertThat(four.coefficients()).isEmpty();
        assertThat(four)
                .hasToString("4 layers of linear attention: MSE >= 5.35014, MSE/n = 0.334384, a bound that may not be"
                        + " reached");
        assertThatIllegalStateException()
                .isThrownBy(four::layer)
                .withMessageStartingWith("DepthOptimum.layer: at most 3 layers, or tied ones");
        double before = four.loss();
        for (int K = 5; K <= DepthOptimum.MOST; K++) {
            double next = DepthOptimum.of(CASE_1, 50, K).loss();
            assertThat(next).isLessThan(before).isGreaterThan(16 / 3.0);
            before = next;
        }
    }

    /** As L grows S is a multiple of the projector, which one layer without a skip inverts; digits are left at 2^31 tokens. */
    @Test
    void endlessContext() {
        for (int K : new int[] {1, 2, 3, 12}) {
            DepthOptimum endless = DepthOptimum.of(CASE_1, Integer.MAX_VALUE, K);
            assertThat(endless.loss()).as("K = %d", K).isCloseTo(16 / 3.0, within(1e-7));
        }
        double first = DepthOptimum.of(CASE_1, Integer.MAX_VALUE, 1).loss() - 16 / 3.0;
        assertThat(DepthOptimum.of(CASE_1, Integer.MAX_VALUE, 2).loss() - 16 / 3.0)
                .isBetween(0.0, 1e-6 * first);
    }

    /** Where the subspace is all of R^n and there is next to no noise, the query is the target: the skip keeps it. */
    @Test
    void withoutNoiseTheSkipIsAll() {
        DepthOptimum one = DepthOptimum.of(new Subspaces(3, 3, 2, 1e-9), 5, 1);
        assertThat(one.coefficients().getFirst()).isCloseTo(1, within(1e-8));
        assertThat(one.coefficients().getLast()).isCloseTo(0, within(1e-8));
        assertThat(one.loss()).isCloseTo(3e-9, within(1e-15));
        for (int K = 2; K <= 4; K++) {
            DepthOptimum more = DepthOptimum.of(new Subspaces(3, 3, 2, 1), 5, K);
            assertThat(more.loss()).as("K = %d", K).isCloseTo(3 * 2 / 3.0, within(1e-12));
            assertThat(more.coefficients().getFirst()).isCloseTo(2 / 3.0, within(1e-12));
            assertThat(more.factors()).hasSize(K).anyMatch(each -> each.step() == 0);
        }
    }

    /** The layer loses what is said, to four standard errors, and no neighbour loses less on so many prompts. */
    @ParameterizedTest
    @CsvSource({"1, OWN", "2, OWN", "3, OWN", "1, TIED", "2, TIED", "3, TIED", "2, MOVING", "2, TIED_MOVING"})
    void theLayerLosesWhatIsSaid(int K, DepthOptimum.Kind kind) {
        Task task = new Subspaces(5, 3, 1.5, 0.7);
        DepthOptimum optimum = switch (kind) {
            case OWN -> DepthOptimum.of(task, 6, K);
            case TIED -> DepthOptimum.tied(task, 6, K);
            case MOVING -> DepthOptimum.moving(task, 6);
            case TIED_MOVING -> DepthOptimum.tiedMoving(task, 6);
        };
        Attention layer = optimum.layer();
        assertThat(layer instanceof LayerStack stack ? stack.layers().size() : 1)
                .isEqualTo(K);
        PromptSet prompts = PromptSet.draw(task, 60_000, 6, Precision.FLOAT64, 5, "test", Workers.caller());
        Estimate loss = Estimate.mean(squares(prompts, layer));
        assertThat(loss.value()).isCloseTo(optimum.loss(), within(4 * loss.error()));
        RandomStream random = RandomStream.of(3, "neighbours");
        double[] theta = layer.theta();
        double[] best = squares(prompts, layer);
        for (int trial = 0; trial < 5; trial++) {
            double[] other = Arrays.stream(theta)
                    .map(x -> x * (1 + 0.1 * random.gaussian()))
                    .toArray();
            double[] more = squares(prompts, layer.with(other));
            for (int k = 0; k < more.length; k++) {
                more[k] -= best[k];
            }
            Estimate excess = Estimate.mean(more);
            assertThat(excess.value()).as("%s", Arrays.toString(other)).isGreaterThan(-4 * excess.error());
        }
    }

    /** c^T A c - 2 c.b + d sigma_0^2 of the product of its factors is the loss, with moments that are written out. */
    @Test
    void coefficientsHaveTheLoss() {
        double d = 8;
        double L = 20;
        double[] trace = {
            d,
            d,
            d * (L + d + 1) / L,
            d * (L * L + d * d + 3 * L * d + 3 * L + 3 * d + 4) / (L * L),
            d
                    * (L * L * L
                            + 6 * L * L * d
                            + 6 * L * d * d
                            + d * d * d
                            + 6 * L * L
                            + 17 * L * d
                            + 6 * d * d
                            + 21 * L
                            + 21 * d
                            + 20)
                    / (L * L * L)
        };
        for (DepthOptimum two : List.of(DepthOptimum.of(CASE_1, 20, 2), DepthOptimum.tied(CASE_1, 20, 2))) {
            double loss = 16 + 8 * Math.pow(two.coefficients().getFirst(), 2);
            for (int i = 0; i < 3; i++) {
                double c = two.coefficients().get(i) * Math.pow(2, i);
                loss -= 2 * c * 2 * trace[i];
                for (int j = 0; j < 3; j++) {
                    loss += c * two.coefficients().get(j) * Math.pow(2, j) * 3 * trace[i + j];
                }
            }
            assertThat(loss).isCloseTo(two.loss(), within(1e-9));
        }
    }

    @Test
    void refusesWhatIsNotKnown() {
        for (Task task : new Task[] {
            new Spheres(4, 2),
            CASE_1.drift(.1),
            CASE_1.d(3, 5),
            CASE_1.noise(Noise.orthogonal(1)),
            Gaussians.spectrum(2, 1)
        }) {
            assertThat(DepthOptimum.appliesTo(task)).isFalse();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DepthOptimum.of(task, 20, 2))
                    .withMessageStartingWith("DepthOptimum: task must be subspaces of one dimension");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DepthOptimum.of(CASE_1, 20, 13))
                .withMessage("DepthOptimum: layers must be 1 to 12, got 13");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DepthOptimum.tied(CASE_1, 0, 2))
                .withMessage("DepthOptimum: L must be >= 1, got 0");
    }

    /** The law takes the depth of the layer that it is asked about. */
    @Test
    void law() {
        AttentionLayer linear = AttentionLayer.linear(16).scalar();
        Conditions at = Conditions.of(CASE_1).L(20);
        assertThat(KnownLaw.DEPTH_LOSS.at(at.layer(linear)) / 16).isCloseTo(.440476, within(5e-7));
        assertThat(KnownLaw.DEPTH_LOSS.at(at.layer(linear.trainedScales())) / 16)
                .isCloseTo(.440476, within(5e-7));
        assertThat(KnownLaw.DEPTH_LOSS.at(at.layer(LayerStack.of(linear.trainedScales(), 2))) / 16)
                .isCloseTo(.395272, within(5e-7));
        assertThat(KnownLaw.DEPTH_LOSS.at(at.layer(LayerStack.tied(linear.trainedScales(), 2))) / 16)
                .isCloseTo(.448314, within(5e-7));
        LayerStack two = LayerStack.of(linear.trainedScales(), 2);
        assertThat(KnownLaw.DEPTH_LOSS.at(at.layer(two.moving(Mask.FULL))) / 16).isCloseTo(.377517, within(5e-7));
        assertThat(KnownLaw.DEPTH_LOSS.at(at.layer(
                                LayerStack.tied(linear.trainedScales(), 2).moving(Mask.FULL)))
                        / 16)
                .isCloseTo(.457133, within(5e-7));
        for (Attention other : List.of(
                two.moving(Mask.CAUSAL),
                two.mlp(4),
                LayerStack.of(linear, 3).moving(Mask.FULL),
                AttentionLayer.softmax(16),
                linear.full(),
                linear.normalised(),
                LayerStack.of(AttentionLayer.softmax(16), 2))) {
            assertThatIllegalArgumentException().isThrownBy(() -> KnownLaw.DEPTH_LOSS.at(at.layer(other)));
        }
    }

    private static double[] squares(PromptSet prompts, Attention layer) {
        double[] estimates = layer.estimate(prompts);
        double[] squares = new double[prompts.size()];
        for (int k = 0; k < estimates.length; k++) {
            double error = estimates[k] - prompts.targets()[k];
            squares[k / prompts.n()] += error * error;
        }
        return squares;
    }
}
