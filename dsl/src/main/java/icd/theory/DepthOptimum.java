package icd.theory;

import icd.attention.Architecture.Mask;
import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.LayerStack;
import icd.math.Digits;
import icd.math.LeastAngle;
import icd.math.WishartMoments;
import icd.task.Subspaces;
import icd.task.Task;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ojalgo.matrix.decomposition.Cholesky;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.scalar.ComplexNumber;

/**
 * The least loss of K layers of linear attention one after another, each with a scalar weight, a skip and a step of its own: what the
 * paper leaves open, whether more layers help.
 *
 * <p>The context stays, so a layer goes from s to {@math (a + b S) s}, {@math S = X X^T / L}, and the stack applies to its query a polynomial
 * p(S) of degree K that is a product of real linear factors. With {@math W = L S / sigma_0^2}, which is Wishart, {@math x~ = x + z} and noise of
 * variance s
 *
 * {@equation
 *   "loss" = d sigma_0^2 - 2 sum_i c_i sigma_0^2 E tr S^i + sum_ij c_i c_j [(sigma_0^2 + s) E tr S^(i+j) + (n - d) s delta_i0 delta_j0],
 * }
 *
 * traces over the subspace, see {@link WishartMoments}. That is least squares for the coefficients {@math c_i}. Its optimum over all polynomials
 * is {@link #bound()}. A stack reaches it where all its roots are real, as those of one and of two layers are wherever it was looked. The best
 * cubic has a pair of complex roots, wherever it was looked; as the loss is convex in the coefficients, the best product of real
 * factors then has a double root: {@math (cos t + sin t S)^2 (a + b S)}, a search over one angle, least squares in a and b. Four and more
 * layers are bounded only: {@link #isBound()}.
 *
 * <p>Tied layers are {@math p = c (cos t + sin t S)^K}, with {@math c &gt;= 0} where K is even: a search over one angle, exact at any depth.
 *
 * <p>Where the context moves too, the second of two layers looks up {@math S' = f S f} with {@math f = a + b S} the first, so that
 * {@math p = c f + e f^3 S}, of degree four: a search over the angle of f, least squares in c and e. That loss has a second valley, in which
 * trainings end too: {@link #movingValleys}. Tied, {@math f = r (cos t + sin t S)} is both layers, {@math p = r^2 cos t f_1 + r^4 sin t f_1^3 S}
 * with {@math f_1 = f/r}: a search over the angle, and at each the best of the roots of a cubic in {@math r^2}.
 *
 * <p>Over weights that are not scalar nothing is said here. (Derived; not in the paper.)
 *
 * @param n ambient dimension
 * @param layers K
 * @param kind what the layers have in common
 * @param loss the least MSE of a stack, summed over coordinates; where {@link #isBound()}, the bound
 * @param bound the least MSE over all polynomials of degree K: for no stack is it less
 * @param factors the skip and step of each layer, steps in the unit {@math 1/"variance"}; empty where only a bound is known
 */
public record DepthOptimum(int n, int layers, Kind kind, double loss, double bound, List<Factor> factors) {

    /** Tells which numbers the layers share, and whether their context moves. */
    public enum Kind {
        /** Nothing. */
        OWN("layers"),
        /** Skip, step and weight. */
        TIED("tied layers"),
        /** The context, which moves as the query does. */
        MOVING("layers with a moving context"),
        /** Skip, step and weight, and the context, which moves. */
        TIED_MOVING("tied layers with a moving context");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Most layers. */
    public static final int MOST = WishartMoments.MOST / 2;

    /** Enough for the normal equations of twelve layers at L = 2^31, whose powers of S differ by 1e-9 from each other. */
    private static final MathContext DIGITS = new MathContext(400);

    /** A coefficient that is smaller than this, relative to another, comes from rounding alone. */
    private static final double ROUNDING = 1e-100;

    /** One layer: the state s goes to (skip + step S) s. */
    public record Factor(double skip, double step) {

        private static Factor at(double angle) {
            return new Factor(Math.cos(angle), Math.sin(angle));
        }

        private Factor times(double number) {
            return new Factor(number * skip, number * step);
        }
    }

    /** Copies the list. */
    public DepthOptimum {
        factors = List.copyOf(factors);
    }

