package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.math.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

/** Pictures of digits that are drawn by rule. */
class DigitsTest {

    private static Mixture drawn(Digits task, long seed) {
        return task.draw(RandomStream.of(seed, "digits"));
    }

    /** Ten glyphs of which no two are alike, each whole at all of its places. */
    @Test
    void glyphsAreDifferentAndWhole() {
        Mixture all = drawn(new Digits(), 0);
        assertThat(all.K()).isEqualTo(80);
        List<double[]> centres = all.landmarks().get("centre");
        Set<String> pictures = new HashSet<>();
        for (int c = 0; c < 10; c++) {
            double ink = Arrays.stream(centres.get(8 * c)).sum();
            for (int place = 0; place < 8; place++) {
                double[] picture = centres.get(8 * c + place);
                assertThat(pictures.add(Arrays.toString(picture)))
                        .as("digit %d at place %d", c, place)
                        .isTrue();
                assertThat(Arrays.stream(picture).sum()).isEqualTo(ink);
            }
        }
    }

    @Test
    void eachPromptDrawsItsDigits() {
        Digits task = new Digits().classes(3).shifted(false).variance(0);
        assertThat(drawn(task, 1).K()).isEqualTo(3);
        assertThat(drawn(task, 1).centres()).isNotEqualTo(drawn(task, 2).centres());
        Prompt prompt = task.prompt(20, 5);
        double[] token = new double[64];
        for (int i = 0; i < 64; i++) {
            token[i] = prompt.context().doubleValue(i, 7);
        }
        assertThat(prompt.instance().landmarks().get("centre"))
                .anySatisfy(centre -> assertThat(token).containsExactly(centre));
    }

    /** With little noise Bayes finds the picture, with much the mean of all. */
    @Test
    void bayesIsThatOfTheMixture() {
        Mixture digits = drawn(new Digits().classes(2).variance(0), 3);
        R064Store clean = R064Store.wrap(digits.landmarks().get("centre").get(5));
        R064Store found = digits.posteriorMean(clean, Covariance.isotropic(64, 1e-4));
        for (int i = 0; i < 64; i++) {
            assertThat(found.doubleValue(i)).isCloseTo(clean.doubleValue(i), within(1e-9));
        }
        double mean = digits.landmarks().get("centre").stream()
                .mapToDouble(centre -> centre[20])
                .average()
                .orElseThrow();
        assertThat(digits.posteriorMean(clean, Covariance.isotropic(64, 1e9)).doubleValue(20))
                .isCloseTo(mean, within(1e-6));
    }

    @Test
    void responsibilitiesAverageToTheWeights() {
        Mixture digits = drawn(new Digits().classes(2), 4);
        double[] r = new double[digits.K()];
        digits.responsibilities(digits.centres(), 3 * 64, r);
        assertThat(r[3]).isCloseTo(1, within(1e-12));
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Digits(16, 3, true, 0, Noise.isotropic(1)))
                .withMessageContaining("n must be 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Digits().classes(11))
                .withMessageContaining("classes must be between 1 and 10, got 11");
        assertThat(new Digits().classes(3).noiseVariance(.2)).hasToString("digits().classes(3).noiseVariance(0.2)");
    }
}
