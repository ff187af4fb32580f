package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import icd.kernel.Precision;
import icd.kernel.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

class PromptSetTest {

    static List<Task> tasks() {
        return List.of(new Subspaces(6, 3, 2, 1), new Spheres(6, 3, 1, 0.1), new Mixtures(6, 4, 1, 0.02, 0.1));
    }

    private static PromptSet draw(Task task, int count, int L, Precision precision, Workers workers) {
        return PromptSet.draw(task, count, L, precision, 5, "prompts", workers);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void promptsDependOnNeitherCountNorThreads(Task task) {
        PromptSet one = draw(task, 100, 21, Precision.FLOAT64, Workers.caller());
        PromptSet fewer = draw(task, 37, 21, Precision.FLOAT64, Workers.caller());
        assertThat(fewer.contexts()).isEqualTo(one.slice(0, 37).contexts());
        assertThat(fewer.queries()).isEqualTo(one.slice(0, 37).queries());
        assertThat(fewer.targets()).isEqualTo(one.slice(0, 37).targets());
        try (Workers three = Workers.of(3)) {
            PromptSet many = draw(task, 100, 21, Precision.FLOAT64, three);
            assertThat(many.contexts()).isEqualTo(one.contexts());
            assertThat(many.queries()).isEqualTo(one.queries());
            assertThat(many.targets()).isEqualTo(one.targets());
        }
        assertThat(task.prompts(100, 21, 5).contexts()).isEqualTo(one.contexts());
        assertThat(java.util.Arrays.stream(one.queries()).distinct().count())
                .as("no two prompts alike")
                .isEqualTo(600);
        PromptSet other = PromptSet.draw(task, 1, 21, Precision.FLOAT64, 5, "fresh prompts", Workers.caller());
        assertThat(other.queries()[0]).isNotEqualTo(one.queries()[0]);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void float32IsFloat64Rounded(Task task) {
        PromptSet wide = draw(task, 20, 21, Precision.FLOAT64, Workers.caller());
        PromptSet narrow = draw(task, 20, 21, Precision.FLOAT32, Workers.caller());
        assertThat(narrow.contexts().data()).isInstanceOf(float[].class);
        for (int k = 0; k < 20; k++) {
            for (int i = 0; i < 6; i++) {
                for (int t = 0; t < 21; t++) {
                    assertThat(narrow.contexts().get(k, i, t))
                            .isEqualTo((float) wide.contexts().get(k, i, t));
                }
                assertThat(narrow.queries()[k * 6 + i]).isEqualTo((float) wide.queries()[k * 6 + i]);
                assertThat(narrow.targets()[k * 6 + i]).isEqualTo((float) wide.targets()[k * 6 + i]);
            }
        }
    }

    /** The noise has the variance asked for in every coordinate, off the subspace too, and nothing to do with the target. */
    @ParameterizedTest
    @MethodSource("tasks")
    void noiseOfQueries(Task task) {
        int count = 40_000;
        PromptSet prompts = draw(task, count, 0, Precision.FLOAT64, Workers.caller());
        double variance = task.noiseVariance();
        for (int i = 0; i < 6; i++) {
            double square = 0;
            double withTarget = 0;
            double target = 0;
            double withNext = 0;
            for (int k = 0; k < count; k++) {
                double x = prompts.targets()[k * 6 + i];
                double z = prompts.queries()[k * 6 + i] - x;
                int next = k * 6 + (i + 1) % 6;
                square += z * z / count;
                withTarget += z * x / count;
                target += x * x / count;
                withNext += z * (prompts.queries()[next] - prompts.targets()[next]) / count;
            }
            assertThat(square).isCloseTo(variance, within(4 * variance * Math.sqrt(2.0 / count)));
            assertThat(withTarget).isCloseTo(0, within(4 * Math.sqrt(variance * target / count)));
            assertThat(withNext).isCloseTo(0, within(4 * variance / Math.sqrt(count)));
        }
    }

    /** E tr (X X^T/L)^2 = sigma_0^4 d (1 + (d + 1)/L): tokens of one prompt share its instance, and are independent. */
    @Test
    void secondMomentsOfContexts() {
        int L = 10;
        PromptSet prompts = new Subspaces(6, 3, 2, 1).prompts(20_000, L, 1);
        double[] c = prompts.secondMoments();
        double sum = 0;
        double square = 0;
        for (int k = 0; k < prompts.size(); k++) {
            double trace = 0;
            for (int ij = k * 36; ij < (k + 1) * 36; ij++) {
                trace += c[ij] * c[ij];
            }
            sum += trace / prompts.size();
            square += trace * trace / prompts.size();
        }
        assertThat(sum).isCloseTo(4 * 3 * (1 + 4.0 / L), within(4 * Math.sqrt((square - sum * sum) / prompts.size())));
        MatrixStore<Double> x = prompts.context(7);
        MatrixStore<Double> moment = x.multiply(x.transpose());
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                assertThat(c[7 * 36 + i * 6 + j]).isCloseTo(moment.doubleValue(i, j) / L, within(1e-13));
            }
        }
        assertThat(prompts.secondMoments()).isSameAs(c);
    }

