package icd.workbench.recipe;

import java.util.List;

/** A figure that a run draws from its trials. */
@Describe("a figure to draw")
public sealed interface FigureSpec {

    /** Names the files of the figure. */
    String name();

    /** The cases it names. */
    default List<String> cases() {
        return List.of();
    }

    /** Loss curves per case: MSE/n against epoch, mean and range over seeds, with the baselines. */
    @Describe("loss curves per case: MSE/n against epoch, mean and range over seeds, with the baselines")
    record Training(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name)
            implements FigureSpec {}

    /** Initial and final weight matrices as heat maps. */
    @Describe("initial and final weight matrices as heat maps")
    record Weights(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name)
            implements FigureSpec {}

    /** Prompts as points in the plane or in space. */
    @Describe(
            "prompts as points, a panel for each case with n = 2 or 3: context, query, target, subspace, sphere or centres")
    record Prompts(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name,

            @Describe(value = "which cases; none for all that have an evaluation of kind prompts", byDefault = "[]")
            List<String> cases,

            @Describe(value = "panels in a row", min = 1, byDefault = "3")
            int columns)
            implements FigureSpec {

        /** Copies the list. */
        public Prompts {
            cases = List.copyOf(cases);
        }
    }

    /** A prompt as the matrix that a layer reads. */
    @Describe(
            "a prompt as the matrix that a layer reads, a row for each case: context, query, and beside them target and estimates")
    record Embedding(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name,

            @Describe(value = "which cases; none for all that have an evaluation of kind prompts", byDefault = "[]")
            List<String> cases)
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
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name,

            @Describe("the case that is drawn: subspaces with n = 2 and an evaluation of kind prompts")
            String drawn,

            @Describe("the case whose baselines are measured: subspaces")
            String measured)
            implements FigureSpec {

        @Override
        public List<String> cases() {
            return List.of(drawn, measured);
        }
    }

    /** The energy over the plane, with descents. */
    @Describe(
            "contours of the energy with context tokens and descents, a row for each trial with evaluations of kind prompts, energy_landscape and trajectories")
    record EnergyLandscape(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
            String name,

            @Describe(value = "which cases; none for all that have the evaluations", byDefault = "[]")
            List<String> cases,

            @Describe(value = "a panel for each: after how many steps", min = 1, byDefault = "[1, 50]")
            List<Integer> steps)
            implements FigureSpec {

        /** Copies the lists. */
        public EnergyLandscape {
            cases = List.copyOf(cases);
            steps = List.copyOf(steps);
        }
    }
}
