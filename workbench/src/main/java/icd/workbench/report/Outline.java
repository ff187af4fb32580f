package icd.workbench.report;

import icd.task.Mixtures;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines that show where the tokens of an instance are: a subspace, a sphere, or circles about the centres of a mixture. */
final class Outline {

    private static final int ROUND = 96;

    /** Standard deviations that a circle about a centre is wide. */
    static final double DEVIATIONS = 2;

    private final DrawnPrompt prompt;
    private final List<double[]> points = new ArrayList<>();

    private Outline(DrawnPrompt prompt) {
        this.prompt = prompt;
    }

    /**
     * As lines in n dimensions, points of NaN between them. A subspace of one dimension is a line, a sphere of one dimension
     * a circle; others are not lines, and have none.
     *
     * @param reach how far a line goes from the origin
     */
    static List<double[]> of(DrawnPrompt prompt, Task task, double reach) {
        Outline outline = new Outline(prompt);
        List<double[]> basis = prompt.tokens("basis");
        double[] origin = new double[prompt.n()];
        switch (task) {
            case Subspaces _
            when basis.size() == 1 -> {
                outline.add(origin, basis.getFirst(), -reach, origin, 0);
                outline.add(origin, basis.getFirst(), reach, origin, 0);
            }
            case Spheres s
            when basis.size() == 2 -> outline.circle(origin, basis.getFirst(), basis.getLast(), s.radius());
            case Mixtures m when prompt.n() == 2 -> outline.circles(prompt.tokens("centre"), m);
            default -> {}
        }
        return outline.points;
    }

    private void circles(List<double[]> centres, Mixtures mixtures) {
        for (int a = 0; a < centres.size(); a++) {
            double radius = DEVIATIONS * Math.sqrt(mixtures.varianceOf(a));
            circle(centres.get(a), new double[] {1, 0}, new double[] {0, 1}, radius);
        }
    }

    private void circle(double[] centre, double[] u, double[] v, double radius) {
        for (int k = 0; k <= ROUND; k++) {
            double angle = 2 * Math.PI * k / ROUND;
            add(centre, u, radius * StrictMath.cos(angle), v, radius * StrictMath.sin(angle));
        }
        double[] gap = new double[prompt.n()];
        Arrays.fill(gap, Double.NaN);
        points.add(gap);
    }

    private void add(double[] centre, double[] u, double alongU, double[] v, double alongV) {
        double[] point = new double[prompt.n()];
        for (int i = 0; i < point.length; i++) {
            point[i] = centre[i] + alongU * u[i] + alongV * v[i];
        }
        points.add(point);
    }
}