    /** Whether it is known for a task: subspaces of one dimension that stand still, under isotropic noise. */
    public static boolean appliesTo(Task task) {
        return task instanceof Subspaces subspaces
                && !subspaces.isOrdered()
                && subspaces.dimensions().isFixed()
                && subspaces.noise().isIsotropic();
    }

    /**
     * Layers with weights of their own.
     *
     * @param L context length, at least 1
     * @param layers K, from 1 to {@link #MOST}
     * @throws IllegalArgumentException if one is out of range, or {@link #appliesTo} does not hold of the task
     */
    public static DepthOptimum of(Task task, int L, int layers) {
        Problem problem = Problem.of(task, L, layers);
        double[] c = trimmed(problem.coefficients());
        double bound = problem.bound();
        List<Double> roots = realRoots(c);
        if (roots.size() == c.length - 1) {
            return problem.answer(Kind.OWN, layers, bound, product(c[c.length - 1], roots, layers));
        }
        return layers > 3 ? problem.answer(Kind.OWN, layers, bound, List.of()) : problem.ofPower(Kind.OWN, 2, layers);
    }

    /**
     * Layers that share their weights.
     *
     * @param L context length, at least 1
     * @param layers K, from 1 to {@link #MOST}
     * @throws IllegalArgumentException if one is out of range, or {@link #appliesTo} does not hold of the task
     */
    public static DepthOptimum tied(Task task, int L, int layers) {
        Problem problem = Problem.of(task, L, layers);
        return problem.ofPower(Kind.TIED, layers, layers);
    }

    /**
     * Two layers with weights of their own, in which the context moves and each of its tokens sees all.
     *
     * @param L context length, at least 1
     * @throws IllegalArgumentException if L is out of range, or {@link #appliesTo} does not hold of the task
     */
    public static DepthOptimum moving(Task task, int L) {
        Problem problem = Problem.of(task, L, 4);
        return problem.moving(problem.best(DepthOptimum::moved, false));
    }

    /**
     * The least losses of all valleys of two layers with weights of their own and a context that moves, that of {@link #moving} first. The loss
     * is a function of four numbers, two skips and two steps; where all four are at rest, so is the best loss for an angle of the first layer,
     * which is what is searched. Descent from a place in a valley ends in it.
     *
     * @param L context length, at least 1
     * @throws IllegalArgumentException if L is out of range, or {@link #appliesTo} does not hold of the task
     */
    public static List<DepthOptimum> movingValleys(Task task, int L) {
        Problem problem = Problem.of(task, L, 4);
        return LeastAngle.valleys(t -> problem.at(t, moved(t), false).loss).stream()
                .map(t -> problem.moving(problem.at(t, moved(t), false)))
                .toList();
    }

    /** f and f^3 S, of which two layers with a moving context are a sum. */
    private static List<double[]> moved(double t) {
        Factor f = Factor.at(t);
        return List.of(coefficients(List.of(f)), shifted(coefficients(List.of(f, f, f)), 1));
    }

    /**
     * Two layers that share their weights, in which the context moves and each of its tokens sees all.
     *
     * @param L context length, at least 1
     * @throws IllegalArgumentException if L is out of range, or {@link #appliesTo} does not hold of the task
     */
    public static DepthOptimum tiedMoving(Task task, int L) {
        Problem problem = Problem.of(task, L, 4);
        double t = LeastAngle.of(angle -> problem.tiedMoving(angle).loss);
        Angle best = problem.tiedMoving(t);
        Factor each = Factor.at(t).times(Math.sqrt(best.q[0]));
        return problem.answer(Kind.TIED_MOVING, 2, best.loss, List.of(each, each));
    }

    /**
     * Without powers of S that are of no use. There are some where subspaces are all of R^n: the best estimate is then a multiple of the
     * query, and rounding alone gives S anything to do.
     */
    private static double[] trimmed(double[] c) {
        double most = Arrays.stream(c).map(Math::abs).max().orElseThrow();
        int degree = c.length - 1;
        while (degree > 0 && Math.abs(c[degree]) <= ROUNDING * most) {
            degree--;
        }
        return Arrays.copyOf(c, degree + 1);
    }

