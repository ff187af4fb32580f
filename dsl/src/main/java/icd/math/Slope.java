package icd.math;

import java.util.Arrays;

/**
 * The derivative f'(0) of a curve f: R to {@math R^m} by central differences, with an estimate of its error:
 *
 * {@equation
 *   D(h) = (f(h) - f(-h)) / (2 h),     f'(0) = (4 D(h/2) - D(h)) / 3 + O(h^4)     "(Richardson)"
 * }
 *
 * <p>No step is right for every function, so none is assumed. A step is accepted where D(h) and {@math D(h/2)}, and the even parts
 * f(h) + f(-h) - 2 f(0) at both, agree as they must for a smooth function, and where the rounding of f divided by h is small
 * beside f'(0). It is made sixteen times smaller while they disagree, and sixteen times larger while rounding is too large;
 * where no step is accepted, as at a kink, the one of the least estimated error is taken. Steps are powers of two, so that
 * x + h is exact. A usual derivative costs four values of f.
 *
 * <p>Accuracy: about {@math "unit"^(4/5)} of the largest component, twelve digits for float64 and five for float32, where f varies on one
 * length, whatever that is; fewer where f is much larger than its variation.
 *
 * <p>Special cases: values that are not finite count as too large a step; if f(0) is not finite, all is NaN.
 *
 * <p>Holds buffers, so it serves one thread.
 */
public final class Slope {

    /** Relative rounding of a function computed in float64. */
    public static final double UNIT_64 = 0x1p-52;

    /** Relative rounding of a function computed in float32. */
    public static final double UNIT_32 = 0x1p-23;

    /** The ratio of one step to the next, as a power of two. */
    private static final int RUNG = 4;

    /** Steps tried on either side of the first: sixteen to this power is 10^24. */
    private static final int MOST_RUNGS = 20;

    /** Relative error from which a derivative is not to be relied on. */
    private static final double ENOUGH = 1e-3;

    /**
     * Changes of f below this many of its roundings show nothing: disagreement is then rounding, even where f claims
     * too little.
     */
    private static final double BURIED = 64;

    /** Relative error below which a step that is too large still tells the derivative, if roughly. */
    private static final double ROUGHLY = 1e-2;

    /** The first step as a power of two at a point where nothing is known of lengths. */
    private static final int FIRST_OF_ALL = -53;

    private final int m;
    private final double ideal; // step over length that balances the h^4 of truncation and the 1/h of rounding
    private final double rough; // disagreement, relative to the slope, from which a step is too large
    private final double noisy; // rounding, relative to the slope, from which a step is too small
    private final double[] above;
    private final double[] below;
    private final double[] nearAbove;
    private final double[] nearBelow;

    // These variables describe the step tried last.
    private double error;
    private double scale;
    private boolean tooLarge;
    private boolean kept;

    // These variables describe the best step so far.
    private boolean smooth;
    private double bestStep;
    private double least;
    private double leastRelative;
    private boolean known;

    /** A curve through f(0). */
    @FunctionalInterface
    public interface Curve {

        /**
         * f(t).
         *
         * @param value m numbers. Modified.
         * @return the largest error of a component by rounding; {@code unit} times the largest number is usual
         */
        double at(double t, double[] value);
    }

    /**
     * @param m the number of components of f
     * @param unit relative rounding of f
     */
    public Slope(int m, double unit) {
        this.m = m;
        this.ideal = Math.pow(unit, 0.2);
        this.rough = 10 * ideal * ideal;
        this.noisy = 30 * Math.pow(ideal, 4);
        this.above = new double[m];
        this.below = new double[m];
        this.nearAbove = new double[m];
        this.nearBelow = new double[m];
    }

    /**
     * f'(0).
     *
     * @param length a guess at the length over which f varies; 0 where there is none, which costs more values
     * @param smallest the least step that moves the argument by what it says, such as the argument times {@math 2^-49}
     * @param centre f(0), m numbers. Not modified.
     * @param slope f'(0), m numbers. Modified.
     * @return the estimated error of its largest component
     */
    public double of(Curve f, double length, double smallest, double[] centre, double[] slope) {
        if (!Double.isFinite(largest(centre))) {
            Arrays.fill(slope, Double.NaN);
            known = false;
            return Double.NaN;
        }
        int first = length > 0 && length < Double.POSITIVE_INFINITY ? Math.getExponent(ideal * length) : FIRST_OF_ALL;
        int lowest =
                Math.max(Double.MIN_EXPONENT + 2, smallest > 0 ? Math.getExponent(smallest) + 1 : Integer.MIN_VALUE);
        first = Math.clamp(first, lowest, 1000);
        smooth = false;
        least = Double.POSITIVE_INFINITY;
        leastRelative = Double.POSITIVE_INFINITY;
        known = false;
        Arrays.fill(slope, Double.NaN);
        boolean done = attempt(f, first, centre, slope);
        boolean up = !tooLarge;
        boolean rougher = false; // than its unit says, so that smaller steps see nothing but that
        for (int i = 1; !done && tooLarge && !rougher && i <= MOST_RUNGS && first - i * RUNG >= lowest; i++) {
            done = attempt(f, first - i * RUNG, centre, slope);
            rougher = leastRelative < ENOUGH && !kept;
        }
        up |= tooLarge;
        int most = Math.max(first, FIRST_OF_ALL) + MOST_RUNGS * RUNG;
        boolean passed = false; // the length of f
        for (int e = first + RUNG; up && !done && !passed && e <= most; e += RUNG) {
            done = attempt(f, e, centre, slope);
            passed = tooLarge && !kept && (smooth || leastRelative < ROUGHLY);
        }
        return least;
    }

