package icd.theory;

import icd.math.Digits;
import icd.task.Task;

/**
 * Gradient flow of the population loss MSE/n over scaled identities, {@math W_PV = alpha I} and {@math W_KQ = beta I}, of linear attention: what
 * training by gradient descent tends to as its rate falls and its prompts grow in number, with t = steps x rate.
 *
 * <p>With {@math B = E[x . C x~]/n}, which is {@math sigma_0^4 d/n} of subspaces, {@math c = alpha beta} and {@math c*} of {@link LinearOptimum}
 *
 * {@equation
 *   d alpha/dt = 2 B (1 - c/c*) beta,   d beta/dt = 2 B (1 - c/c*) alpha,
 * }
 *
 * <p>so that {@math kappa = alpha^2 - beta^2} is conserved (Saxe et al. 2014 for deep linear networks), and {@math p = (alpha + beta)^2} follows
 * the logistic equation {@math dp/dt = (B/c*) (4 c* p - p^2 + kappa^2)}, whose roots are {@math p_+- = 2 c* +- sqrt(4 c*^2 + kappa^2)}:
 *
 * {@equation
 *   (p - p_-)/(p_+ - p) "grows as" e^{lambda t},     lambda = (B/c*) (p_+ - p_-),     c = (p - kappa^2/p) / 4.
 * }
 *
 * <p>For {@math alpha = beta} this is {@math c(t) = c*&#47;(1 + (c*&#47;c_0 - 1) e^{-4 B t})}. From {@math alpha = -beta} the flow goes to 0,
 * which is a saddle, and never leaves.
 *
 * <p>It ends with matrices, whose loss has plateaus of its own; with Adam, whose steps are no gradient; and with few prompts, whose loss is
 * another. (Derived here; not in the paper.)
 *
 * @param n ambient dimension
 * @param optimum over scaled identities, at the context length
 * @param alpha0 {@math alpha} at {@math t = 0}
 * @param beta0 {@math beta} at {@math t = 0}
 */
public record GradientFlow(int n, LinearOptimum optimum, double alpha0, double beta0) {

    /**
     * From these scales.
     *
     * @param L context length, at least 1
     * @throws IllegalArgumentException if L is not positive, the task gives no {@link Task#contextMoments}, or a scale is not finite
     */
    public static GradientFlow of(Task task, int L, double alpha0, double beta0) {
        finite("alpha0", alpha0);
        finite("beta0", beta0);
        return new GradientFlow(task.n(), LinearOptimum.of(task, L, 0), alpha0, beta0);
    }

    private static void finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("gradientFlow: " + name + " must be finite, got " + value);
        }
    }

    /** {@math alpha^2 - beta^2}, which is conserved. */
    public double kappa() {
        return (alpha0 - beta0) * (alpha0 + beta0);
    }

    /** {@math B = E[x . C x~]/n}. Near the optimum of {@math alpha = beta}, {@math c - c*} falls as {@math e^{-4 B t}}. */
    public double speed() {
        return optimum.overlap() / n;
    }

    /**
     * {@math alpha beta} at a time.
     *
     * @param t &gt;= 0: steps of gradient descent on MSE/n, times their rate
     */
    public double productAt(double t) {
        double p = sumSquaredAt(t);
        return p == 0 ? -differenceSquaredAt(t) / 4 : (p - kappa() * kappa() / p) / 4;
    }

    /** {@math alpha} at a time. */
    public double alphaAt(double t) {
        return (sumAt(t) + differenceAt(t)) / 2;
    }

    /** {@math beta} at a time. */
    public double betaAt(double t) {
        return (sumAt(t) - differenceAt(t)) / 2;
    }

    /** The population loss MSE/n at a time. */
    public double lossAt(double t) {
        return optimum.loss(productAt(t)) / n;
    }

    private double sumAt(double t) {
        return Math.copySign(Math.sqrt(sumSquaredAt(t)), alpha0 + beta0);
    }

    private double differenceAt(double t) {
        double sum = sumAt(t);
        return sum == 0 ? Math.copySign(Math.sqrt(differenceSquaredAt(t)), alpha0 - beta0) : kappa() / sum;
    }

    /** p = (alpha + beta)^2, which never changes from 0. */
    private double sumSquaredAt(double t) {
        if (!(t >= 0)) {
            throw new IllegalArgumentException("gradientFlow: t must be >= 0, got " + t);
        }
        double kappa = kappa();
        double product = optimum.product();
        double p = (alpha0 + beta0) * (alpha0 + beta0);
        double high = 2 * product + Math.hypot(2 * product, kappa);
        double low = -kappa * kappa / high;
        double decay = StrictMath.exp(-speed() / product * (high - low) * t);
        double above = p - low;
        return above == 0 ? 0 : (high * above + low * (high - p) * decay) / (above + (high - p) * decay);
    }

    /** (alpha - beta)^2 where alpha = -beta: dq/dt = -(B/c*) q (4 c* + q). */
    private double differenceSquaredAt(double t) {
        double q = (alpha0 - beta0) * (alpha0 - beta0);
        double four = 4 * optimum.product();
        return q == 0 ? 0 : four / ((1 + four / q) * StrictMath.exp(4 * speed() * t) - 1);
    }

    @Override
    public String toString() {
        return Digits.text(
                "gradient flow from alpha = %.4g, beta = %.4g to alpha beta = %.6g; c - c* falls as e^(-%.4g t) at last",
                alpha0,
                beta0,
                optimum.product(),
                2 * speed() * Math.hypot(2 * optimum.product(), kappa()) / optimum.product());
    }
}
