package icd.figure;

import java.util.List;

/**
 * Points and lines in three dimensions, seen in parallel (orthographic) projection within a light box. What is farther is
 * drawn first, lighter and smaller. Each axis fills its side of the box unless units are equal.
 *
 * @param equalUnits whether a unit is equally long along all axes, so that spheres are round
 */
public record Chart3d(String title, Axis x, Axis y, Axis z, View view, List<Mark3d> marks, boolean equalUnits)
        implements Panel {

    public Chart3d {
        Check.given("Chart3d", "title", title);
        Check.given("Chart3d", "x", x);
        Check.given("Chart3d", "y", y);
        Check.given("Chart3d", "z", z);
        Check.given("Chart3d", "view", view);
        marks = List.copyOf(marks);
        for (Axis axis : List.of(x, y, z)) {
            Check.that(!axis.logarithmic(), "Chart3d", "axes", "be linear", "a logarithmic one");
            Check.that(axis.names().isEmpty(), "Chart3d", "axes", "be of numbers", "one of names");
        }
    }

    /** The three axes in their order. */
    public List<Axis> axes() {
        return List.of(x, y, z);
    }

    /** Seen from the front, a little to the right and above. */
    public Chart3d(String title, Axis x, Axis y, Axis z, Mark3d... marks) {
        this(title, x, y, z, View.STANDARD, List.of(marks), false);
    }

    /** This chart seen from elsewhere. */
    public Chart3d view(double azimuth, double elevation) {
        return new Chart3d(title, x, y, z, new View(azimuth, elevation), marks, equalUnits);
    }

    /** This chart with units of x, y and z equally long. */
    public Chart3d withEqualUnits() {
        return new Chart3d(title, x, y, z, view, marks, true);
    }
}
