package icd.workbench.recipe;

import icd.describe.Schema;
import icd.workbench.schema.Inputs;
import icd.workbench.schema.Paths;
import icd.workbench.schema.Validator;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.TreeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The axes of a recipe, read and checked: those of the sweep in the order of the file, then the zip, whose paths move
 * together.
 */
final class Axes {

    /**
     * Paths that move together: one of the sweep, or all of the zip.
     *
     * @param rows the rows, each with one value for each path
     * @param places for each path the coordinates of its values, by their text
     */
    record Axis(List<List<String>> paths, List<List<Node>> rows, List<Map<String, Coordinate>> places) {

        private static Axis of(List<List<String>> paths, List<List<Node>> columns) {
            List<List<Node>> rows = IntStream.range(0, columns.getFirst().size())
                    .mapToObj(row ->
                            columns.stream().map(column -> column.get(row)).toList())
                    .toList();
            List<Map<String, Coordinate>> places = IntStream.range(0, paths.size())
                    .mapToObj(i -> places(paths.get(i), columns.get(i)))
                    .toList();
            return new Axis(paths, rows, places);
        }

        Coordinate place(int path, Node value) {
            return places.get(path).get(TreeText.flow(value));
        }

        /**
         * Returns the coordinates of values. A mapping is named by its kind, unless several are of one kind: each of these is
         * named by its whole text.
         */
        private static Map<String, Coordinate> places(List<String> path, List<Node> values) {
            Map<String, Coordinate> places = new LinkedHashMap<>();
            Map<Coordinate, Integer> shared = new HashMap<>();
            for (Node value : values) {
                Coordinate place = Coordinate.of(said(path, value));
                if (places.putIfAbsent(TreeText.flow(value), place) == null) {
                    shared.merge(place, 1, Integer::sum);
                }
            }
            places.replaceAll((text, place) -> shared.get(place) == 1 ? place : Coordinate.of(text));
            return places;
        }
    }

    private final Problems problems;
    private final Validator validator;
    private final Map<String, Position> paths = new LinkedHashMap<>();
    private final List<Axis> all = new ArrayList<>();
    private boolean sound = true;

    /** Reads the axes of a recipe and reports their mistakes. */
    Axes(Mapping root, Problems problems) {
        this.problems = problems;
        this.validator = new Validator(RecipeSchema.PATHS, problems, false);
        Map<String, Sequence> sweep = columns(root, "sweep");
        Map<String, Sequence> zip = columns(root, "zip");
        inStep(zip);
        apart();
        if (sound) {
            sweep.forEach((path, values) -> all.add(Axis.of(List.of(path(path)), List.of(values(path, values)))));
            if (!zip.isEmpty()) {
                List<List<Node>> columns = new ArrayList<>();
                zip.forEach((path, values) -> columns.add(values(path, values)));
                all.add(Axis.of(zip.keySet().stream().map(Axes::path).toList(), columns));
                rowsDiffer(root.get("zip").at(), all.getLast());
            }
        }
    }

    /** Returns whether a recipe with these axes can be expanded. */
    boolean areSound() {
        return sound;
    }

    /** Returns the axes. */
    List<Axis> all() {
        return Collections.unmodifiableList(all);
    }

    /** Returns the place where each path that is an axis is declared. */
    Map<String, Position> paths() {
        return Collections.unmodifiableMap(paths);
    }

    /** Returns the number of trials of each case; stops counting when there are too many. */
    long count() {
        long count = 1;
        for (Axis axis : all) {
            count = Math.min(count * axis.rows().size(), 1L << 40);
        }
        return count;
    }

    /** Returns the keys of a path. */
    static List<String> path(String dotted) {
        return List.of(dotted.split("\\.", -1));
    }

    /** Returns a value as ids and coordinates write it: files by their names without folders. */
    static Node said(List<String> path, Node value) {
        return RecipeSchema.PATHS.isFile(path) ? Inputs.nameAlone(value) : value;
    }

    private static List<Node> values(String path, Sequence list) {
        List<Schema> schemas = RecipeSchema.PATHS.at(path(path));
        return list.items().stream().map(item -> Paths.spelled(schemas, item)).toList();
    }

    private void fail(Position at, String path, String message) {
        problems.add(at, path, message);
        sound = false;
    }

