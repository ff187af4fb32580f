package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.math.RandomStream;
import icd.task.Transform.Target;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

class TransformTest {

    private static void assertSame(MatrixStore<Double> actual, MatrixStore<Double> expected, double tolerance) {
        for (int i = 0; i < expected.getRowDim(); i++) {
            for (int j = 0; j < expected.getColDim(); j++) {
                assertThat(actual.doubleValue(i, j)).isCloseTo(expected.doubleValue(i, j), within(tolerance));
            }
        }
    }

    @Test
    void randomOnesHaveTheConditionAskedFor() {
        Transform transform = Transform.random(6, 50, Target.OLD, RandomStream.of(1, "transform"));
        SingularValue<Double> values = SingularValue.R064.make(6, 6);
        values.decompose(transform.matrix());
        for (int k = 0; k < 6; k++) {
            assertThat(values.getSingularValues().doubleValue(k)).isCloseTo(Math.pow(50, 0.5 - k / 5.0), within(1e-12));
        }
        assertSame(transform.matrix().multiply(transform.inverse()), R064Store.FACTORY.makeIdentity(6), 1e-13);
        Transform given = Transform.of(transform.matrix(), Target.OLD);
        assertSame(given.inverse(), transform.inverse(), 1e-12);
        assertThat(given).isEqualTo(transform).hasToString("transform of R^6, target in the old coordinates");
        assertThat(Transform.of(transform.matrix(), Target.NEW)).isNotEqualTo(transform);
        assertThat(Transform.random(1, 3, Target.OLD, RandomStream.of(1, "t"))
                        .matrix()
                        .doubleValue(0, 0))
                .isIn(1.0, -1.0); // Haar on R: a sign
    }

    /** Context and query are A times those of the plain task; the target is where it was asked to be. */
    @Test
    void ofWholePrompts() {
        Subspaces task = new Subspaces(5, 2);
        for (Target target : Target.values()) {
            Transform transform = Transform.random(5, 9, target, RandomStream.of(1, "transform"));
            PromptSet plain = task.prompts(4, 6, 3);
            PromptSet transformed = task.transformed(transform).prompts(4, 6, 3);
            R064Store a = transform.matrix();
            for (int k = 0; k < 4; k++) {
                assertSame(transformed.context(k), a.multiply(plain.context(k)), 1e-13);
                assertSame(transformed.query(k), a.multiply(plain.query(k)), 1e-13);
                assertSame(
                        transformed.target(k),
                        target == Target.OLD ? plain.target(k) : a.multiply(plain.target(k)),
                        target == Target.OLD ? 0 : 1e-13);
            }
            assertThat(transformed.task().name()).isEqualTo("transformed_subspaces");
            assertThat(transformed.task().noiseVariance()).isEqualTo(1);
        }
    }

    @Test
    void errors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transform.of(R064Store.FACTORY.make(2, 3), Target.OLD))
                .withMessage("Transform.of: A must be square, got 2 x 3");
        for (double[][] singular : new double[][][] {{{1, 2}, {2, 4}}, {{0, 0}, {0, 0}}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Transform.of(R064Store.FACTORY.rows(singular), Target.OLD))
                    .withMessageStartingWith(
                            "Transform.of: A must be invertible, got a matrix 2 x 2 whose product with its"
                                    + " inverse is off by ");
        }
        Transform transform = Transform.random(3, 2, Target.OLD, RandomStream.of(1, "t"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subspaces(4, 2).transformed(transform))
                .withMessage("Transformed: task and transform must be of one dimension, got n = 4 and n = 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subspaces(3, 2).transformed(transform).transformed(transform))
                .withMessageStartingWith("Transformed: the task must not be transformed already, got ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transform.random(3, 0.5, Target.OLD, RandomStream.of(1, "t")))
                .withMessage("Transform.random: condition must be >= 1 and finite, got 0.5");
    }
}
