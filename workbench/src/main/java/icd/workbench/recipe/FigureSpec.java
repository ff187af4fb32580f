package icd.workbench.recipe;

import java.util.List;

/** A figure that a run draws from its trials. */
@Describe("a figure to draw")
public sealed interface FigureSpec {

    /** Names the files of the figure. */
    String name();

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

    /** Measured values against a coordinate. */
    @Describe("measured values against a coordinate: a line for each series, mean and range, with what theory says")
    record Curves(
            @Describe(value = "names the files of the figure", pattern = Recipe.NAME, patternSays = Recipe.NAME_SAYS)
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
                    byDefault = "171")
            double width)
            implements FigureSpec {

        /** Copies the list. */
        public Curves {
            panels = List.copyOf(panels);
        }
    }
}
