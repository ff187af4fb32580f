package icd.claim;

/**
 * Linear regression in context by one gradient step from zero: {@math y_q = (eta/N) sum_i y_i x_i.x_q}, where {@math y = w.x},
 * {@math w ~ N(0, I)}, and inputs have independent coordinates uniform in [-u, u].
 *
 * <p>With {@math v = u^2/3} and {@math f = u^4/5} the second and fourth moments of a coordinate and
 * {@math b = (f + (d-1) v^2)/N + (1 - 1/N) v^2} the mean of a diagonal entry of {@math (sum x x^T / N)^2}, the loss {@math E(y_q - w.x_q)^2 / 2}
 * is
 *
 * {@equation
 *   (d v / 2) (1 - 2 eta v + eta^2 b),     "least at" eta* = v / b.
 * }
 *
 * <p>Reference: von Oswald et al. 2023, section 3 (the factor 1/2 is theirs); the optimum is derived here.
 *
 * @param d the dimension of the inputs, at least 1
 * @param N the number of examples in context, at least 1
 * @param u the bound of the inputs &gt; 0
 */
public record OneStepRegression(int d, int N, double u) {

    /** @throws IllegalArgumentException if an argument is not positive */
    public OneStepRegression {
        if (!(d >= 1 && N >= 1 && u > 0)) {
            throw new IllegalArgumentException(
                    "OneStepRegression: d, N and u must be positive, got " + d + ", " + N + " and " + u);
        }
    }

    private double variance() {
        return u * u / 3;
    }

    private double secondMomentOfCovariance() {
        double v = variance();
        double fourth = u * u * u * u / 5;
        return (fourth + (d - 1) * v * v) / N + (1 - 1.0 / N) * v * v;
    }

    /** Returns {@math eta*}: 6.0606 for {@math d = N = 10}, {@math u = 1/2}. */
    public double bestStep() {
        return variance() / secondMomentOfCovariance();
    }

    /** Returns the loss after a step of this size. */
    public double loss(double step) {
        double v = variance();
        return 0.5 * d * v * (1 - 2 * step * v + step * step * secondMomentOfCovariance());
    }

    /** Returns the loss at the best step: .206229 for {@math d = N = 10}, {@math u = 1/2}. */
    public double leastLoss() {
        return loss(bestStep());
    }
}
