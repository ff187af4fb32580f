package icd.figure;

/** Where on the page the data of a panel lie, for those who point at them. */
sealed interface Place {

    /** What stands around the panel: heading, row title and title, with markup. */
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

    /** A three-dimensional chart, whose points the cloud projects. */
    record Space(String name, Chart3d chart, Cloud cloud, Box box) implements Place {}
}
