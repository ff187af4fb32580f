package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.math.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.matrix.MatrixR064;
import org.ojalgo.matrix.decomposition.QR;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** A shape is where the context tokens of its instance are, in their own coordinates. */
class OutlineTest {

    static List<Task> tasks() {
        Transform shear = Transform.of(
                R064Store.FACTORY.rows(new double[][] {{2, 1, 0}, {0, 1, 0}, {0, 0, 3}}), Transform.Target.OLD);
        return List.of(
                new Subspaces(3, 2),
                new Spheres(3, 2, 1.5, 0.1),
                new Spheres(3, 1, 1.5, 0.1),
                new Mixtures(3, 3).variance(0),
                new Subspaces(3, 1).transformed(shear),
                new Spheres(3, 1, 1.5, 0.1).transformed(shear),
                new Mixtures(3, 3).variance(0).transformed(shear));
    }

    /** x - centre = sum_j c_j a_j by least squares, to rounding; and sum_j (c_j/r_j)^2 = 1 of one shape at least. */
    @ParameterizedTest
    @MethodSource("tasks")
    void tokensAreOnIt(Task task) {
        PromptSet prompts = task.prompts(1, 40, 1);
        List<Outline> shapes = task.outline(prompts.instance(0).landmarks());
        assertThat(shapes).isNotEmpty();
        for (int t = 0; t < 40; t++) {
            MatrixStore<Double> context = prompts.context(0);
            R064Store token = R064Store.wrap(
                    new double[] {context.doubleValue(0, t), context.doubleValue(1, t), context.doubleValue(2, t)});
            assertThat(shapes).anySatisfy(shape -> {
                R064Store axes = R064Store.FACTORY.copy(
                        MatrixR064.FACTORY.columns(shape.axes().toArray(double[][]::new)));
                var offset = token.subtract(R064Store.wrap(shape.centre()));
                QR<Double> qr = QR.R064.make(axes);
                qr.decompose(axes);
                var c = qr.getSolution(offset);
                assertThat(axes.multiply(c).subtract(offset).norm()).isCloseTo(0, within(1e-12));
                double square = 0;
                for (int j = 0; j < shape.axes().size(); j++) {
                    double share = shape.lengths()[j] == 0 ? 0 : c.doubleValue(j) / shape.lengths()[j];
                    assertThat(c.doubleValue(j) == 0 || shape.lengths()[j] > 0 || Math.abs(c.doubleValue(j)) < 1e-12)
                            .isTrue();
                    square += share * share;
                }
                boolean round = !shape.isFlat() && shape.lengths()[0] > 0;
                assertThat(square).isCloseTo(round ? 1 : 0, within(1e-12));
            });
        }
    }

    @Test
    void twoDeviationsAboutEachCentre() {
        Mixtures task = new Mixtures(2, 2).variances(0.25, 4);
        Mixture instance = task.draw(RandomStream.of(1, "mixture"));
        List<Outline> shapes = task.outline(instance.landmarks());
        assertThat(shapes).hasSize(2);
        assertThat(shapes.get(0).lengths()).containsExactly(1, 1);
        assertThat(shapes.get(1).lengths()).containsExactly(4, 4);
        assertThat(shapes.get(1).centre()).containsExactly(instance.centres()[2], instance.centres()[3]);
        assertThat(shapes.get(1)).hasToString("a sphere of 2 axes in R^2");
    }

    @Test
    void aUsersTaskHasNoneUnlessItGivesSome() {
        Task own = Task.of("mine", 2, 1, random -> Instance.of(2, _ -> new double[2]));
        assertThat(own.prompts(1, 1, 1).instance(0).landmarks()).isEmpty();
        assertThat(own.outline(own.prompts(1, 1, 1).instance(0).landmarks())).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outline(new double[2], List.of(), new double[1]))
                .withMessage("Outline: there must be a length for each axis, got 1 lengths of 0 axes");
    }
}