    @Test
    void viewsAndSlices() {
        PromptSet prompts = new Subspaces(6, 3, 2, 1).prompts(9, 21, 1);
        MatrixStore<Double> context = prompts.context(4);
        assertThat(context.getRowDim()).isEqualTo(6);
        assertThat(context.getColDim()).isEqualTo(21);
        assertThat(context.transpose().getRowDim()).isEqualTo(21);
        PromptSet slice = prompts.slice(4, 6);
        assertThat(slice.size()).isEqualTo(2);
        assertThat(slice.instance(0)).isSameAs(prompts.instance(4));
        for (int i = 0; i < 6; i++) {
            for (int t = 0; t < 21; t++) {
                assertThat(context.doubleValue(i, t))
                        .isEqualTo(prompts.contexts().get(4, i, t));
                assertThat(slice.context(0).doubleValue(i, t)).isEqualTo(context.doubleValue(i, t));
            }
            assertThat(prompts.query(4).doubleValue(i)).isEqualTo(prompts.queries()[24 + i]);
            assertThat(prompts.target(4).doubleValue(i)).isEqualTo(prompts.targets()[24 + i]);
        }
        assertThat(slice.secondMoments())
                .containsExactly(java.util.Arrays.copyOfRange(prompts.secondMoments(), 4 * 36, 6 * 36));

        R064Store query = prompts.query(4); // a copy
        query.set(0, 0, 99.0);
        assertThat(prompts.query(4).doubleValue(0)).isNotEqualTo(99);
        R064Store copy = R064Store.FACTORY.copy(context);
        copy.set(0, 0, 99.0);
        assertThat(context.doubleValue(0, 0)).isNotEqualTo(99);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> context.doubleValue(6, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> context.doubleValue(0, 21));
        assertThat(prompts)
                .hasToString(
                        "9 prompts of 21 tokens in R^6, float64, subspaces(6, 3).variance(2.0).noiseVariance(1.0)");
    }

    /** Prompts know the stream they came from, and a part of it drawn on its own is that part of the whole. */
    @Test
    void partsOfAStreamAreDrawnAlike() {
        Task task = new Subspaces(5, 2, 2, 1);
        PromptSet whole = task.prompts(12, 7, 3);
        PromptSet part = whole.slice(8, 12);
        assertThat(whole.origin()).contains(new PromptSet.Origin(3, "prompts", 0));
        assertThat(part.origin()).contains(new PromptSet.Origin(3, "prompts", 8));
        PromptSet alone = PromptSet.draw(task, 8, 4, 7, Precision.FLOAT64, 3, "prompts", Workers.caller());
        assertThat(alone.contexts()).isEqualTo(part.contexts());
        assertThat(alone.queries()).isEqualTo(part.queries());
        assertThat(alone.targets()).isEqualTo(part.targets());
        assertThat(PromptSet.of(whole.contexts(), whole.queries(), whole.targets())
                        .origin())
                .isEmpty();
    }

    /** 0.145 of 100 is 14.5, rounded up, although 0.145 * 100 is 14.499999999999998. */
    @Test
    void splitsByTheDecimalThatWasWritten() {
        PromptSet hundred = new Subspaces(2, 1).prompts(100, 1, 0);
        assertThat(hundred.split(0.145).train().size()).isEqualTo(15);
        assertThat(hundred.split(0.29).train().size()).isEqualTo(29);
        assertThat(hundred.split(0.8).test().size()).isEqualTo(20);
        assertThat(hundred.split(1e-9).train().size()).isEqualTo(1);
    }
}
