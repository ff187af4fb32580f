package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.describe.Schema;
import icd.energy.LayerEnergy;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Scores of every position written out, for weights without any symmetry. */
class PositionedLayerTest {

    private static final int N = 4;
    private static final int L = 21;

    private static PromptSet prompts(Precision precision, int L) {
        return PromptSet.draw(new Subspaces(N, 3, 2, 1), 3, L, precision, 1, "p", Workers.caller());
    }

    private static List<Position> positions() {
        return List.of(
                new Position.Learned(7),
                new Position.Learned(50),
                new Position.Sinusoidal(.6, 30, false),
                new Position.Rotary(30, false),
                new Position.Recency(.15, false));
    }

    private static List<AttentionLayer> blind(RandomStream random) {
        AttentionLayer softmax = AttentionLayer.softmax(N).uniform(random);
        AttentionLayer linear = AttentionLayer.linear(N).uniform(random);
        AttentionLayer cubic = AttentionLayer.polynomial(N, 3).normal(.7, random);
        AttentionLayer exponential = AttentionLayer.exponential(N).uniform(random);
        return List.of(
                softmax,
                linear,
                cubic,
                exponential,
                softmax.full(),
                linear.full().residual(),
                cubic.full());
    }

    @ParameterizedTest
    @EnumSource
    void equations(Precision precision) {
        RandomStream random = RandomStream.of(1, "weights");
        double tolerance = precision == Precision.FLOAT32 ? 2e-4 : 1e-12;
        for (int tokens : new int[] {1, 16, L}) {
            PromptSet prompts = prompts(precision, tokens);
            for (AttentionLayer blind : blind(random)) {
                for (Position position : positions()) {
                    PositionedLayer layer = blind.position(position);
                    if (position instanceof Position.Learned) {
                        layer = layer.with(
                                "positions", matrix(N, layer.matrix("positions").getColDim(), random));
                    }
                    for (Kernel kernel : List.of(Kernel.scalar(), Kernel.simd(), Kernel.ojalgo())) {
                        double[] estimates = new double[prompts.size() * N];
                        layer.estimate(prompts, 0, prompts.size(), estimates, kernel);
                        for (int k = 0; k < prompts.size(); k++) {
                            double[] expected = naive(layer, position, prompts, k);
                            double size = Math.max(
                                    1,
                                    Arrays.stream(expected).map(Math::abs).max().orElseThrow());
                            for (int i = 0; i < N; i++) {
                                assertThat(estimates[k * N + i])
                                        .as("%s, L = %s, %s", layer.name(), tokens, position)
                                        .isCloseTo(expected[i], within(tolerance * size));
                            }
                        }
                    }
                }
            }
        }
    }

