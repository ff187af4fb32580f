package icd.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.math.RandomStream;
import org.junit.jupiter.api.Test;

class PowerLawTest {

    private static final double[] X = {10, 40, 160, 640};

    private static Scaling law(double exponent, double bend, double noise, int repeats, long seed) {
        RandomStream random = RandomStream.of(seed, "power law");
        double[][] y = new double[X.length][repeats];
        for (int i = 0; i < X.length; i++) {
            for (int r = 0; r < repeats; r++) {
                double log = Math.log(X[i]);
                y[i][r] = Math.exp(1.5 + exponent * log + bend * log * log + noise * random.gaussian());
            }
        }
        return new Scaling(X, y);
    }

    /** Four points by hand: log2 x = 0, 1, 2 with log2 y = 0, 1, 1 twice each, moved by +-d. */
    @Test
    void againstTheTextbookFormulas() {
        double d = 0.1;
        double[] up = {Math.pow(2, d), Math.pow(2, 1 + d), Math.pow(2, 1 + d)};
        double[] down = {Math.pow(2, -d), Math.pow(2, 1 - d), Math.pow(2, 1 - d)};
        PowerLaw law = PowerLaw.fit(
                new Scaling(new double[] {1, 2, 4}, new double[][] {{up[0], down[0]}, {up[1], down[1]}, {up[2], down[2]}
                }),
                0.95);
        assertThat(law.exponent()).isCloseTo(0.5, within(1e-13));
        assertThat(law.measurements()).isEqualTo(6);
        // Residual means -1/6, 1/3, -1/6: lack of fit 2 (1/36 + 1/9 + 1/36) on 1 degree, pure error 6 d^2 on 3.
        double bend = 2 / 6.0;
        double pure = 6 * d * d;
        assertThat(law.lackOfFit()).isCloseTo(bend / (pure / 3), within(1e-10));
        // t_{0.975} with 4 degrees of freedom is 2.776445; sum (x - mean)^2 = 4.
        assertThat(law.halfWidth()).isCloseTo(2.776445 * Math.sqrt((bend + pure) / 4 / 4), within(1e-6));
    }

    /**
     * The share of 95 % intervals that hold the truth is 95 %, to four standard errors, and 5 % of straight lines look
     * bent.
     */
    @Test
    void coverage() {
        int sets = 2000;
        int inside = 0;
        int bent = 0;
        for (int k = 0; k < sets; k++) {
            PowerLaw law = PowerLaw.fit(law(-0.5, 0, 0.4, 6, k), 0.95);
            inside += Math.abs(law.exponent() + 0.5) <= law.halfWidth() ? 1 : 0;
            bent += law.lackOfFit() > law.critical() ? 1 : 0;
        }
        double error = Math.sqrt(0.05 * 0.95 / sets);
        assertThat(inside / (double) sets).isCloseTo(0.95, within(4 * error));
        assertThat(bent / (double) sets).isCloseTo(0.05, within(4 * error));
    }

    private static Outcome outcome(Scaling measured) {
        return Claim.asPrinted(
                        "law", "test", "error ~ 1/sqrt L", Limit.power("L", -0.5, lab -> measured), "test", Cost.QUICK)
                .check()
                .outcome();
    }

    @Test
    void aLimitIsJudgedHonestly() {
        assertThat(outcome(law(-0.5, 0, 0.4, 60, 1))).isEqualTo(Outcome.HOLDS);
        assertThat(outcome(law(-1, 0, 0.4, 60, 1))).isEqualTo(Outcome.FAILS);
        assertThat(outcome(law(-0.5, 0, 3, 5, 1))).as("too wide to tell").isEqualTo(Outcome.FAILS);
        // Bent so that the least-squares slope is -0.5 all the same: the interval alone would not see it.
        double logMean = (Math.log(10) + Math.log(640)) / 2;
        Scaling bent = law(-0.5 - 0.2 * logMean, 0.1, 0.05, 20, 1);
        assertThat(PowerLaw.fit(bent, 0.999).exponent()).isCloseTo(-0.5, within(0.02));
        assertThat(outcome(bent)).isEqualTo(Outcome.FAILS);
    }

    @Test
    void tooLittleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scaling(new double[] {1, 2}, new double[][] {{1, 2}, {1, 2}}))
                .withMessage(
                        "Scaling: there must be at least 3 sizes with at least 2 measurements each, got 2 sizes and"
                                + " [2, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scaling(new double[] {1, 2, 3}, new double[][] {{1, 2}, {1, 0}, {1, 2}}))
                .withMessage("Scaling: sizes and measurements must be > 0 and finite, got 0.0 at 2.0");
    }
}
