package icd.figure;

import java.util.List;

/** One cell of a figure's grid. */
public sealed interface Panel permits Chart, Chart3d, HeatMap, Blank {

    /** Returns what stands above the panel, with markup (see {@link Figure}); may be empty. */
    String title();

    /** Returns what is drawn over its axes; empty where it has none. */
    default List<? extends Drawn> marks() {
        return List.of();
    }

    /** Whether a mark is named where it ends, and not in the legend. */
    default boolean namesDirectly(Drawn mark) {
        return false;
    }
}
