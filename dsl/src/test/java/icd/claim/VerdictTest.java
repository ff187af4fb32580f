package icd.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Erratum ERRATUM = new Erratum(0, "the other", "it was the wrong one");

    private static Verdict verdict(boolean erratum, Expectation... measured) {
        return new Claim(
                        "some-claim",
                        "notes",
                        "the one",
                        erratum ? Optional.of(ERRATUM) : Optional.empty(),
                        Equality.monteCarlo(lab -> List.of(measured)),
                        "test",
                        Cost.QUICK)
                .check();
    }

    private static final Estimate HALF = new Estimate(0.5, 0.01);

    @Test
    void holds() {
        Verdict verdict = verdict(false, Expectation.equal("share", HALF, 0.53));
        assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.value()).isEqualTo(0.5);
        assertThat(verdict.error()).isEqualTo(0.01);
        assertThat(verdict.expected()).isEqualTo(0.53);
        assertThat(verdict.toString())
                .contains("some-claim: holds")
                .contains("share = 0.5 ± 0.01, expected 0.53")
                .contains(
                        "1 of 1 as expected to 4 standard errors; the furthest out, by 0.75 of what is allowed: share");
    }

    @Test
    void failsBeyondTheTolerance() {
        Verdict verdict =
                verdict(false, Expectation.equal("first", HALF, 0.5), Expectation.equal("second", HALF, 0.55));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAILS);
        assertThat(verdict.main().what()).isEqualTo("second");
        assertThat(verdict.explanation()).isEqualTo("second = 0.5 ± 0.01, expected 0.55, allowed 0.040");
    }

    @Test
    void failsWithoutNumbers() {
        assertThat(verdict(false, Expectation.equal("nan", Double.NaN, 1)).outcome())
                .isEqualTo(Outcome.FAILS);
        assertThat(verdict(false, Expectation.equal("nan", 1, Double.NaN)).outcome())
                .isEqualTo(Outcome.FAILS);
        assertThat(verdict(false, Expectation.equal("nan", new Estimate(1, Double.NaN), 1))
                        .outcome())
                .isEqualTo(Outcome.FAILS);
        assertThat(verdict(false, Expectation.equal("one of three", new double[] {1, Double.NaN, 3}, new double[] {
                            1, 2, 3
                        }))
                        .outcome())
                .isEqualTo(Outcome.FAILS);
        assertThat(verdict(
                                true,
                                Expectation.equal("right", 1, 1),
                                Expectation.equal("nan", Double.NaN, 1).asPrinted())
                        .outcome())
                .as("NaN refutes nothing")
                .isEqualTo(Outcome.FAILS);
        assertThat(verdict(false).outcome()).isEqualTo(Outcome.FAILS);
    }

    @Test
    void confirmsAnErratumOnlyIfThePrintedFormIsRefuted() {
        Expectation right = Expectation.equal("share", HALF, 0.5);
        Verdict confirmed =
                verdict(true, right, Expectation.equal("share", HALF, 0.7).asPrinted());
        assertThat(confirmed.outcome()).isEqualTo(Outcome.ERRATUM_CONFIRMED);
        assertThat(confirmed.explanation())
                .isEqualTo("share = 0.5 ± 0.01, as printed expected 0.7: refuted; it was the wrong one");
        assertThat(confirmed.main().expected()).isEqualTo(0.5);
        assertThat(verdict(true, right, Expectation.equal("share", HALF, 0.57).asPrinted())
                        .outcome())
                .as("out by less than twice the tolerance")
                .isEqualTo(Outcome.FAILS);
        assertThat(verdict(
                                true,
                                Expectation.equal("share", HALF, 0.6),
                                Expectation.equal("share", HALF, 0.7).asPrinted())
                        .outcome())
                .as("the corrected form fails too")
                .isEqualTo(Outcome.FAILS);
        assertThat(verdict(true, right).outcome())
                .as("printed form not measured")
                .isEqualTo(Outcome.FAILS);
    }

    @Test
    void ordersHaveASide() {
        assertThat(verdict(false, Expectation.above("x", HALF, 0.45)).outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(verdict(false, Expectation.above("x", HALF, 0.47)).outcome()).isEqualTo(Outcome.FAILS);
        assertThat(verdict(false, Expectation.atLeast("x", HALF, 0.53)).outcome())
                .isEqualTo(Outcome.HOLDS);
        assertThat(verdict(false, Expectation.atLeast("x", HALF, 0.55)).outcome())
                .isEqualTo(Outcome.FAILS);
        assertThat(verdict(false, Expectation.atMost("x", HALF, 0.47)).outcome())
                .isEqualTo(Outcome.HOLDS);
        assertThat(verdict(false, Expectation.atMost("x", HALF, 0.45)).outcome())
                .isEqualTo(Outcome.FAILS);
    }

    @Test
    void theWorstElementDecides() {
        Finding worst = Expectation.equal("v", new double[] {1, 2.2, 3}, new double[] {1, 2, 3})
                .worst(0.1, 0);
        assertThat(worst.what()).isEqualTo("v [1]");
        assertThat(worst.allowed()).as("a tenth of the largest").isCloseTo(0.3, within(1e-15));
        assertThat(worst.agrees()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expectation.equal("v", new double[2], new double[3]))
                .withMessage(
                        "Expectation of v: measured, error and expected must be of one length > 0, got 2, 2 and 3");
    }

    @Test
    void numbersReadWell() {
        assertThat(new Estimate(9, 0)).hasToString("9");
        assertThat(new Estimate(0, 0)).hasToString("0");
        assertThat(new Estimate(1234567, 0)).hasToString("1234570");
        assertThat(new Estimate(0.1 + 0.2, 0.0123)).hasToString("0.3 ± 0.012");
        assertThat(new Estimate(2.5e-17, 0)).hasToString("2.5e-17");
        assertThat(new Estimate(Double.NaN, 0)).hasToString("NaN");
    }

    private static double position(Expectation expectation) {
        return verdict(false, expectation).furthest().position();
    }

    /** 1 is the limit, whatever the relation: just beyond it a claim fails, just within it holds. */
    @Test
    void positionsHaveOneLimit() {
        for (double out : new double[] {0.03, 0.05}) {
            double place = out / 0.04;
            assertThat(position(Expectation.equal("x", HALF, 0.5 - out))).isCloseTo(place, within(1e-9));
            assertThat(position(Expectation.equal("x", HALF, 0.5 + out))).isCloseTo(-place, within(1e-9));
            assertThat(position(Expectation.atMost("x", HALF, 0.5 - out))).isCloseTo(place, within(1e-9));
            assertThat(position(Expectation.atLeast("x", HALF, 0.5 + out))).isCloseTo(place, within(1e-9));
            assertThat(position(Expectation.above("x", HALF, 0.5 - out))).isCloseTo(2 - place, within(1e-9));
        }
    }

    @Test
    void theFurthestIsNotAPrintedForm() {
        Verdict verdict = verdict(
                true,
                Expectation.equal("near", HALF, 0.5),
                Expectation.equal("far", HALF, 0.52),
                Expectation.equal("printed", HALF, 0.9).asPrinted());
        assertThat(verdict.furthest().what()).isEqualTo("far");
        assertThat(verdict(false).furthest().what()).isEqualTo("nothing");
    }
}