    private static R064Store matrix(int rows, int columns, RandomStream random) {
        R064Store matrix = R064Store.FACTORY.make(rows, columns);
        matrix.fillAll(0.0);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, random.uniform(-1, 1));
            }
        }
        return matrix;
    }

    /** The rotation by the place, written as a matrix. */
    private static R064Store rotation(int place, double base) {
        R064Store turn = R064Store.FACTORY.make(N, N);
        for (int i = 0; i < N; i += 2) {
            double angle = place * Math.pow(base, -(double) i / N);
            turn.set(i, i, Math.cos(angle));
            turn.set(i, i + 1, -Math.sin(angle));
            turn.set(i + 1, i, Math.sin(angle));
            turn.set(i + 1, i + 1, Math.cos(angle));
        }
        return turn;
    }

    private static R064Store moved(PositionedLayer layer, Position position, MatrixStore<Double> x, int place, int L) {
        R064Store moved = R064Store.FACTORY.copy(x);
        switch (position) {
            case Position.Rotary rotary -> {
                return R064Store.FACTORY.copy(rotation(place, rotary.base()).multiply(x));
            }
            case Position.Sinusoidal waves -> {
                for (int i = 0; i < N; i++) {
                    double angle = place * Math.pow(waves.base(), -(double) (i - i % 2) / N);
                    moved.add(i, waves.scale() * (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle)));
                }
            }
            case Position.Learned(int reach) -> {
                for (int i = 0; i < N; i++) {
                    moved.add(i, layer.matrix("positions").doubleValue(i, Math.min(L + 1 - place, reach)));
                }
            }
            case Position.Recency _, Position.None _ -> {}
        }
        return moved;
    }

    private static double[] naive(PositionedLayer layer, Position position, PromptSet prompts, int k) {
        int L = prompts.L();
        AttentionLayer blind = layer.layer();
        MatrixStore<Double> query = prompts.query(k);
        R064Store cue = R064Store.FACTORY.copy(layer.keyQuery().multiply(moved(layer, position, query, L + 1, L)));
        int tokens = blind.isFull() ? L + 1 : L;
        double slope = position instanceof Position.Recency recency ? recency.slope() : 0;
        double[] factors = new double[tokens];
        double total = 0;
        double[] weights = new double[tokens];
        for (int t = 0; t < tokens; t++) {
            MatrixStore<Double> token = t < L ? prompts.context(k).column(t) : query;
            double score = moved(layer, position, token, t + 1, L).dot(cue);
            factors[t] = Math.exp(-slope * (L - t));
            weights[t] = switch (blind.potential()) {
                case Potential.Softmax _ -> Math.exp(score) * factors[t];
                case Potential.Exponential _ -> Math.exp(score) * factors[t] / tokens;
                case Potential.Linear _ -> score * factors[t] / tokens;
                default -> score * score * factors[t] / tokens;
            };
            total += weights[t];
        }
        R064Store sum = R064Store.FACTORY.make(N, 1);
        for (int t = 0; t < tokens; t++) {
            MatrixStore<Double> token = t < L ? prompts.context(k).column(t) : query;
            double weight = blind.potential() instanceof Potential.Softmax ? weights[t] / total : weights[t];
            for (int i = 0; i < N; i++) {
                sum.add(i, weight * token.doubleValue(i));
            }
        }
        MatrixStore<Double> estimate = layer.projectionValue().multiply(sum);
        return (blind.isResidual() ? estimate.add(query) : estimate).toRawCopy1D();
    }

    /** At a slope, a scale or vectors of 0 a layer is the blind one; rotations by the same angle everywhere are none. */
    @Test
    void withoutEffectItIsTheBlindLayer() {
        PromptSet prompts = prompts(Precision.FLOAT64, L);
        for (AttentionLayer blind : blind(RandomStream.of(2, "weights"))) {
            double[] expected = blind.estimate(prompts);
            PositionedLayer rotary = blind.rotary().trained();
            for (Attention same : List.of(
                    blind.recency(0),
                    blind.position(new Position.Sinusoidal(0, 10, false)),
                    blind.learnedPositions(3).with("positions", R064Store.FACTORY.make(N, 4)),
                    rotary.with("frequencies", R064Store.FACTORY.make(2, 1)))) {
                assertThat(same.estimate(prompts)).as(same.name()).containsExactly(expected, within(1e-12));
            }
        }
    }

    /** What is trained of a position begins at what is not, and gives the same. */
    @Test
    void trainedBeginsWhereFixedIs() {
        PromptSet prompts = prompts(Precision.FLOAT64, L);
        for (Position position : positions()) {
            PositionedLayer fixed = AttentionLayer.softmax(N).position(position).identity(1, .4);
            PositionedLayer trained = fixed.trained();
            assertThat(trained.parameters().size())
                    .isEqualTo(fixed.parameters().size() + (position instanceof Position.Learned ? 0 : 1));
            assertThat(trained.estimate(prompts)).containsExactly(fixed.estimate(prompts));
            assertThat(trained.name()).isEqualTo(fixed.name());
            assertThat(trained.with(trained.arrays("_final"), "_final").theta()).containsExactly(trained.theta());
        }
    }

    /** The log-ratio of softmax's weights at tokens and query of 0, and the share of powers. */
    @Test
    void whatIsAddedAndMultiplied() {
        RandomStream random = RandomStream.of(5, "weights");
        PromptSet zero =
                PromptSet.of(icd.kernel.TokenStack.of(new double[N * L], 1, N, L), new double[N], new double[N]);
        for (Position position : positions()) {
            PositionedLayer softmax =
                    AttentionLayer.softmax(N).position(position).uniform(random);
            double[] weights = softmax.tokenWeights(zero.prompt(0));
            double[] added = softmax.addedScores(L);
            assertThat(added).hasSize(L);
            for (int k = 1; k <= L; k++) {
                assertThat(Math.log(weights[L - k] / weights[L - 1]))
                        .as("%s", position)
                        .isCloseTo(added[k - 1] - added[0], within(1e-12));
            }
            if (!(position instanceof Position.Rotary)) {
                assertThat(softmax.factors(L)).containsOnly(1);
            }
        }
        double[] falling = AttentionLayer.linear(N).recency(.3).factors(2);
        assertThat(falling).containsExactly(new double[] {Math.exp(-.3), Math.exp(-.6)}, within(1e-15));
        assertThat(AttentionLayer.linear(N).recency(.3).addedScores(2)).containsOnly(0);
        PositionedLayer rotary = AttentionLayer.linear(N).uniform(random).position(new Position.Rotary(30, false));
        for (int k : new int[] {1, 4}) {
            MatrixStore<Double> turned =
                    rotation(7, 30).transpose().multiply(rotary.keyQuery()).multiply(rotation(7 + k, 30));
            double trace = 0;
            for (int i = 0; i < N; i++) {
                trace += turned.doubleValue(i, i);
            }
            assertThat(rotary.factors(4)[k - 1]).isCloseTo(trace / N / rotary.beta(), within(1e-12));
        }
    }

    @Test
    void formsAndWordsGoTogetherInAnyOrder() {
        PositionedLayer late =
                AttentionLayer.softmax(N).scalar().full().recency(.2).trained();
        PositionedLayer early =
                AttentionLayer.softmax(N).recency(.2).trained().scalar().full();
        assertThat(early.parameters()).isEqualTo(late.parameters());
        assertThat(early.name()).isEqualTo(late.name()).isEqualTo("softmax_scalar_full_recency");
        assertThat(early.identity(2, 3).theta()).containsExactly(3, 2, .2);
        assertThat(early.identity(2, 3).residual().normalised()).isInstanceOf(Residual.class);
        assertThat(early)
                .hasToString("softmax_scalar_full_recency attention, n = 4, alpha = 1.000 and beta = 1.000,"
                        + " trained slope = 0.2000");
    }

    @Test
    void kindsAreMadeAndSaidAgain() {
        Schema.Family family = Kinds.family(Position.class);
        assertThat(family.kinds().keySet()).containsExactly("none", "learned", "sinusoidal", "rotary", "recency");
        for (Position position : positions()) {
            Schema.Kind kind = family.of(position).orElseThrow();
            assertThat(kind.make(kind.arguments(position), Map.of())).isEqualTo(position);
            PositionedLayer layer = AttentionLayer.softmax(N).position(position);
            assertThat(Architecture.of(layer, new Initialisation.Uniform())
                            .form(N)
                            .name())
                    .isEqualTo(layer.name());
        }
    }

    @Test
    void whatIsRefused() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> AttentionLayer.softmax(N).position(new Position.None()))
                .withMessageContaining("other than none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerEnergy.of(AttentionLayer.softmax(N).recency(.1)))
                .withMessageContaining("softmax_recency")
                .withMessageContaining("where they stand");
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> new Position.Learned(0));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> new Position.Recency(Double.NaN, true));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> new Position.Rotary(1, true));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> new Position.Sinusoidal(Double.POSITIVE_INFINITY, 10, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.softmax(N).recency(.1).factors(0));
    }
}