    private static double[] shifted(double[] coefficients, int by) {
        double[] shifted = new double[coefficients.length + by];
        System.arraycopy(coefficients, 0, shifted, by, coefficients.length);
        return shifted;
    }

    /** Whether {@link #loss()} is a bound that no stack is known to reach. */
    public boolean isBound() {
        return factors.isEmpty();
    }

    /** {@link #loss()} over n. */
    public double msePerDim() {
        return loss / n;
    }

    /** Coefficients of the best polynomial in S, that of {@math S^0} first; empty where only a bound is known. */
    public List<Double> coefficients() {
        if (isBound()) {
            return List.of();
        }
        double[] product = coefficients(factors);
        if (kind == Kind.MOVING || kind == Kind.TIED_MOVING) {
            Factor first = factors.getFirst();
            Factor second = factors.getLast();
            product = shifted(coefficients(List.of(first, first, first)), 1);
            for (int i = 0; i < product.length; i++) {
                product[i] *= second.step;
            }
            product[0] += second.skip * first.skip;
            product[1] += second.skip * first.step;
        }
        return Arrays.stream(product).boxed().toList();
    }

    private static double[] coefficients(List<Factor> factors) {
        double[] product = {1};
        for (Factor factor : factors) {
            double[] next = new double[product.length + 1];
            for (int i = 0; i < product.length; i++) {
                next[i] += factor.skip * product[i];
                next[i + 1] += factor.step * product[i];
            }
            product = next;
        }
        return product;
    }

    /**
     * The stack of least loss, of layers with {@math alpha = beta = 1}.
     *
     * @throws IllegalStateException if only a bound is known
     */
    public Attention layer() {
        if (isBound()) {
            throw new IllegalStateException(
                    "DepthOptimum.layer: at most 3 layers, or tied ones, are known to reach their" + " loss, got "
                            + this);
        }
        Attention[] each = factors.stream()
                .map(factor -> AttentionLayer.linear(n).scalar().trainedScales().scales(factor.skip, factor.step))
                .toArray(Attention[]::new);
        return switch (kind) {
            case OWN -> layers == 1 ? each[0] : LayerStack.of(each);
            case TIED -> LayerStack.tied(each[0], layers);
            case MOVING -> LayerStack.of(each).moving(Mask.FULL);
            case TIED_MOVING -> LayerStack.tied(each[0], 2).moving(Mask.FULL);
        };
    }

    @Override
    public String toString() {
        return Digits.text(
                "%d %s of linear attention: MSE %s %.6g, MSE/n = %.6g%s",
                layers,
                layers == 1 ? "layer with a skip" : kind.words,
                isBound() ? ">=" : "=",
                loss,
                msePerDim(),
                isBound() ? ", a bound that may not be reached" : "");
    }

    /** c (S - r_1) ... (S - r_J) as so many factors whose steps are of one size; those without a root only keep the state. */
    private static List<Factor> product(double leading, List<Double> roots, int layers) {
        return spread(
                leading,
                IntStream.range(0, layers)
                        .mapToObj(i -> i < roots.size() ? new Factor(-roots.get(i), 1) : new Factor(1, 0))
                        .toList());
    }

    /** A number times a product, the number spread over all its factors; its sign goes to each where they are odd, else to the first. */
    private static List<Factor> spread(double number, List<Factor> factors) {
        int count = factors.size();
        double size = Math.pow(Math.abs(number), 1.0 / count);
        return IntStream.range(0, count)
                .mapToObj(i -> factors.get(i).times(i == 0 || count % 2 == 1 ? Math.copySign(size, number) : size))
                .toList();
    }

    /** The real roots of a polynomial, among the eigenvalues of its companion matrix. */
    private static List<Double> realRoots(double[] c) {
        int degree = c.length - 1;
        if (degree == 0) {
            return List.of();
        }
        R064Store companion = R064Store.FACTORY.make(degree, degree);
        for (int i = 0; i < degree; i++) {
            companion.set(i, degree - 1, -c[i] / c[degree]);
            if (i > 0) {
                companion.set(i, i - 1, 1);
            }
        }
        Eigenvalue<Double> eigen = Eigenvalue.R064.make(companion, false);
        eigen.decompose(companion);
        return eigen.getEigenvalues().stream()
                .filter(root -> Math.abs(root.getImaginary()) <= 1e-12 * root.norm())
                .map(ComplexNumber::getReal)
                .toList();
    }

