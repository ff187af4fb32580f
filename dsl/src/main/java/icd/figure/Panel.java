package icd.figure;

/** One cell of a figure's grid. */
public sealed interface Panel permits Chart, Chart3d, HeatMap, Blank {

    /** What stands above the panel, with markup (see {@link Figure}); may be empty. */
    String title();
}
