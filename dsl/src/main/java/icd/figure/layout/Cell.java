package icd.figure.layout;

import icd.figure.Blank;
import icd.figure.Panel;
import java.util.List;
import java.util.Optional;

/**
 * A panel being laid out. The layout asks for its margins, shares out the width, calls {@link #settle} with what is left
 * for the plot area, and only then asks for heights and has it painted. Lengths in points.
 */
sealed interface Cell permits ChartCell, Chart3dCell, HeatMapCell, Cell.Nothing {

    /** A cell that stays empty. */
    record Nothing(Blank panel) implements Cell {}

    Panel panel();

    /** Returns what is needed at the left of the plot area. */
    default double left() {
        return 0;
    }

    /** Returns what is needed at its right. */
    default double right() {
        return 0;
    }

    /** Returns what is needed above it, besides the title, beyond the room that there always is. */
    default double above() {
        return 0;
    }

    /** The width of the plot area is known. */
    default void settle(double plotWidth) {}

    /** Height of the plot area. */
    default double height() {
        return 0;
    }

    /** Returns what is needed below the plot area. */
    default double below() {
        return 0;
    }

    /** Draws the panel, but not its title. */
    default void paint(double x, double y, List<Item> items) {}

    /** Returns where its data lie when it is painted there; nothing for a panel without data. */
    default Optional<Place> place(String name, double x, double y) {
        return Optional.empty();
    }
}