    /**
     * Returns whether the last derivative has at least three digits, beside the change of f over the step by which it
     * was found; or f does not change at all except by rounding, so that the derivative is 0 as far as f can tell.
     */
    public boolean isKnown() {
        return known;
    }

    /**
     * Tries the step 2^exponent, and keeps its slope if its error is the least so far; returns whether it is good
     * enough.
     */
    private boolean attempt(Curve f, int exponent, double[] centre, double[] slope) {
        double h = Math.scalb(1.0, exponent);
        double farNoise = Math.max(f.at(h, above), f.at(-h, below));
        double nearNoise = Math.max(f.at(0.5 * h, nearAbove), f.at(-0.5 * h, nearBelow));
        double noise = Math.max(farNoise, nearNoise);
        double odd = 0;
        double even = 0;
        double change = 0;
        for (int i = 0; i < m; i++) {
            double far = (above[i] - below[i]) / (2 * h);
            double near = (nearAbove[i] - nearBelow[i]) / h;
            double bend = (above[i] - centre[i]) + (below[i] - centre[i]);
            double nearBend = (nearAbove[i] - centre[i]) + (nearBelow[i] - centre[i]);
            odd = larger(odd, near - far);
            even = larger(even, (bend - 4 * nearBend) / h);
            change = larger(change, Math.abs(near) + Math.abs(nearBend) / h);
        }
        scale = change;
        double rounding = 2 * noise / h;
        double disagreement = Math.max(odd, even);
        if (!(Double.isFinite(odd) && Double.isFinite(even) && Double.isFinite(rounding))) {
            error = Double.POSITIVE_INFINITY;
            tooLarge = true;
            kept = false;
            return false;
        }
        boolean buried = change * h <= BURIED * nearNoise; // both of the near values
        tooLarge = !buried && disagreement > rough * scale + 5 * rounding;
        boolean tooSmall = rounding > noisy * scale;
        // Where h^2 is what D(h) and D(h/2) differ by, h^4 is what is left.
        error = rounding + (tooLarge || buried ? disagreement : disagreement * Math.min(1, disagreement / scale));
        double relative = error == 0 ? 0 : error / Math.max(scale, rounding);
        kept = better(relative, h);
        if (kept) {
            bestStep = h;
            smooth = !tooLarge;
            least = error;
            leastRelative = relative;
            known = error <= ENOUGH * scale || change * h <= noise;
            for (int i = 0; i < m; i++) {
                double far = (above[i] - below[i]) / (2 * h);
                double near = (nearAbove[i] - nearBelow[i]) / h;
                slope[i] = near + (near - far) / 3;
            }
        }
        return !tooLarge && !tooSmall;
    }

    /**
     * Returns whether the step tried last is better than the best. The error of a step that is too large is only known
     * beside the slope that it sees, which tends to 0 as steps grow; it counts where it is small, as for a function
     * rougher than its unit says. A smaller step must then be better by much, as it would be by less truncation, and
     * not by luck.
     */
    private boolean better(double relative, double h) {
        boolean trusted = !tooLarge || relative < ROUGHLY;
        boolean bestTrusted = smooth || leastRelative < ROUGHLY;
        if (trusted != bestTrusted) {
            return trusted;
        }
        if (smooth && !tooLarge) {
            return error < least;
        }
        return relative < (trusted && h < bestStep ? leastRelative / 8 : leastRelative);
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = larger(largest, value);
        }
        return largest;
    }

    /** Returns the larger in size; NaN if either is. */
    private static double larger(double size, double value) {
        return Math.max(size, Math.abs(value));
    }

    /**
     * Returns a guess at the length on which a function varies near x along coordinate i: {@math |x_i|}, or the root mean
     * square of x.
     */
    public static double length(double[] x, int from, int n, int i) {
        if (x[from + i] != 0) {
            return Math.abs(x[from + i]);
        }
        double most = 0;
        for (int j = 0; j < n; j++) {
            most = Math.max(most, Math.abs(x[from + j]));
        }
        return most;
    }

    /** Returns the least step from a number that rounding to a relative unit leaves unchanged. */
    public static double smallest(double x, double unit) {
        return 8 * unit * Math.abs(x);
    }

    @Override
    public String toString() {
        return "derivatives of curves in R^" + m + " by central differences";
    }
}
