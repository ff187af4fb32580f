package icd.workbench.report;

import icd.figure.Markup;
import icd.workbench.figures.FigureBuilder;
import icd.workbench.page.PageTable.Column;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Metric;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** The words and symbols of the paper that stand on pages for the keys of recipes and files, with formulas in plain characters. */
final class FieldWords {

    /** Units of losses, by the ends of the metrics' names; the first that fits counts. */
    private static final Map<String, String> UNITS = Map.of("mse_per_dim", "MSE/n", "mse_per_d", "MSE/d");

    private static final Map<String, String> METRICS = Map.ofEntries(
            Map.entry(Metric.BASELINE, "loss"),
            Map.entry("mse_per_d", "loss"),
            Map.entry("square_per_dim", "squared error"),
            Map.entry("over_minimum", "loss / least loss"),
            Map.entry("energy", "energy E"),
            Map.entry("rise", "rise of E"),
            Map.entry("layer_distance", "distance from the layer’s estimate"),
            Map.entry("s1", "s_1"),
            Map.entry("s2", "s_2"),
            Map.entry("x1", "x_1"),
            Map.entry("x2", "x_2"));

    private static final Map<String, String> COORDINATES = Map.ofEntries(
            Map.entry("data.seed", "data seed"),
            Map.entry("training.seed", "weight seed"),
            Map.entry("task.variance", "σ_0^2"),
            Map.entry("task.noise_variance", "σ_Z^2"),
            Map.entry("task.radius", "R"),
            Map.entry("model.init.alpha", "initial α"),
            Map.entry("model.init.beta", "initial β"),
            Map.entry("alpha", "α"),
            Map.entry("beta", "β"),
            Map.entry("rate", "γ"),
            Map.entry("s1", "s_1"),
            Map.entry("s2", "s_2"));

    private FieldWords() {}

    /** A metric. */
    static String metric(String name) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.named().equals(name))
                .map(Metric::words)
                .findFirst()
                .orElse(METRICS.getOrDefault(name, name.replace('_', ' ')));
    }

    /** The unit of a metric; empty where it has none. */
    static String unit(String name) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.named().equals(name))
                .map(Metric::unit)
                .findFirst()
                .orElse(UNITS.getOrDefault(name, ""));
    }

    /** A metric with its unit: {@code fresh loss (MSE/n)}. */
    static String measured(String name) {
        return metric(name) + (unit(name).isEmpty() ? "" : " (" + unit(name) + ")");
    }

    /** A coordinate, or an axis of a recipe. */
    static String coordinate(String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        return COORDINATES.getOrDefault(path, last.replace('_', ' '));
    }

    /** The column of a coordinate: its symbol, and below it its key if that differs. */
    static Column column(String path, Collection<Coordinate> values) {
        boolean words = values.stream().anyMatch(Coordinate.Word.class::isInstance);
        String header = coordinate(path);
        Column column = words ? Column.words(header) : Column.numbers(header, "");
        return header.equals(path) ? column : column.below(path);
    }

    /** A layer or a baseline. */
    static String model(String name) {
        return name.isEmpty() ? "" : Markup.plain(FigureBuilder.label(name));
    }
}