    /** The best sum of q_j times polynomials that an angle t decides. */
    private record Angle(double t, double[] q, double loss) {}

    /**
     * The quadratic c^T A c - 2 c.b + d sigma_0^2 in coefficients of S / sigma_0^2.
     *
     * @param exact A, and b in the column behind it
     * @param A the same, rounded
     * @param b the same, rounded
     */
    private record Problem(Subspaces task, BigDecimal[][] exact, R064Store A, double[] b) {

        static Problem of(Task task, int L, int layers) {
            if (!appliesTo(task)) {
                throw new IllegalArgumentException(
                        "DepthOptimum: task must be subspaces of one dimension that stand still,"
                                + " under isotropic noise, got " + task);
            }
            if (!(layers >= 1 && layers <= MOST)) {
                throw new IllegalArgumentException("DepthOptimum: layers must be 1 to " + MOST + ", got " + layers);
            }
            if (!(L >= 1)) {
                throw new IllegalArgumentException("DepthOptimum: L must be >= 1, got " + L);
            }
            Subspaces subspaces = (Subspaces) task;
            List<BigInteger> moments = WishartMoments.of(subspaces.d(), L, 2 * layers);
            BigDecimal variance = new BigDecimal(subspaces.variance());
            BigDecimal noise = new BigDecimal(subspaces.noiseVariance());
            BigDecimal[][] exact = new BigDecimal[layers + 1][layers + 2];
            R064Store A = R064Store.FACTORY.make(layers + 1, layers + 1);
            double[] b = new double[layers + 1];
            for (int i = 0; i <= layers; i++) {
                for (int j = 0; j <= layers; j++) {
                    exact[i][j] = variance.add(noise).multiply(trace(moments, i + j, L));
                    if (i + j == 0) {
                        BigDecimal beside = BigDecimal.valueOf(subspaces.n() - subspaces.d());
                        exact[i][j] = exact[i][j].add(beside.multiply(noise));
                    }
                    A.set(i, j, exact[i][j].doubleValue());
                }
                exact[i][layers + 1] = variance.multiply(trace(moments, i, L));
                b[i] = exact[i][layers + 1].doubleValue();
            }
            return new Problem(subspaces, exact, A, b);
        }

        /** E tr (S / sigma_0^2)^k. */
        private static BigDecimal trace(List<BigInteger> moments, int k, int L) {
            return new BigDecimal(moments.get(k)).divide(BigDecimal.valueOf(L).pow(k), DIGITS);
        }

        private double square() {
            return task.d() * task.variance();
        }

        /** A^-1 b, by elimination; A is positive definite. */
        private BigDecimal[] solution() {
            int size = b.length;
            BigDecimal[][] rows = Arrays.stream(exact).map(BigDecimal[]::clone).toArray(BigDecimal[][]::new);
            for (int i = 0; i < size; i++) {
                for (int r = 0; r < size; r++) {
                    BigDecimal share = r == i ? BigDecimal.ZERO : rows[r][i].divide(rows[i][i], DIGITS);
                    for (int c = i; c <= size; c++) {
                        rows[r][c] = rows[r][c].subtract(share.multiply(rows[i][c]), DIGITS);
                    }
                }
            }
            return IntStream.range(0, size)
                    .mapToObj(i -> rows[i][size].divide(rows[i][i], DIGITS))
                    .toArray(BigDecimal[]::new);
        }

        /** The coefficients of least loss. */
        double[] coefficients() {
            return Arrays.stream(solution())
                    .mapToDouble(BigDecimal::doubleValue)
                    .toArray();
        }

        /** Their loss, d sigma_0^2 - b.c. */
        double bound() {
            BigDecimal[] c = solution();
            BigDecimal loss = new BigDecimal(task.variance()).multiply(BigDecimal.valueOf(task.d()));
            for (int i = 0; i < c.length; i++) {
                loss = loss.subtract(exact[i][c.length].multiply(c[i]), DIGITS);
            }
            return loss.doubleValue();
        }

