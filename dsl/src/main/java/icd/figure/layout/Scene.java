package icd.figure.layout;

import java.util.List;

/**
 * A figure laid out: everything in its place, in points (1/72 inch), ready for any renderer.
 *
 * @param name of the figure
 * @param alternative description for those who cannot see it
 * @param items in the order of drawing
 * @param places where the data of the panels lie, in reading order
 */
public record Scene(
        String name, String alternative, double width, double height, List<Item> items, List<Place> places) {

    static final double POINTS_PER_MM = 72 / 25.4;

    public Scene {
        items = List.copyOf(items);
        places = List.copyOf(places);
    }
}
