package icd.task;

import java.util.List;

/**
 * The moments that determine the loss of linear attention with scaled identities where the axes of a context turn by an
 * angle for each token, each axis towards a partner of its own, and the token k steps before the query weighs w_k, sum w = 1. With S = sum_k w_k
 * x_k x_k^T, axes of variance v and noise s along them,
 *
 * {@equation
 *   E x . S x~  = sum_"axes" v^2 sum_k w_k cos^2(k theta)
 *   E||S x~||^2 = sum_"axes" v^2 "jitter" sum_k w_k^2 (v cos^2(k theta) + s)
 *               + sum_"axes" v^2 sum_jk w_j w_k [v cos(j theta) cos(k theta) cos((j-k) theta) + s cos^2((j-k) theta)],
 * }
 *
 * whose double sum is v [(sum w cos^2)^2 + (sum w cos sin)^2] + (s/2) [1 + (sum w cos 2)^2 + (sum w sin 2)^2], of the angles k theta, with theta
 * the angle for each token. (Derived; not in the paper.)
 *
 * @param axes of the instances
 * @param angle by which they turn, a token
 */
record TurningMoments(List<ContextMoments.Axes> axes, double angle) implements OrderedMoments {

    @Override
    public Averages at(Recency recency) {
        double total = recency.total();
        Recency.Sum twice = recency.sum(2 * angle);
        double c2 = twice.cosine() / total;
        double s2 = twice.sine() / total;
        double squares = 1 / recency.effectiveLength();
        double squaresOfCosine = (squares + recency.sumOfSquares(2 * angle).cosine() / total / total) / 2;
        double cosine = (1 + c2) / 2; // sum w cos^2
        double square = 0;
        double overlap = 0;
        double quadratic = 0;
        for (ContextMoments.Axes each : axes) {
            double v = each.variance();
            double s = each.noise();
            square += each.count() * v;
            overlap += each.count() * v * v * cosine;
            quadratic += each.count()
                    * v
                    * v
                    * (each.jitter() * (v * squaresOfCosine + s * squares)
                            + v * (cosine * cosine + s2 * s2 / 4)
                            + s / 2 * (1 + c2 * c2 + s2 * s2));
        }
        return new Averages(square, overlap, quadratic);
    }

    @Override
    public TurningMoments stretched(double square) {
        return new TurningMoments(
                axes.stream()
                        .map(each -> new ContextMoments.Axes(
                                each.count(), square * each.variance(), square * each.noise(), each.jitter()))
                        .toList(),
                angle);
    }

    @Override
    public String toString() {
        return "moments of axes that turn by " + angle + " a token";
    }
}
