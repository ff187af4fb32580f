package icd.task;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The moments that determine the loss of linear attention with scaled identities, at any context length. With {@math C = X X^T
 * / L}, {@math M = E x x^T} of the tokens of one instance and {@math c = alpha beta}, the estimate is {@math c C x~} and its loss
 *
 * {@equation
 *   E||c C x~ - x||^2 = "spread" + T (b/a) (1 - a c)^2 + T b c^2 [(a + "noise")(1 + "jitter"/L) - a],
 *   T = E tr M,  b = E tr M^2 / E tr M,  a = E tr M^3 / E tr M^2,
 * }
 *
 * averages over instances: the first two terms are what remains for an endless context without noise. The last is what noise
 * and the finite context add, from {@math E||C x~||^2 = T b (a + "noise")(1 + "jitter"/L)}; it follows from {@math E C^2 = (1 - 1/L) M^2 +
 * E[||x||^2 x x^T]/L}. All terms are positive, so the loss keeps its digits where it is small. (Derived here; not in the paper.)
 *
 * @param square {@math T = E||x||^2}
 * @param gain b, in the units of a variance
 * @param curvature a: the variance along an axis of the tokens' space where it is one for all
 * @param spread {@math T - T b/a}, 0 where all axes of all instances have one variance
 * @param noise {@math E tr(M^2 Sigma_Z) / E tr M^2}: {@math sigma_Z^2} of isotropic noise
 * @param jitter {@math L (E||C x~||^2 / [T b (a + "noise")] - 1)}: d + 1 of subspaces, d of spheres
 * @param ordered where the order of the context tells something, which the numbers above leave out: its axes turn on their way to the query,
 *     or tokens follow one another; empty elsewhere
 */
public record ContextMoments(
        double square,
        double gain,
        double curvature,
        double spread,
        double noise,
        double jitter,
        Optional<OrderedMoments> ordered) {

    /**
     * Axes of one kind along which an instance's tokens vary independently of direction: eigenvectors of M.
     *
     * @param count how many there are, on average over instances
     * @param variance the eigenvalue {@math v &gt; 0}
     * @param noise s, the mean variance of the noise along them
     * @param jitter j, where {@math E[||x||^2 x x^T] - M^2} has the eigenvalue {@math v^2 j} along them: {@math 1 + tr M / v} of Gaussian tokens
     */
    public record Axes(double count, double variance, double noise, double jitter) {}

    /** The moments of instances whose M has these axes. */
    static ContextMoments of(List<Axes> axes) {
        return of(axes, 0);
    }

    /** The moments of instances whose axes turn by an angle a token. */
    static ContextMoments of(List<Axes> axes, double drift) {
        return of(axes, drift == 0 ? Optional.empty() : Optional.of(new TurningMoments(axes, drift)));
    }

    /** The moments of instances whose tokens are alike with these axes, in an order that tells something. */
    static ContextMoments of(List<Axes> axes, Optional<OrderedMoments> ordered) {
        double most = axes.stream().mapToDouble(Axes::variance).max().orElseThrow();
        double scale =
                Math.max(most, axes.stream().mapToDouble(Axes::noise).max().orElseThrow());
        // relative to the largest, as cubes of variances overflow
        ToDoubleFunction<Axes> first = each -> each.count * (each.variance / most);
        ToDoubleFunction<Axes> second = each -> first.applyAsDouble(each) * (each.variance / most);
        ToDoubleFunction<Axes> third =
                each -> second.applyAsDouble(each) * (each.variance / scale + each.noise / scale);
        double curvature = mean(axes, Axes::variance, second);
        double square = 0;
        double spread = 0;
        for (Axes each : axes) {
            double misfit = 1 - each.variance / curvature;
            square += each.count * each.variance;
            spread += each.count * each.variance * misfit * misfit;
        }
        return new ContextMoments(
                square,
                mean(axes, Axes::variance, first),
                curvature,
                spread,
                mean(axes, Axes::noise, second),
                mean(axes, Axes::jitter, third),
                ordered);
    }

    /** A weighted mean, exact where all values are one. */
    private static double mean(List<Axes> axes, ToDoubleFunction<Axes> value, ToDoubleFunction<Axes> weight) {
        double first = value.applyAsDouble(axes.getFirst());
        double sum = 0;
        double total = 0;
        for (Axes each : axes) {
            sum += weight.applyAsDouble(each) * (value.applyAsDouble(each) - first);
            total += weight.applyAsDouble(each);
        }
        return first + sum / total;
    }

    /** The moments after all tokens and all noise are stretched by the root of this factor. */
    ContextMoments stretched(double square) {
        return new ContextMoments(
                square * this.square,
                square * gain,
                square * curvature,
                square * spread,
                square * noise,
                jitter,
                ordered.map(moments -> moments.stretched(square)));
    }
}
