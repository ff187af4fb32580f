package icd.task;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Losses on spheres in forty-digit arithmetic, by formulas that the library does not use: the confluent hypergeometric
 * function for the nearest point, and for Bayes the density of the length of the query, which is that of a noncentral chi
 * variable, summed over equidistant points. R = 1 throughout, z = 1 / (2 sigma_Z^2).
 */
public final class ExactSphere {

    private static final MathContext DIGITS = new MathContext(40);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = new BigDecimal(2);
    private static final BigDecimal PI =
            new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459");

    private ExactSphere() {}

    /**
     * 2 (1 - E cos theta), with E cos theta = sqrt z Gamma((m+1)/2) / Gamma(m/2+1) 1F1(1/2; m/2+1; -z), m = d + 1; at large z
     * by the expansion sum_k (1/2)_k ((1-m)/2)_k / (k! z^k).
     */
    static double nearestPoint(int d, double noise) {
        int m = d + 1;
        BigDecimal z = ONE.divide(TWO.multiply(new BigDecimal(noise)), DIGITS);
        BigDecimal cosine = z.doubleValue() > 20_000
                ? sum(k -> new BigDecimal((k + 0.5) * ((1 - m) / 2.0 + k))
                        .divide(new BigDecimal(k + 1).multiply(z), DIGITS))
                : z.sqrt(DIGITS)
                        .multiply(gammas(m), DIGITS)
                        // Kummer: 1F1(1/2; b; -z) = exp(-z) 1F1(b - 1/2; b; z), of positive terms
                        .multiply(sum(k -> z.multiply(new BigDecimal(0.5 * (m + 1) + k))
                                .divide(new BigDecimal((0.5 * m + 1 + k) * (k + 1)), DIGITS)))
                        .divide(exp(z), DIGITS);
        return TWO.multiply(ONE.subtract(cosine)).doubleValue();
    }

    /** 1 - E A^2 with A the ratio of Bessel functions. */
    static double bayes(int d, double noise) {
        int m = d + 1;
        double a = 1 / Math.sqrt(noise);
        double excess = (m - 1) / (Math.sqrt(a * a + m - 1) + a);
        boolean far = a + excess > 9.9;
        // equidistant in t where nothing lies near 0, in log t where something may
        double step = far ? 0.5 : 0.1 / (1 + a);
        double from = far ? Math.max(excess - 13, 0.5 - a) : -20;
        double to = far ? excess + 13 : Math.log(a + excess + 13);
        BigDecimal mass = BigDecimal.ZERO;
        BigDecimal lost = BigDecimal.ZERO;
        BigDecimal exactA = ONE.divide(new BigDecimal(noise).sqrt(DIGITS), DIGITS);
        for (double u = from; u < to; u += step) {
            BigDecimal t = far ? exactA.add(new BigDecimal(u)) : exp(new BigDecimal(u));
            BigDecimal x = exactA.multiply(t, DIGITS);
            BigDecimal square = t.subtract(exactA).pow(2, DIGITS).divide(TWO, DIGITS);
            BigDecimal bessel = scaled(m / 2.0 - 1, x); // x^-nu e^-x I_nu(x), up to a factor
            BigDecimal next = scaled(m / 2.0, x).multiply(x, DIGITS).divide(new BigDecimal(m), DIGITS);
            BigDecimal ratio = next.divide(bessel, DIGITS);
            BigDecimal scale = far ? exactA.add(new BigDecimal(excess)) : ONE;
            BigDecimal weight = t.divide(scale, DIGITS)
                    .pow(far ? m - 1 : m, DIGITS)
                    .multiply(bessel, DIGITS)
                    .divide(exp(square), DIGITS);
            mass = mass.add(weight, DIGITS);
            lost = lost.add(weight.multiply(ONE.subtract(ratio.multiply(ratio, DIGITS)), DIGITS), DIGITS);
        }
        return lost.divide(mass, DIGITS).doubleValue();
    }

    /** 1 - I_{nu+1}(x) / I_nu(x). */
    public static double oneMinusRatio(double nu, double x) {
        BigDecimal argument = new BigDecimal(x);
        BigDecimal ratio = scaled(nu + 1, argument)
                .multiply(argument, DIGITS)
                .divide(scaled(nu, argument).multiply(new BigDecimal(2 * nu + 2)), DIGITS);
        return ONE.subtract(ratio).doubleValue();
    }

    /**
     * Gamma(nu + 1) (2/x)^nu e^-x I_nu(x): the power series at small x; at large x Hankel's expansion, whose factor is
     * the same for every x but for x^{-nu-1/2}.
     */
    private static BigDecimal scaled(double nu, BigDecimal x) {
        if (x.doubleValue() < 3000) {
            BigDecimal square = x.multiply(x, DIGITS).divide(new BigDecimal(4), DIGITS);
            return sum(k -> square.divide(new BigDecimal((k + 1) * (nu + k + 1)), DIGITS))
                    .divide(exp(x), DIGITS);
        }
        BigDecimal hankel = sum(k -> new BigDecimal((2 * k + 1.0) * (2 * k + 1) - 4 * nu * nu)
                .divide(x.multiply(new BigDecimal(8 * (k + 1))), DIGITS));
        // (2/x)^nu / sqrt(2 pi x) Gamma(nu + 1)
        int twice = (int) Math.round(2 * nu);
        return gamma(twice + 2)
                .multiply(TWO.divide(x, DIGITS).sqrt(DIGITS).pow(twice, DIGITS), DIGITS)
                .multiply(hankel, DIGITS)
                .divide(TWO.multiply(PI).multiply(x, DIGITS).sqrt(DIGITS), DIGITS);
    }

    /** Gamma(twice / 2). */
    private static BigDecimal gamma(int twice) {
        BigDecimal gamma = twice % 2 == 0 ? ONE : PI.sqrt(DIGITS);
        for (int k = twice % 2 == 0 ? 2 : 1; k < twice; k += 2) {
            gamma = gamma.multiply(new BigDecimal(k / 2.0), DIGITS);
        }
        return gamma;
    }

    private static BigDecimal gammas(int m) {
        return gamma(m + 1).divide(gamma(m + 2), DIGITS);
    }

    private interface Quotient {

        /** Term k + 1 over term k. */
        BigDecimal after(int k);
    }

    private static BigDecimal sum(Quotient quotient) {
        BigDecimal sum = ONE;
        BigDecimal term = ONE;
        for (int k = 0; term.abs().compareTo(sum.abs().movePointLeft(38)) > 0; k++) {
            term = term.multiply(quotient.after(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return sum;
    }

    private static BigDecimal exp(BigDecimal x) {
        // e^x = (e^(x / 2^k))^(2^k)
        int halvings = Math.max(0, x.precision() - x.scale()) * 4 + 4;
        BigDecimal small = x.divide(TWO.pow(halvings), DIGITS);
        BigDecimal power = sum(k -> small.divide(new BigDecimal(k + 1), DIGITS));
        for (int k = 0; k < halvings; k++) {
            power = power.multiply(power, DIGITS);
        }
        return power;
    }
}
