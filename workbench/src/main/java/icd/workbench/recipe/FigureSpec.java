package icd.workbench.recipe;

import icd.describe.Describe;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A figure that a run draws from its trials. */
@Describe("a figure to draw")
public sealed interface FigureSpec {

    /** Names the files of the figure. */
    @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
    String name();

    /** The cases it names. */
    default List<String> cases() {
        return List.of();
    }

    /** Loss curves per case: MSE/n against epoch, mean and range over seeds, with the baselines. */
    @Describe("loss curves per case: MSE/n against epoch, mean and range over seeds, with the baselines")
    record Training(String name) implements FigureSpec {}

    /** Initial and final weight matrices as heat maps. */
    @Describe("initial and final weight matrices as heat maps")
    record Weights(String name) implements FigureSpec {}

    /** Weight matrices at chosen epochs as heat maps. */
    @Describe(
            "weight matrices at epochs that training.keep keeps, as heat maps: a row for each matrix, a column for each epoch")
    record WeightsOverTime(
            String name,

            @Describe(
                    value = "epochs to show, 0 for before training; none for all that are kept",
                    min = 0,
                    byDefault = "[]")
            List<Integer> epochs,

            @Describe(
                    value =
                            "which trials: case, model, an axis such as data.L; of one case and model the first is shown",
                    byDefault = "{}")
            SequencedMap<String, String> at)
            implements FigureSpec {

        /** Copies the list and the map, in its order. */
        public WeightsOverTime {
            epochs = List.copyOf(epochs);
            at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
        }
    }

    /** How the weights grow: diagonals, the rest, and alpha beta. */
    @Describe(
            "means of the diagonals, off-diagonal rms and alpha beta at the epochs that training.keep keeps, per case")
    record WeightCurves(String name) implements FigureSpec {}

    /** Each claim's measured number beside what was expected of it, in units of what is allowed. */
    @Describe("each claim's measured number beside what was expected of it, in units of what is allowed")
    record Claims(String name) implements FigureSpec {}

    /** Measured values against a coordinate. */
    @Describe("measured values against a coordinate: a line for each series, mean and range, with what theory says")
    record Curves(
            String name,

            @Describe("the horizontal axis: a coordinate that is a number")
            CurveAxis x,

            @Describe(
                    value = "the coordinate of which each value is a line of its own",
                    pattern = "[A-Za-z][A-Za-z0-9_.]*",
                    patternSays = "the name of a coordinate",
                    byDefault = "model")
            String series,

            @Describe(value = "what the legend calls the series; none for its name", byDefault = "''")
            String seriesLabel,

            @Describe("panels, from left to right and down") List<CurvePanel> panels,

            @Describe(value = "panels beside each other; 0 for all", min = 0, byDefault = "0")
            int columns,

            @Describe(
                    value = "width in mm: 171 is the text width of a two-column paper, 84 a column",
                    above = 40,
                    max = 2000,
                    byDefault = "171")
            double width)
            implements FigureSpec {

        /** Copies the list. */
        public Curves {
            panels = List.copyOf(panels);
        }
    }

    /** The loss of scaled identities over beta and alpha as contours, a panel for each case. */
    @Describe(
            "the loss over beta and alpha as contours, a panel for each case, with minimum, layer and heuristic marked")
    record LossLandscape(
            String name,

            @Describe(value = "name of the evaluation it shows", byDefault = "loss_landscape")
            String evaluation)
            implements FigureSpec {}

    /** Prompts as points in the plane or in space. */
    @Describe(
            "prompts as points, a panel for each case with n = 2 or 3: context, query, target, subspace, sphere or centres")
    record DrawnPrompts(
            String name,

            @Describe(
                    value = "which cases; none for all that have an evaluation of kind drawn_prompts",
                    byDefault = "[]")
            List<String> cases,

            @Describe(value = "panels in a row", min = 1, byDefault = "3")
            int columns,

            @Describe(
                    value = "width in mm: 171 is the text width of a two-column paper, 84 a column",
                    above = 40,
                    max = 2000,
                    byDefault = "171")
            double width)
            implements FigureSpec {

        /** Copies the list. */
        public DrawnPrompts {
            cases = List.copyOf(cases);
        }
    }

    /** A prompt as the matrix that a layer reads. */
    @Describe(
            "a prompt as the matrix that a layer reads, a row for each case: context, query, and beside them target and estimates")
    record Embedding(
            String name,

            @Describe(
                    value = "which cases; none for all that have an evaluation of kind drawn_prompts",
                    byDefault = "[]")
            List<String> cases,

            @Describe(
                    value = "width in mm: 171 is the text width of a two-column paper, 84 a column",
                    above = 40,
                    max = 2000,
                    byDefault = "171")
            double width)
            implements FigureSpec {

        /** Copies the list. */
        public Embedding {
            cases = List.copyOf(cases);
        }
    }

    /** What the baselines do to a query, and their losses. */
    @Describe(
            "what the baselines do to a query in the plane, and beside it the losses of baselines on subspaces with those of theory")
    record Estimators(
            String name,

            @Describe("the case that is drawn: subspaces with n = 2 and an evaluation of kind drawn_prompts")
            String drawn,

            @Describe("the case whose baselines are measured: subspaces")
            String measured,

            @Describe(
                    value = "width in mm: 171 is the text width of a two-column paper, 84 a column",
                    above = 40,
                    max = 2000,
                    byDefault = "171")
            double width)
            implements FigureSpec {

        @Override
        public List<String> cases() {
            return List.of(drawn, measured);
        }
    }

    /** The energy over the plane, with descents. */
    @Describe(
            "contours of the energy with context tokens and descents, a row for each trial with evaluations of kind drawn_prompts, energy_landscape and trajectories")
    record EnergyLandscape(
            String name,

            @Describe(value = "which cases; none for all that have the evaluations", byDefault = "[]")
            List<String> cases,

            @Describe(value = "a panel for each: after how many steps", min = 1, byDefault = "[1, 50]")
            List<Integer> steps,

            @Describe(
                    value = "width in mm: 171 is the text width of a two-column paper, 84 a column",
                    above = 40,
                    max = 2000,
                    byDefault = "171")
            double width)
            implements FigureSpec {

        /** Copies the lists. */
        public EnergyLandscape {
            cases = List.copyOf(cases);
            steps = List.copyOf(steps);
        }
    }

    /** A transform of the prompts, the weights that undo it, and those learned, as heat maps. */
    @Describe("the transform of the prompts, the weights that undo it, and those learned, as heat maps")
    record Structure(
            String name,

            @Describe(value = "name of the evaluation whose numbers it shows", byDefault = "structure")
            String evaluation)
            implements FigureSpec {}
}
