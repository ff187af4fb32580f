package icd;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** What {@link Dsl} itself checks; the rest says so where it is made. */
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
}
