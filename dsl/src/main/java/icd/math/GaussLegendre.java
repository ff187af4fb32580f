package icd.math;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Gauss and Legendre's rule: integrates polynomials up to degree 2m - 1 exactly, and functions analytic on the interval to
 * an error that falls exponentially with m.
 *
 * <p>Nodes: the zeros of the Legendre polynomial {@math P_m}, by Newton's method from {@math cos(pi (i + 3/4) / (m + 1/2))}.
 */
public final class GaussLegendre {

    private static final int MOST_PANELS = 1000;

    private final double[] nodes;
    private final double[] weights;

    /**
     * The rule of m nodes.
     *
     * @param m at least 2
     */
    public GaussLegendre(int m) {
        if (!(m >= 2)) {
            throw new IllegalArgumentException("GaussLegendre: m must be >= 2, got " + m);
        }
        nodes = new double[m];
        weights = new double[m];
        for (int i = 0; i < m; i++) {
            double x = StrictMath.cos(Math.PI * (i + 0.75) / (m + 0.5));
            double slope = 0;
            for (int step = 0; step < 20; step++) {
                double last = 1; // P_0, P_1, ..., by the three-term recurrence
                double p = x;
                for (int j = 2; j <= m; j++) {
                    double next = ((2 * j - 1) * x * p - (j - 1) * last) / j;
                    last = p;
                    p = next;
                }
                slope = m * (x * p - last) / (x * x - 1);
                double change = p / slope;
                x -= change;
                if (Math.abs(change) < 1e-16) {
                    break;
                }
            }
            nodes[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    /** Returns the integral of f; f is called at the m nodes, which lie inside the interval. */
    public double integrate(double from, double to, DoubleUnaryOperator f) {
        double half = 0.5 * (to - from);
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            sum = Math.fma(weights[i], f.applyAsDouble(from + half * (1 + nodes[i])), sum);
        }
        return half * sum;
    }

    /**
     * An integral and how far it may be off.
     *
     * @param error sum over the panels of how much the rule's value changed when the panel was halved; the value is that of
     *     the halves, and better where f is smooth
     */
    public record Integral(double value, double error) {}

    /**
     * One node of the rule on an interval.
     *
     * @param at where
     * @param share of it in a mean over the interval; those of all nodes sum to 1
     */
    public record Node(double at, double share) {}

    /** Returns the nodes on an interval, with which the mean of f over it is {@math sum_i "share"_i f("at"_i)}. */
    public List<Node> nodes(double from, double to) {
        return IntStream.range(0, nodes.length)
                .mapToObj(i -> new Node(from + 0.5 * (to - from) * (1 + nodes[i]), 0.5 * weights[i]))
                .toList();
    }

    /** One interval, with the rule's value on it whole and on its halves. */
    private record Panel(double from, double to, double left, double right, double error) {}

    /**
     * Returns the integral of a function that may bend or jump inside the interval: the panel with the largest error is
     * halved until the errors sum to 1e-14 of the integral, or there are 1000 panels.
     */
    public Integral integrateByPanels(double from, double to, DoubleUnaryOperator f) {
        return integrateByPanels(from, to, 1e-14, f);
    }

    /** As {@link #integrateByPanels(double, double, DoubleUnaryOperator)}, until the errors sum to this share of the integral. */
    public Integral integrateByPanels(double from, double to, double tolerance, DoubleUnaryOperator f) {
        PriorityQueue<Panel> panels =
                new PriorityQueue<>(Comparator.comparingDouble(Panel::error).reversed());
        panels.add(panel(from, to, integrate(from, to, f), f));
        Integral sum = sum(panels);
        while (sum.error > tolerance * Math.abs(sum.value) && panels.size() < MOST_PANELS) {
            Panel worst = panels.remove();
            double middle = 0.5 * (worst.from + worst.to);
            panels.add(panel(worst.from, middle, worst.left, f));
            panels.add(panel(middle, worst.to, worst.right, f));
            sum = sum(panels);
        }
        return sum;
    }

    private Panel panel(double from, double to, double whole, DoubleUnaryOperator f) {
        double middle = 0.5 * (from + to);
        double left = integrate(from, middle, f);
        double right = integrate(middle, to, f);
        return new Panel(from, to, left, right, Math.abs(left + right - whole));
    }

    private static Integral sum(Iterable<Panel> panels) {
        double value = 0;
        double error = 0;
        for (Panel panel : panels) {
            value += panel.left + panel.right;
            error += panel.error;
        }
        return new Integral(value, error);
    }

    @Override
    public String toString() {
        return "Gauss-Legendre rule of " + nodes.length + " nodes";
    }
}
