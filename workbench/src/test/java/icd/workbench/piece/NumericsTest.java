package icd.workbench.piece;

import static org.assertj.core.api.Assertions.assertThat;

import icd.kernel.Kernel;
import org.junit.jupiter.api.Test;

class NumericsTest {

    /** Kernels whose results have the same bits share pieces; one with an order of its own has other pieces. */
    @Test
    void aKernelThatSumsOtherwiseHasAnIdentityOfItsOwn() {
        String piece = "{n: 4}\n";
        assertThat(Numerics.hash(piece, Kernel.scalar()))
                .isEqualTo(Numerics.hash(piece, Kernel.simd()))
                .isEqualTo(Numerics.hash(piece))
                .isNotEqualTo(Numerics.hash(piece, Kernel.ojalgo()));
        assertThat(Numerics.of(Kernel.simd())).isEqualTo(Integer.toString(Numerics.VERSION));
        assertThat(Numerics.of(Kernel.ojalgo()))
                .isEqualTo(Numerics.VERSION + ", " + Kernel.ojalgo().description());
    }
}
