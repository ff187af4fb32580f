package icd.theory;

import icd.task.Gaussians;
import icd.task.Subspaces;
import icd.task.Task;
import java.util.OptionalDouble;

/**
 * The level of noise below which samplers that know L tokens alone fall onto one of them. By the random-energy estimate that is where a noisy
 * token tells as much as there are tokens to choose from: the mutual information of a token and its noisy version is ln L. Of Gaussian tokens
 * with variance v along each of m axes it is {@math (m/2) ln(1 + v/sigma^2)}, so that
 *
 * {@equation
 *   sigma_C^2 = v / (L^{2/m} - 1),     "in the time of an Ornstein-Uhlenbeck process" t_C = ln(1 + v/(L^{2/m} - 1)) / 2.
 * }
 *
 * <p>The estimate is asymptotic in m with {@math ln L / m} fixed: at {@math m = 8} it is within 30 % of where a state's own token has half of
 * the weight. (Biroli, Bonnaire, de Bortoli &amp; Mezard 2024; in this form derived here.)
 */
public final class CollapseNoise {

    private CollapseNoise() {}

    /** Whether it is known for a task: Gaussian tokens of one variance along a fixed number of axes, which do not turn. */
    public static boolean appliesTo(Task task) {
        return dimension(task).isPresent();
    }

    /**
     * {@math sigma_C}, a standard deviation.
     *
     * @param L context length, at least 2: one token is all there is to fall onto
     * @throws IllegalArgumentException if L is less, or the task is another
     */
    public static double of(Task task, int L) {
        if (!(L >= 2)) {
            throw new IllegalArgumentException("collapseNoise: L must be >= 2, got " + L);
        }
        double m = dimension(task)
                .orElseThrow(() -> new IllegalArgumentException("collapseNoise: task must have Gaussian tokens of one"
                        + " variance along a fixed number of axes that do not turn, got " + task));
        return Math.sqrt(task.tokenVariance().orElseThrow() / StrictMath.expm1(2 * StrictMath.log(L) / m));
    }

    private static OptionalDouble dimension(Task task) {
        if (task.isOrdered()
                || task.transform().isPresent()
                || task.tokenVariance().isEmpty()) {
            return OptionalDouble.empty();
        }
        return switch (task) {
            case Subspaces subspaces when subspaces.dimensions().isFixed() -> OptionalDouble.of(subspaces.d());
            case Gaussians gaussians -> OptionalDouble.of(gaussians.n());
            default -> OptionalDouble.empty();
        };
    }
}
