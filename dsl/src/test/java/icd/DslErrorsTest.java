package icd;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.energy.Energy;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.MatrixStore;

/** The checks of {@link Dsl} itself; other checks are tested with the classes that make them. */
class DslErrorsTest {

    @Test
    void matrices() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.eigen(Dsl.gaussianMatrix(2, 3, 0)))
                .withMessage("eigen: A must be square, got 2 x 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.trace(Dsl.gaussianMatrix(2, 3, 0)))
                .withMessage("trace: A must be square, got 2 x 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.gaussianMatrix(-1, 3, 0))
                .withMessage("gaussianMatrix: rows and columns must be > 0, got -1 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.signMatrix(1, 0, 0))
                .withMessage("signMatrix: rows and columns must be > 0, got 1 and 0");
        assertThatIllegalArgumentException()
                .isThrownBy(Dsl::matrix)
                .withMessage("matrix: there must be at least one row, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.matrix(Dsl.row(1, 2), Dsl.row(1)))
                .withMessage("matrix: rows must hold at least one number, all as many, got 2 and 1");
    }

    /** Sizes beyond what an array holds would fail within ojAlgo, with negative numbers. */
    @Test
    void absurdSizes() {
        int n = 1_000_000_000;
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> Dsl.identity(n),
                () -> Dsl.gaussianMatrix(n, n, 0),
                () -> Dsl.signMatrix(n, n, 0),
                () -> Dsl.randomOrthogonal(n, 0),
                () -> Dsl.randomInvertible(n, 2, 0),
                () -> Dsl.softmaxAttention(n))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessageContaining("at most 2147483647")
                    .withMessageContaining("1000000000");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.identity(0))
                .withMessage("identity: rows and columns must be > 0, got 0 and 0");
    }

    /** Numbers enough for a product, but no vectors. */
    @Test
    void shapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.dot(Dsl.gaussianMatrix(2, 2, 0), Dsl.vector(1, 2, 3, 4)))
                .withMessage("dot: x and y must be vectors of one length, got 2 x 2 and 4 x 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.inverse(Dsl.gaussianMatrix(2, 3, 0)))
                .withMessage("inverse: A must be square, got 2 x 3");
    }

    /** A state that is too short would be taken for one whose last numbers are 0. */
    @Test
    void statesOfTheWrongLength() {
        MatrixStore<Double> X = Dsl.gaussianMatrix(3, 5, 0);
        for (Energy energy : List.of(
                Dsl.lse(X, 1, 1),
                Dsl.gaussianLse(X, 1),
                Dsl.sphericalHopfield(X, 1),
                Dsl.polynomial(X, 3),
                Dsl.epanechnikov(X, 1, 0.1),
                Dsl.hopfieldFenchelYoung(X, 1, Dsl.sparsemax()),
                Dsl.energy("first", 3, s -> s[0]))) {
            for (double[] s : List.of(new double[2], new double[4])) {
                String message = energy.name() + ": state must hold 3 numbers, got " + s.length;
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> energy.value(s))
                        .withMessage(message);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> energy.terms(s))
                        .withMessage(message);
            }
            assertThatIllegalArgumentException().isThrownBy(() -> Dsl.descent(energy, Dsl.vector(1, 2)));
        }
    }

    /** 1/0 would be an inverse temperature without end. */
    @Test
    void layers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.equation13(4, 0))
                .withMessage("equation13: noiseVariance must be > 0 and finite, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.softmaxAttention(4).identity(Double.NaN, 1))
                .withMessage("Identity: alpha and beta must be finite, got NaN and 1.0");
    }

    @Test
    void numbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.logspace(-2, 2, 5))
                .withMessageContaining("logspace: from and to must be > 0")
                .withMessageContaining("not their exponents, got -2.0 and 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.linspace(0, 1, 0))
                .withMessageContaining("linspace: count must be between 1 and");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.range(0))
                .withMessageContaining("range: there must be between 1 and");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.std(1))
                .withMessage("std: values must be two or more, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.mean(1, Double.NaN))
                .withMessage("mean: values must hold finite numbers, got NaN as number 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.quantile(Dsl.row(1, 2), 50))
                .withMessage("quantile: share must be between 0 and 1, got 50.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsl.times(Dsl.identity(2), Dsl.identity(3)))
                .withMessage("times: A must have as many columns as B has rows, got 2 x 2 and 3 x 3");
    }
}
