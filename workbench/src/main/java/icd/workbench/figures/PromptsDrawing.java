package icd.workbench.figures;

import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Figure;
import icd.figure.Line;
import icd.figure.Line3d;
import icd.figure.Mark;
import icd.figure.Mark3d;
import icd.figure.Marker;
import icd.figure.Panel;
import icd.figure.Points;
import icd.figure.Points3d;
import icd.figure.Style;
import icd.figure.View;
import icd.task.Outline;
import icd.task.Task;
import icd.workbench.evaluation.DrawnPrompts;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import java.util.ArrayList;
import java.util.List;

/** The first prompt of each case as points in the plane or in space, with the subspace, sphere or centres it came from. */
final class PromptsDrawing {

    private static final String SUPPORT = "subspace, sphere, or two standard deviations about a centre";
    private static final Style OUTLINE = Style.of(Colour.GREEN).width(0.9);
    private static final Style WIRE = Style.of(Colour.GREEN).width(0.4);
    private static final Style CENTRES =
            Style.of(Colour.BLACK).marker(Marker.PLUS).size(2.4).filled();
    private static final Style NOISE =
            Style.of(Colour.VERMILION).dash(Dash.DASHED).width(0.9);

    private static final View VIEW = new View(-60, 22);

    private final DrawnPromptsFigure spec;

    private PromptsDrawing(DrawnPromptsFigure spec) {
        this.spec = spec;
    }

    static Figure build(DrawnPromptsFigure spec, RunResult run) {
        return new PromptsDrawing(spec).figure(run);
    }

    private Figure figure(RunResult run) {
        Figure figure = Figure.of(
                        spec.name(),
                        "Prompts in the plane and in space: context tokens on a subspace, on a sphere or about the centres of"
                                + " a mixture, and a query that noise has moved away from its target")
                .width(spec.width());
        List<Panel> panels = new ArrayList<>();
        for (FinishedTrial trial : FinishedTrial.with(DrawnPrompts.class, spec.cases(), run)) {
            panels.add(panel(trial));
        }
        return FigureBuilder.grid(figure, panels, Math.min(spec.columns(), panels.size()));
    }

    private static Panel panel(FinishedTrial trial) {
        DrawnPrompt prompt = new DrawnPrompt(trial);
        TrialSpec spec = trial.spec();
        return switch (prompt.n()) {
            case 2 -> flat(prompt, spec);
            case 3 -> deep(prompt, spec);
            default ->
                throw new IllegalArgumentException("case " + trial.result().caseName()
                        + ": a prompt that is drawn as points must have n = 2 or 3, got " + prompt.n()
                        + "; name the cases to draw");
        };
    }

    /** The task in words and dimensions, which are not broken at the end of a line. */
    private static String title(DrawnPrompt prompt, Task task) {
        String says = FigureBuilder.sentence(task.title());
        return (says + ", n = " + prompt.n()).replace(" = ", "\u00a0=\u00a0");
    }

    private static Chart flat(DrawnPrompt prompt, TrialSpec spec) {
        double reach = 1.05 * prompt.reach();
        List<double[]> outline = OutlineLines.of(prompt.outline(spec.promptTask()), reach);
        List<Mark> marks = new ArrayList<>();
        marks.add(new Line(SUPPORT, component(outline, 0), component(outline, 1), OUTLINE));
        double[] x = prompt.token("target");
        double[] query = prompt.token("query");
        marks.add(new Line("noise", new double[] {x[0], query[0]}, new double[] {x[1], query[1]}, NOISE));
        marks.add(points("context tokens", "context", prompt, DrawnPrompt.CONTEXT));
        if (!prompt.tokens("centre").isEmpty()) {
            marks.add(points("centres", "centre", prompt, CENTRES));
        }
        marks.add(points("target", "target", prompt, DrawnPrompt.TARGET));
        marks.add(points("query", "query", prompt, DrawnPrompt.QUERY));
        return new Chart(
                        title(prompt, spec.task()),
                        Axis.of("x_1").range(-reach, reach),
                        Axis.of("x_2").range(-reach, reach),
                        marks)
                .withEqualUnits();
    }

    private static Points points(String label, String role, DrawnPrompt prompt, Style style) {
        return new Points(label, prompt.component(role, 0), prompt.component(role, 1), style);
    }

    private static Chart3d deep(DrawnPrompt prompt, TrialSpec spec) {
        double reach = prompt.reach();
        List<Mark3d> marks = new ArrayList<>(support(prompt, spec.promptTask(), reach));
        double[] x = prompt.token("target");
        double[] query = prompt.token("query");
        marks.add(new Line3d(
                "noise",
                new double[] {x[0], query[0]},
                new double[] {x[1], query[1]},
                new double[] {x[2], query[2]},
                NOISE));
        marks.add(cloud("context tokens", "context", prompt, DrawnPrompt.CONTEXT));
        for (double[] centre : prompt.tokens("centre")) { // each alone, as a cloud grows pale with the distance
            marks.add(new Points3d(
                    "centres", new double[] {centre[0]}, new double[] {centre[1]}, new double[] {centre[2]}, CENTRES));
        }
        marks.add(cloud("target", "target", prompt, DrawnPrompt.TARGET));
        marks.add(cloud("query", "query", prompt, DrawnPrompt.QUERY));
        double edge = 1.05 * prompt.extent();
        return new Chart3d(
                title(prompt, spec.task()),
                Axis.of("x_1").range(-edge, edge),
                Axis.of("x_2").range(-edge, edge),
                Axis.of("x_3").range(-edge, edge),
                VIEW,
                marks,
                true);
    }

    /** Draws planes and spheres as wires, lines and circles as they are. */
    private static List<Mark3d> support(DrawnPrompt prompt, Task task, double reach) {
        List<Outline> shapes = prompt.outline(task);
        List<Mark3d> wires = new ArrayList<>();
        for (Outline shape : shapes) {
            if (shape.isFlat() && shape.axes().size() == 2) {
                double side = 0.7 * reach;
                wires.add(Line3d.plane(
                        "",
                        shape.centre(),
                        scaled(shape.axes().getFirst(), side),
                        scaled(shape.axes().getLast(), side),
                        WIRE));
            } else if (shape.isSphere() && shape.axes().size() == 3) {
                wires.add(Line3d.sphere("", shape.centre(), shape.lengths()[0], WIRE));
            }
        }
        List<double[]> lines = OutlineLines.of(shapes, reach);
        return wires.isEmpty()
                ? List.of(new Line3d("", component(lines, 0), component(lines, 1), component(lines, 2), OUTLINE))
                : wires;
    }

    private static Points3d cloud(String label, String role, DrawnPrompt prompt, Style style) {
        return new Points3d(
                label, prompt.component(role, 0), prompt.component(role, 1), prompt.component(role, 2), style);
    }

    private static double[] component(List<double[]> points, int i) {
        return points.stream().mapToDouble(point -> point[i]).toArray();
    }

    private static double[] scaled(double[] vector, double factor) {
        double[] scaled = vector.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }
}
