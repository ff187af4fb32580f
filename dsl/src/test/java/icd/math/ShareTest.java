package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class ShareTest {

    /** Decimals of one to six digits, against exact arithmetic on their text. */
    @Test
    void isExactForTheDecimalThatWasWritten() {
        RandomStream random = RandomStream.of(1, "shares");
        for (int trial = 0; trial < 20_000; trial++) {
            int places = 1 + random.below(6);
            String text = "0." + String.format("%0" + places + "d", random.below((int) Math.pow(10, places)));
            int count = random.below(100_000);
            BigDecimal exact = new BigDecimal(text).multiply(BigDecimal.valueOf(count));
            double share = Double.parseDouble(text);
            assertThat(Share.floor(share, count))
                    .as("floor %s of %d", text, count)
                    .isEqualTo(exact.intValue());
            assertThat(Share.round(share, count))
                    .as("round %s of %d", text, count)
                    .isEqualTo(exact.setScale(0, RoundingMode.HALF_UP).intValue());
        }
    }

    @Test
    void theNaiveProductIsOffWhereThisIsNot() {
        assertThat((int) (0.29 * 100)).isEqualTo(28);
        assertThat(Share.floor(0.29, 100)).isEqualTo(29);
        assertThat(Math.round(0.145 * 100)).isEqualTo(14);
        assertThat(Share.round(0.145, 100)).isEqualTo(15);
        assertThat(Share.floor(1 / 3.0, 300)).isEqualTo(100);
        assertThat(Share.floor(1, Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Share.floor(0, 5)).isZero();
        assertThat(Share.floor(0.5, 0)).isZero();
    }

    @Test
    void errors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Share.floor(Double.NaN, 3))
                .withMessage("Share: share must be in [0, 1] and count >= 0, got NaN and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Share.round(1.5, -3))
                .withMessage("Share: share must be in [0, 1] and count >= 0, got 1.5 and -3");
    }
}