        /** The best f^m q(S), f = cos t + sin t S, as so many layers; a q that is a number has to be >= 0 where even layers are tied. */
        DepthOptimum ofPower(Kind kind, int m, int layers) {
            Angle best = best(
                    t -> IntStream.rangeClosed(0, layers - m)
                            .mapToObj(j -> shifted(DepthOptimum.coefficients(Collections.nCopies(m, Factor.at(t))), j))
                            .toList(),
                    kind == Kind.TIED && m % 2 == 0);
            List<Factor> power = Collections.nCopies(m, Factor.at(best.t));
            return answer(
                    kind,
                    layers,
                    best.loss,
                    m == layers
                            ? spread(best.q[0], power)
                            : Stream.concat(power.stream(), Stream.of(new Factor(best.q[0], best.q[1])))
                                    .toList());
        }

        /**
         * The least loss over t of sums of polynomials, each with a number.
         *
         * @param basis the polynomials' coefficients at an angle
         * @param positive whether the number has to be &gt;= 0
         */
        Angle best(DoubleFunction<List<double[]>> basis, boolean positive) {
            double best = LeastAngle.of(t -> at(t, basis.apply(t), positive).loss);
            return at(best, basis.apply(best), positive);
        }

        DepthOptimum moving(Angle best) {
            return answer(Kind.MOVING, 2, best.loss, List.of(Factor.at(best.t), new Factor(best.q[0], best.q[1])));
        }

        /** The best q = r^2 >= 0 in q cos t f_1 + q^2 sin t f_1^3 S, at rest or 0. */
        Angle tiedMoving(double t) {
            R064Store columns = columns(moved(t));
            MatrixStore<Double> right = columns.transpose().multiply(R064Store.FACTORY.column(b));
            MatrixStore<Double> normal = columns.transpose().multiply(A).multiply(columns);
            double[] by = {Math.cos(t), Math.sin(t)};
            double b1 = by[0] * right.doubleValue(0, 0);
            double b2 = by[1] * right.doubleValue(1, 0);
            double a11 = by[0] * by[0] * normal.doubleValue(0, 0);
            double a12 = by[0] * by[1] * normal.doubleValue(0, 1);
            double a22 = by[1] * by[1] * normal.doubleValue(1, 1);
            double[] slope = {-2 * b1, 2 * a11 - 4 * b2, 6 * a12, 4 * a22};
            Angle best = new Angle(t, new double[1], square());
            for (double q : realRoots(trimmed(slope))) {
                double loss = square() + q * (-2 * b1 + q * (a11 - 2 * b2 + q * (2 * a12 + q * a22)));
                if (q > 0 && loss < best.loss) {
                    best = new Angle(t, new double[] {q}, loss);
                }
            }
            return best;
        }

        private R064Store columns(List<double[]> polynomials) {
            R064Store columns = R064Store.FACTORY.make(b.length, polynomials.size());
            for (int j = 0; j < polynomials.size(); j++) {
                for (int i = 0; i < polynomials.get(j).length; i++) {
                    columns.set(i, j, polynomials.get(j)[i]);
                }
            }
            return columns;
        }

        /** Least squares in the numbers. */
        Angle at(double t, List<double[]> polynomials, boolean positive) {
            R064Store columns = columns(polynomials);
            MatrixStore<Double> right = columns.transpose().multiply(R064Store.FACTORY.column(b));
            if (positive && right.doubleValue(0, 0) < 0) {
                return new Angle(t, new double[1], square());
            }
            MatrixStore<Double> normal = columns.transpose().multiply(A).multiply(columns);
            Cholesky<Double> factors = Cholesky.R064.make(normal);
            factors.decompose(normal);
            double[] q = factors.getSolution(right).toRawCopy1D();
            double gained = 0;
            for (int j = 0; j < q.length; j++) {
                gained += q[j] * right.doubleValue(j, 0);
            }
            return new Angle(t, q, square() - gained);
        }

        /** A loss is below the bound by rounding alone. */
        DepthOptimum answer(Kind kind, int layers, double loss, List<Factor> factors) {
            double bound = bound();
            return new DepthOptimum(
                    task.n(),
                    layers,
                    kind,
                    Math.max(loss, bound),
                    bound,
                    factors.stream()
                            .map(each -> new Factor(each.skip, each.step / task.variance()))
                            .toList());
        }
    }
}
