package icd.workbench.figures;

import icd.task.Outline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of outlines that consist of lines: flat spaces of one dimension, circles and ellipses. Other outlines have none. */
final class OutlineLines {

    private static final int ROUND = 96;

    private final List<double[]> points = new ArrayList<>();

    private OutlineLines() {}

    /**
     * Returns points in n dimensions, with points of NaN between lines.
     *
     * @param reach how far a straight line goes from its centre
     */
    static List<double[]> of(List<Outline> shapes, double reach) {
        OutlineLines lines = new OutlineLines();
        for (Outline shape : shapes) {
            if (shape.isFlat() && shape.axes().size() == 1) {
                lines.add(shape, -reach, 0);
                lines.add(shape, reach, 0);
            } else if (!shape.isFlat() && shape.axes().size() == 2) {
                lines.round(shape);
            }
        }
        return lines.points;
    }

    private void round(Outline shape) {
        double[] lengths = shape.lengths();
        for (int k = 0; k <= ROUND; k++) {
            double angle = 2 * Math.PI * k / ROUND;
            add(shape, lengths[0] * StrictMath.cos(angle), lengths[1] * StrictMath.sin(angle));
        }
        double[] gap = new double[shape.centre().length];
        Arrays.fill(gap, Double.NaN);
        points.add(gap);
    }

    private void add(Outline shape, double alongFirst, double alongLast) {
        double[] u = shape.axes().getFirst();
        double[] v = shape.axes().getLast();
        double[] point = shape.centre().clone();
        for (int i = 0; i < point.length; i++) {
            point[i] = point[i] + alongFirst * u[i] + alongLast * v[i];
        }
        points.add(point);
    }
}
