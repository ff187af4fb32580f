package icd.figure.layout;

import icd.figure.Mark3d;
import icd.figure.Numbers;
import icd.figure.Panel;
import java.util.List;

/**
 * The place on the page where the data of a panel lie, so that a page can say what stands under the pointer.
 *
 * @param name what stands around the panel: heading, row title and title, with markup
 * @param box the rectangle that the data take
 * @param axes of a chart in the plane, x and y; else empty
 * @param marks of a chart in three dimensions; else empty
 */
public record Place(String name, Panel panel, Box box, List<Ticks> axes, List<Projected> marks) {

    /** The points of one mark as they lie on the page; NaN outside the box of its chart. */
    public record Projected(Mark3d mark, Numbers across, Numbers down) {}
}
