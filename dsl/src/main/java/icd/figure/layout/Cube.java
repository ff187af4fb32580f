package icd.figure.layout;

import icd.figure.Axis;
import icd.figure.Chart3d;
import icd.figure.Mark3d;
import icd.figure.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The box of a three-dimensional chart: what its axes show, and where a point of data lies in projection at scale 1. */
public final class Cube {

    private static final int TICKS = 4;

    /** An edge of the box, between two places {right, up, nearness}. */
    public record Edge(double[] from, double[] to) {

        /** The place at a fraction of the way. */
        public double[] at(double t) {
            return IntStream.range(0, 3)
                    .mapToDouble(k -> from[k] + t * (to[k] - from[k]))
                    .toArray();
        }

        @Override
        public String toString() {
            return "edge from " + Arrays.toString(from) + " to " + Arrays.toString(to);
        }
    }

    /** The middle of the box on a page, and how long 1 is there. */
    public record OnPage(double scale, double middleX, double middleY) {

        public double x(double[] at) {
            return middleX + scale * at[0];
        }

        public double y(double[] at) {
            return middleY - scale * at[1];
        }

        public double length(Edge edge) {
            return scale * Box.length(edge.to[0] - edge.from[0], edge.to[1] - edge.from[1]);
        }
    }

    private final Projection projection;
    private final Ticks[] ticks;
    /** Half the length of each side of the box. */
    private final double[] half;
    /** The sides, -1 or 1 of each axis, on which the eye is. */
    private final int[] near;

    private final double depth;

    public Cube(Chart3d chart) {
        projection = Projection.of(chart.view());
        ticks = new Ticks[] {
            ticks(chart, chart.x(), Mark3d::x), ticks(chart, chart.y(), Mark3d::y), ticks(chart, chart.z(), Mark3d::z)
        };
        double longest =
                Arrays.stream(ticks).mapToDouble(t -> t.high() - t.low()).max().orElseThrow();
        half = Arrays.stream(ticks)
                .mapToDouble(t -> chart.equalUnits() ? (t.high() - t.low()) / longest : 1)
                .toArray();
        near = Arrays.stream(projection.towards())
                .mapToInt(towards -> towards >= 0 ? 1 : -1)
                .toArray();
        depth = corner(near)[2];
    }

    private static Ticks ticks(Chart3d chart, Axis axis, Function<Mark3d, Numbers> values) {
        DoubleStream data = chart.marks().stream().flatMapToDouble(mark -> values.apply(mark).stream());
        return Span.of(axis, data, false).ticks(TICKS, t -> true);
    }

    public Ticks ticks(int axis) {
        return ticks[axis];
    }

    /** Returns where a point of data lies, as {right, up, nearness}; null outside the box. */
    public double[] place(Mark3d mark, int i) {
        double[] at = {mark.x().at(i), mark.y().at(i), mark.z().at(i)};
        for (int k = 0; k < 3; k++) {
            double fraction = ticks[k].fraction(at[k]);
            if (!(fraction >= -1e-9 && fraction <= 1 + 1e-9)) {
                return null;
            }
            at[k] = half[k] * (2 * fraction - 1);
        }
        return projection.of(at[0], at[1], at[2]);
    }

    /** The nearness of the nearest corner; that of the farthest is its negative. */
    double depth() {
        return depth;
    }

    /** The nine edges that do not meet in the nearest corner. */
    public List<Edge> backEdges() {
        List<Edge> edges = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            int b = (axis + 1) % 3;
            int c = (axis + 2) % 3;
            for (int i = -1; i <= 1; i += 2) {
                for (int j = -1; j <= 1; j += 2) {
                    if (i != near[b] || j != near[c]) {
                        int[] sides = new int[3];
                        sides[b] = i;
                        sides[c] = j;
                        edges.add(edge(axis, sides));
                    }
                }
            }
        }
        return edges;
    }

    /**
     * The edge that carries an axis, from its low to its high end: for x and y that of the floor (or ceiling, seen from
     * below) towards the eye, for z the leftmost.
     */
    public Edge axisEdge(int axis) {
        if (axis < 2) {
            return edge(axis, near[0], near[1], -near[2]);
        }
        return edge(2, projection.right()[0] > 0 ? -1 : 1, projection.right()[1] > 0 ? -1 : 1, 0);
    }

    /** The edge along an axis on these sides, -1 or 1, of the other two. */
    private Edge edge(int axis, int... sides) {
        int[] end = sides.clone();
        sides[axis] = -1;
        end[axis] = 1;
        return new Edge(corner(sides), corner(end));
    }

    private double[] corner(int... sides) {
        return projection.of(sides[0] * half[0], sides[1] * half[1], sides[2] * half[2]);
    }

    @Override
    public String toString() {
        return "box of three axes";
    }
}
