package icd.figure;

import java.util.List;

/** One cell of a figure's grid. */
public sealed interface Panel permits Chart, Chart3d, HeatMap, Blank {

    /** What stands above the panel, with markup (see {@link Figure}); may be empty. */
    String title();

    /** What is drawn over its axes; empty where it has none. */
    default List<? extends Drawn> marks() {
        return List.of();
    }
}
