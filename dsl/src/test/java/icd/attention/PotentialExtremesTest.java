package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Potential.Entmax;
import icd.attention.Potential.Normmax;
import icd.attention.Potential.Softmax;
import icd.math.RandomStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Potentials whose weights are probabilities at exponents next to 1 and far from it, at scores of every size, against the definition in fifty digits: y is
 * right if it meets the conditions of the maximum, and then z.y - Omega(y) is Omega* to twice as many digits as y has.
 */
class PotentialExtremesTest {

    private static final MathContext FIFTY = new MathContext(50);

    private static BigDecimal exp(BigDecimal x) {
        int halvings = Math.max(0, x.precision() - x.scale() + 3) * 4;
        BigDecimal part = x.divide(BigDecimal.TWO.pow(halvings), FIFTY);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k < 60 && term.signum() != 0; k++) {
            term = term.multiply(part, FIFTY).divide(BigDecimal.valueOf(k), FIFTY);
            sum = sum.add(term, FIFTY);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, FIFTY);
        }
        return sum;
    }

    private static BigDecimal log(BigDecimal x) {
        int ten = x.precision() - x.scale();
        BigDecimal y = new BigDecimal(Math.log(x.scaleByPowerOfTen(-ten).doubleValue()) + ten * Math.log(10));
        for (int i = 0; i < 2; i++) { // each triples the digits
            BigDecimal e = exp(y);
            y = y.add(BigDecimal.TWO.multiply(x.subtract(e)).divide(x.add(e), FIFTY), FIFTY);
        }
        return y;
    }

    private static BigDecimal power(BigDecimal x, BigDecimal e) {
        return exp(e.multiply(log(x), FIFTY));
    }

    private static BigDecimal big(double x) {
        return new BigDecimal(x);
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, (a, b) -> a.add(b, FIFTY));
    }

    /** y where it is above 0, scaled to the sum 1 that rounding may have missed. */
    private static List<BigDecimal> simplex(double[] y) {
        List<BigDecimal> support = Arrays.stream(y)
                .filter(p -> p > 0)
                .mapToObj(PotentialExtremesTest::big)
                .toList();
        BigDecimal total = sum(support);
        assertThat(total.doubleValue()).isCloseTo(1, within(1e-14));
        return support.stream().map(p -> p.divide(total, FIFTY)).toList();
    }

    /** Omega of entmax or normmax. */
    private static BigDecimal omega(Potential map, List<BigDecimal> y) {
        return switch (map) {
            case Softmax _ -> sum(y.stream().map(p -> p.multiply(log(p), FIFTY)).toList());
            case Entmax(double a) -> {
                BigDecimal sum = sum(y.stream().map(p -> power(p, big(a))).toList());
                yield sum.subtract(BigDecimal.ONE).divide(big(a).multiply(big(a).subtract(BigDecimal.ONE)), FIFTY);
            }
            case Normmax(double a) -> norm(a, y).subtract(BigDecimal.ONE);
            default -> throw new AssertionError(map);
        };
    }

    private static BigDecimal norm(double a, List<BigDecimal> y) {
        BigDecimal sum = sum(y.stream().map(p -> power(p, big(a))).toList());
        return power(sum, BigDecimal.ONE.divide(big(a), FIFTY));
    }

    /** grad Omega, but for a constant: what scores on the support exceed it by must be one number, and others less than it. */
    private static BigDecimal slope(Potential map, BigDecimal p, BigDecimal norm) {
        return switch (map) {
            case Softmax _ -> log(p);
            case Entmax(double a) -> {
                BigDecimal e = big(a).subtract(BigDecimal.ONE);
                yield power(p, e).divide(e, FIFTY);
            }
            case Normmax(double a) -> power(p.divide(norm, FIFTY), big(a).subtract(BigDecimal.ONE));
            default -> throw new AssertionError(map);
        };
    }

    private static void check(Potential map, double... z) {
        double[] y = new double[z.length];
        double conjugate = map.weigh(z, y);
        String what = map + " of " + Arrays.toString(z) + ": " + Arrays.toString(y);
        List<BigDecimal> p = simplex(y);
        BigDecimal norm = map instanceof Normmax(double a) ? norm(a, p) : BigDecimal.ONE;
        int largest = 0;
        for (int t = 1; t < z.length; t++) {
            largest = z[t] > z[largest] ? t : largest;
        }
        BigDecimal top = slope(map, big(y[largest]), norm);
        // The scale is one rounding of the largest's own slope; next to a = 1 a rounding of 1 - (a-1) is nothing to it.
        double scale = map instanceof Entmax(double a) ? top.doubleValue() * Math.min(1, a - 1) : 1;
        double exponent = map instanceof Entmax(double x) ? x : map instanceof Normmax(double x) ? x : 1;
        BigDecimal product = BigDecimal.ZERO;
        int support = 0;
        for (int t = 0; t < z.length; t++) {
            BigDecimal d = big(z[t]).subtract(big(z[largest]));
            double tolerance = 4e-15 * (1 + exponent / 10) * (scale + Math.abs(d.doubleValue()));
            if (y[t] > 0) {
                BigDecimal off = slope(map, big(y[t]), norm).subtract(top).subtract(d);
                assertThat(off.doubleValue()).as("%s, token %d", what, t).isCloseTo(0, within(tolerance));
                product = product.add(p.get(support++).multiply(big(z[t]), FIFTY), FIFTY);
            } else if (top.add(d).doubleValue() > tolerance) { // within the support, yet less than a double holds
                double e = map instanceof Entmax(double x) ? x - 1 : map instanceof Normmax(double x) ? x - 1 : 0;
                BigDecimal share = e == 0 ? exp(d) : top.add(d).divide(top, FIFTY);
                assertThat(e == 0 ? d.doubleValue() : Math.log(share.doubleValue()) / e)
                        .as(what)
                        .isLessThan(-700);
            }
        }
        double expected = product.subtract(omega(map, p)).doubleValue();
        assertThat(conjugate)
                .as("Omega*, %s", what)
                .isCloseTo(expected, within(4e-16 * Math.max(1, Math.abs(expected))));
    }

    private static List<double[]> scores() {
        List<double[]> scores = new ArrayList<>(List.of(
                new double[] {0.3},
                new double[] {1e300},
                new double[] {-1e-300, 1e-300},
                new double[] {0, 0, 0, 0},
                new double[] {1e6, 1e6, 1e6 - 1e-3, 1e6 - 1},
                new double[] {-2, 0, 0.5, 0.5, 0.5},
                new double[] {0, -1e-9, -1e-3, -0.4},
                new double[] {0, -0.9999999999, -1, -1.0000000001},
                new double[] {0, -1 / 3.0, -1 / 3.0, -0.34},
                new double[] {1.5e308, -1.5e308, 1.5e308},
                new double[] {0, -1e300, -1e-300, -5e-324}));
        RandomStream random = RandomStream.of(3, "scores");
        for (double size : new double[] {1e-8, 1e-2, 1, 30}) {
            double[] z = new double[6];
            for (int t = 0; t < z.length; t++) {
                z[t] = size * random.gaussian();
            }
            scores.add(z);
        }
        return scores;
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                1.0000000000000002,
                1.000000000001,
                1.00001,
                1.01,
                1.1,
                1.2,
                1.25,
                4 / 3.0,
                1.5,
                1.7,
                2,
                2.5,
                3,
                10,
                200,
                1000
            })
    void maximiseWhatTheySay(double a) {
        for (double[] z : scores()) {
            check(new Entmax(a), z);
            check(new Normmax(a), z);
        }
    }

    @Test
    void softmaxToo() {
        for (double[] z : scores()) {
            check(
                    new Softmax(),
                    Arrays.stream(z).map(score -> Math.max(score, -1e300)).toArray());
        }
    }

    /** Omega* of entmax is log-sum-exp and some a - 1, the factor being at most (log m)^2 and |z| squared; all digits at the end. */
    @Test
    void entmaxTendsToLogSumExpInAllDigits() {
        for (double[] z :
                List.of(new double[] {-2, 0, 0.5}, new double[] {0, 0, 0, 0, 0}, new double[] {3, -40, 2.5})) {
            double logSumExp = log(sum(
                            Arrays.stream(z).mapToObj(score -> exp(big(score))).toList()))
                    .doubleValue();
            double[] y = new double[z.length];
            double[] soft = new double[z.length];
            assertThat(new Softmax().weigh(z, soft)).isCloseTo(logSumExp, within(4e-16 * (1 + logSumExp)));
            for (double e : new double[] {1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-14, 0x1p-52}) {
                double conjugate = new Entmax(1 + e).weigh(z, y);
                assertThat(conjugate)
                        .as("a - 1 = %s", e)
                        .isCloseTo(logSumExp, within(10 * e + 4e-16 * (1 + logSumExp)));
                assertThat(y).as("a - 1 = %s", e).containsExactly(soft, within(100 * e + 1e-15));
            }
        }
    }

    /** diag(s) - s s^T / sum s and normmax's second part, in fifty digits from the same y. */
    @ParameterizedTest
    @ValueSource(doubles = {1.000000000001, 1.2, 1.5, 2, 3, 40, 200})
    void theHessianIsThatOfTheSameProbabilities(double a) {
        double[][] probabilities = {
            {0.5, 0.3, 0.2, 0}, {1, 0, 0, 0}, {1 - 1e-9, 1e-9, 0, 0}, {0.25, 0.25, 0.25, 0.25}, {0.6, 0.4, 0, 0}
        };
        double[][] directions = {{1, -2, 0.5, 3}, {1, 1, 1, 1}, {0, 1e-8, 0, 1}, {1e6 + 1, 1e6, 1e6 + 2, 1e6}};
        for (double[] y : probabilities) {
            for (double[] g : directions) {
                for (Potential map : List.of(new Entmax(a), new Normmax(a))) {
                    double[] change = new double[4];
                    map.hessian(null, y, g, change);
                    BigDecimal[] expected = jacobian(map, a, y, g);
                    double largest = 0;
                    for (BigDecimal number : expected) {
                        largest = Math.max(largest, Math.abs(number.doubleValue()));
                    }
                    String what = map + " at " + Arrays.toString(y) + " along " + Arrays.toString(g);
                    for (int t = 0; t < 4; t++) {
                        double exact = expected[t].doubleValue();
                        if (Double.isInfinite(exact)) {
                            assertThat(Double.isFinite(change[t])).as(what).isFalse();
                        } else if (largest < Double.POSITIVE_INFINITY) {
                            assertThat(change[t]).as(what).isCloseTo(exact, within(1e-12 * largest + 1e-40));
                        }
                    }
                }
            }
        }
    }

    private static BigDecimal[] jacobian(Potential map, double a, double[] y, double[] g) {
        BigDecimal[] s = new BigDecimal[y.length];
        BigDecimal e = big(a).subtract(BigDecimal.ONE);
        List<BigDecimal> support = Arrays.stream(y)
                .filter(p -> p > 0)
                .mapToObj(PotentialExtremesTest::big)
                .toList();
        BigDecimal norm = map instanceof Normmax ? norm(a, support) : BigDecimal.ONE;
        BigDecimal[] weights = new BigDecimal[y.length];
        for (int t = 0; t < y.length; t++) {
            BigDecimal p = big(y[t]).divide(sum(support), FIFTY);
            if (y[t] == 0) {
                s[t] = BigDecimal.ZERO;
            } else if (map instanceof Normmax) { // y = w^(1/(a-1)) / W, and w changes as z - y.z
                s[t] = p.divide(e.multiply(power(p.divide(norm, FIFTY), e)), FIFTY);
            } else { // y = ((a-1) z - tau)^(1/(a-1)), and tau is such that the sum stays
                s[t] = power(p, BigDecimal.ONE.subtract(e));
            }
            weights[t] = map instanceof Normmax ? p : s[t];
        }
        BigDecimal total = sum(Arrays.asList(weights));
        BigDecimal[] change = new BigDecimal[y.length];
        for (int t = 0; t < y.length; t++) {
            BigDecimal off = BigDecimal.ZERO; // pair by pair, so that nothing cancels here either
            for (int u = 0; u < y.length; u++) {
                off = off.add(weights[u].multiply(big(g[t]).subtract(big(g[u]))), FIFTY);
            }
            change[t] = s[t].multiply(off).divide(total, FIFTY);
        }
        BigDecimal sum = sum(Arrays.asList(change));
        for (int t = 0; t < y.length && map instanceof Normmax; t++) {
            change[t] = change[t].subtract(sum.multiply(weights[t]), FIFTY);
        }
        return change;
    }

    /** Two tokens next to the edge of the support, where no double tells their scores' threshold from 1. */
    @Test
    void tokensThatAreAlikeStayAlike() {
        for (double a : new double[] {3, 200, 1000}) {
            for (double gap : new double[] {1e-300, 1e-12, 1e-5, 0.3 / (a - 1), 0.999 / (a - 1)}) {
                double[] y = new double[3];
                new Entmax(a).weigh(new double[] {0, -gap, -gap}, y);
                assertThat(y[1]).isEqualTo(y[2]);
                assertThat(y[0] + y[1] + y[2]).isCloseTo(1, within(1e-15));
                assertThat(y[0]).isGreaterThanOrEqualTo(y[1]);
            }
        }
    }
}
