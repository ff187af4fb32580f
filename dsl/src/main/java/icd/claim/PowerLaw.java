package icd.claim;

import java.util.Locale;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * {@math y = c x^exponent}, fitted by least squares to log y against log x over repeated measurements.
 *
 * <p>With k different x and N measurements in all, the interval is Student's with N - 2 degrees of freedom, for the
 * spread about the line. Whether the points lie on a line at all is another question: lack of fit is F = [spread of the
 * means of the k x about the line / (k - 2)] / [spread of the measurements about those means / (N - k)]. A bent curve
 * has a narrow interval and a large F.
 *
 * <p>Reference: Draper &amp; Smith, Applied Regression Analysis, 3rd ed. 1998, sections 1.4 and 2.1.
 *
 * @param exponent the slope
 * @param halfWidth the half-width of its confidence interval
 * @param lackOfFit F, about 1 for a straight line
 * @param critical the value that F exceeds by chance with probability 1 - confidence
 * @param measurements N
 */
public record PowerLaw(double exponent, double halfWidth, double lackOfFit, double critical, int measurements) {

    /**
     * Fits the law.
     *
     * @param scaling at least three different x, with two or more measurements each
     * @param confidence the confidence of the interval, such as 0.999
     */
    public static PowerLaw fit(Scaling scaling, double confidence) {
        double[] x = scaling.x();
        int k = x.length;
        double[] logX = new double[k];
        double[] mean = new double[k];
        int total = 0;
        double pure = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < k; i++) {
            double[] y = scaling.y()[i];
            logX[i] = StrictMath.log(x[i]);
            for (double value : y) {
                mean[i] += StrictMath.log(value) / y.length;
            }
            for (double value : y) {
                double out = StrictMath.log(value) - mean[i];
                pure += out * out;
            }
            total += y.length;
            sumX += y.length * logX[i];
            sumY += y.length * mean[i];
        }
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < k; i++) {
            double dx = logX[i] - sumX / total;
            xx += scaling.y()[i].length * dx * dx;
            xy += scaling.y()[i].length * dx * (mean[i] - sumY / total);
        }
        double slope = xy / xx;
        double bend = 0;
        for (int i = 0; i < k; i++) {
            double out = mean[i] - sumY / total - slope * (logX[i] - sumX / total);
            bend += scaling.y()[i].length * out * out;
        }
        double deviation = Math.sqrt((pure + bend) / (total - 2) / xx);
        double quantile = TDistribution.of(total - 2).inverseSurvivalProbability((1 - confidence) / 2);
        double critical = FDistribution.of(k - 2, total - k).inverseSurvivalProbability(1 - confidence);
        return new PowerLaw(slope, quantile * deviation, bend / (k - 2) / (pure / (total - k)), critical, total);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "exponent %.4f ± %.4f from %d measurements, lack of fit F = %.2f (critical %.2f)",
                exponent,
                halfWidth,
                measurements,
                lackOfFit,
                critical);
    }
}
