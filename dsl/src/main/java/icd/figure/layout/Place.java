package icd.figure.layout;

import icd.figure.Chart;
import icd.figure.Chart3d;
import icd.figure.HeatMap;
import icd.figure.Mark3d;
import icd.figure.Numbers;
import java.util.List;

/** The place on the page where the data of a panel lie, so that a page can say what stands under the pointer. */
public sealed interface Place {

    /** Returns what stands around the panel: heading, row title and title, with markup. */
    String name();

    /** The rectangle that the data take. */
    Box box();

    /** A chart's two axes. */
    record Plane(String name, Chart chart, PlotArea area) implements Place {
        @Override
        public Box box() {
            return area.box();
        }
    }

    /** The cells of a matrix. */
    record Matrix(String name, HeatMap map, Box box) implements Place {}

    /** A three-dimensional chart, and for each of its marks where the points lie on the page. */
    record Space(String name, Chart3d chart, Box box, List<Projected> marks) implements Place {}

    /** The points of one mark as they lie on the page; NaN outside the box of its chart. */
    record Projected(Mark3d mark, Numbers across, Numbers down) {}
}