    private Map<String, Sequence> columns(Mapping root, String kind) {
        Map<String, Sequence> columns = new LinkedHashMap<>();
        switch (root.get(kind)) {
            case null -> {}
            case Mapping mapping ->
                mapping.entries().forEach((path, entry) -> {
                    if (isAxis(kind, path, entry)) {
                        columns.put(path, (Sequence) entry.value());
                    }
                });
            case Node other ->
                fail(other.at(), kind, kind + " must be a mapping from paths to lists of values, got " + other.found());
        }
        return columns;
    }

    private boolean isAxis(String kind, String path, Entry entry) {
        String label = kind + "." + path;
        List<String> keys = path(path);
        String unknown = RecipeSchema.PATHS.unknown(
                keys, RecipeSchema.EXPERIMENT.parameters().keySet());
        if (unknown != null) {
            fail(entry.keyAt(), label, kind + ": " + unknown);
            return false;
        }
        Position elsewhere = paths.putIfAbsent(path, entry.keyAt());
        if (elsewhere != null) {
            fail(entry.keyAt(), label, path + " must be one axis, it already is one at " + elsewhere);
        }
        if (!(entry.value() instanceof Sequence sequence) || sequence.items().isEmpty()) {
            boolean nested = entry.value() instanceof Mapping;
            String found = entry.value() instanceof Sequence
                    ? "an empty list"
                    : entry.value().found();
            fail(
                    entry.value().at(),
                    label,
                    label + " must be a list of one or more values, got " + found
                            + (nested ? "; join the keys by dots, as in training.seed: [1, 2]" : ""));
            return false;
        }
        valuesFit(sequence, keys, path);
        if (kind.equals("sweep")) {
            valuesDiffer(sequence, label);
        }
        if (RecipeSchema.PATHS.isFile(keys)) {
            namesDiffer(sequence, label);
        }
        return true;
    }

    private void valuesFit(Sequence values, List<String> keys, String path) {
        List<Schema> schemas = RecipeSchema.PATHS.at(keys);
        if (schemas.size() == 1) {
            values.items().forEach(item -> validator.check(schemas.getFirst(), item, path));
        }
    }

    private void valuesDiffer(Sequence values, String label) {
        Map<String, Node> seen = new HashMap<>();
        for (Node item : values.items()) {
            if (seen.putIfAbsent(TreeText.flow(item), item) != null) {
                problems.add(
                        item.at(), label, label + " must not repeat a value, got " + TreeText.flow(item) + " twice");
            }
        }
    }

    private void namesDiffer(Sequence files, String label) {
        Map<String, String> seen = new HashMap<>();
        for (Node file : files.items()) {
            String name = TreeText.flow(Inputs.nameAlone(file));
            String text = TreeText.flow(file);
            if (!seen.computeIfAbsent(name, _ -> text).equals(text)) {
                problems.add(
                        file.at(),
                        label,
                        label + " must be files of different names, as numbers are told apart by them, got " + name
                                + " twice");
            }
        }
    }

    private void inStep(Map<String, Sequence> zip) {
        for (Map.Entry<String, Sequence> column : zip.entrySet()) {
            Map.Entry<String, Sequence> first = zip.entrySet().iterator().next();
            int count = column.getValue().items().size();
            int expected = first.getValue().items().size();
            if (count != expected) {
                fail(
                        column.getValue().at(),
                        "zip." + column.getKey(),
                        "zip." + column.getKey() + " must have as many values as zip." + first.getKey() + ", got "
                                + count + " where that has " + expected + " ("
                                + first.getValue().at() + ")");
            }
        }
    }

    private void rowsDiffer(Position at, Axis zip) {
        Map<List<String>, Integer> seen = new HashMap<>();
        for (int row = 0; row < zip.rows().size(); row++) {
            List<String> values =
                    zip.rows().get(row).stream().map(TreeText::flow).toList();
            Integer first = seen.putIfAbsent(values, row);
            if (first != null) {
                problems.add(
                        at,
                        "zip",
                        "zip must not repeat a step, got " + String.join(", ", values) + " as steps " + (first + 1)
                                + " and " + (row + 1));
            }
        }
    }

    private void apart() {
        for (String outer : paths.keySet()) {
            for (String inner : paths.keySet()) {
                if (inner.startsWith(outer + ".")) {
                    fail(
                            paths.get(inner),
                            inner,
                            "axis " + inner + " must not lie inside axis " + outer + " (" + paths.get(outer) + ")");
                }
            }
        }
    }
}
