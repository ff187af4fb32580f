package icd.workbench.recipe;

import icd.describe.Schema;
import icd.workbench.schema.Inputs;
import icd.workbench.schema.Paths;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.SharedNodes;
import icd.workbench.tree.TreeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Lays cases and axes over the top level. Cases vary slowest, then the axes of the sweep in the order of the file, then the rows
 * of the zip.
 */
final class Expansion {
    static final int MAX_TRIALS = 100_000;
    private static final int MAX_ID = 150;

    /** A trial before it is bound. */
    record Draft(String id, String caseName, SequencedMap<String, Coordinate> axes, Mapping experiment) {

        Draft with(String otherId, Mapping otherExperiment) {
            return new Draft(otherId, caseName, axes, otherExperiment);
        }
    }

    /**
     * Paths that move together: one of the sweep, or all of the zip.
     *
     * @param rows each with one value for each path
     * @param places for each path the coordinates of its values, by their text
     */
    private record Axis(List<List<String>> paths, List<List<Node>> rows, List<Map<String, Coordinate>> places) {

        static Axis of(List<List<String>> paths, List<List<Node>> rows) {
            List<Map<String, Coordinate>> places = new ArrayList<>();
            for (int i = 0; i < paths.size(); i++) {
                int column = i;
                places.add(places(
                        paths.get(i), rows.stream().map(row -> row.get(column)).toList()));
            }
            return new Axis(paths, rows, places);
        }

        Coordinate place(int path, Node value) {
            return places.get(path).get(TreeText.flow(value));
        }

        /** A mapping goes by its kind, unless several are of one kind: these are other places, and written out. */
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

    private record Case(String name, Mapping overlay) {}

    private final Mapping root;
    private final Mapping top;
    private final SharedNodes shared = new SharedNodes();

    /** A recipe whose axes and cases {@link StructureCheck} has passed. */
    Expansion(Mapping root, Mapping top) {
        this.root = root;
        this.top = top;
    }

    /** How many trials there would be; stops counting when there are too many. */
    static long count(Mapping root) {
        long count = root.get("cases") instanceof Mapping cases
                ? Math.max(1, cases.entries().size())
                : 1;
        for (Axis axis : axes(root)) {
            count = Math.min(count * axis.rows().size(), 1L << 40);
        }
        return count;
    }

    List<Draft> drafts(String name) {
        List<Axis> axes = axes(root);
        Map<String, Long> leaves = axes.stream()
                .flatMap(axis -> axis.paths().stream())
                .collect(Collectors.groupingBy(List::getLast, TreeMap::new, Collectors.counting()));
        List<Draft> drafts = new ArrayList<>();
        for (Case each : cases()) {
            Draft start = new Draft(
                    each.name(), each.name(), new LinkedHashMap<>(), RecipeSchema.PATHS.overlaid(top, each.overlay()));
            List<Draft> grown = List.of(start);
            for (Axis axis : axes) {
                grown = grown.stream()
                        .flatMap(draft -> axis.rows().stream().map(row -> grow(draft, axis, row, leaves)))
                        .toList();
            }
            drafts.addAll(grown);
        }
        return withUniqueIds(drafts, name);
    }

    private List<Case> cases() {
        if (root.get("cases") instanceof Mapping cases && !cases.entries().isEmpty()) {
            return cases.keys().stream()
                    .map(name -> new Case(name, (Mapping) cases.get(name)))
                    .toList();
        }
        return List.of(new Case("", new Mapping(root.at(), Map.of())));
    }

    private static List<Axis> axes(Mapping root) {
        List<Axis> axes = new ArrayList<>();
        if (root.get("sweep") instanceof Mapping sweep) {
            sweep.entries()
                    .forEach((path, entry) -> axes.add(Axis.of(
                            List.of(path(path)),
                            values(path, entry.value()).stream().map(List::of).toList())));
        }
        if (root.get("zip") instanceof Mapping zip && !zip.entries().isEmpty()) {
            List<List<Node>> columns =
                    zip.keys().stream().map(key -> values(key, zip.get(key))).toList();
            List<List<Node>> rows = new ArrayList<>();
            for (int row = 0; row < columns.getFirst().size(); row++) {
                int at = row;
                rows.add(columns.stream().map(column -> column.get(at)).toList());
            }
            axes.add(Axis.of(zip.keys().stream().map(Expansion::path).toList(), rows));
        }
        return axes;
    }

    private static List<Node> values(String path, Node list) {
        List<Schema> schemas = RecipeSchema.PATHS.at(path(path));
        return ((Sequence) list)
                .items().stream().map(item -> Paths.spelled(schemas, item)).toList();
    }

    static List<String> path(String dotted) {
        return List.of(dotted.split("\\.", -1));
    }

    private Draft grow(Draft draft, Axis axis, List<Node> row, Map<String, Long> leaves) {
        Mapping experiment = draft.experiment();
        StringBuilder id = new StringBuilder(draft.id());
        SequencedMap<String, Coordinate> axes = new LinkedHashMap<>(draft.axes());
        for (int i = 0; i < row.size(); i++) {
            List<String> path = axis.paths().get(i);
            experiment = RecipeSchema.PATHS.set(experiment, path, row.get(i));
            String name = leaves.get(path.getLast()) > 1 ? String.join("_", path) : path.getLast();
            Node said = said(path, row.get(i));
            id.append(id.isEmpty() ? "" : "-").append(label(name, said).replaceFirst("(?<=.)\\.(csv|npz)$", ""));
            axes.put(String.join(".", path), axis.place(i, row.get(i)));
        }
        return new Draft(id.toString(), draft.caseName(), axes, shared.in(experiment));
    }

    /** A value as ids and coordinates say it: files by their names without folders. */
    private static Node said(List<String> path, Node value) {
        return RecipeSchema.PATHS.isFile(path) ? Inputs.nameAlone(value) : value;
    }

    /** Words speak for themselves, numbers need their key: {@code linear}, {@code seed1}. */
    private static String label(String name, Node value) {
        return switch (value) {
            case Scalar scalar when scalar.sort() == Sort.TEXT -> word(scalar.text());
            case Scalar scalar -> name + TreeText.flow(scalar);
            case Mapping mapping when mapping.kind() != null -> mapping.kind();
            case Mapping mapping -> name;
            case Sequence sequence ->
                name + sequence.items().stream().map(item -> label("", item)).collect(Collectors.joining("_"));
        };
    }

    private static String word(String text) {
        return text.substring(0, Math.min(text.length(), MAX_ID)).replaceAll("[^A-Za-z0-9._]+", "_");
    }

    /** Ids also differ without regard to case, and stay short enough for a file name. */
    private static List<Draft> withUniqueIds(List<Draft> drafts, String name) {
        Set<String> taken = new HashSet<>();
        List<Draft> unique = new ArrayList<>();
        for (Draft draft : drafts) {
            String base = draft.id().isEmpty() ? name : draft.id();
            base = base.length() > MAX_ID ? base.substring(0, MAX_ID) : base;
            String id = base;
            for (int copy = 2; !taken.add(id.toLowerCase(Locale.ROOT)); copy++) {
                id = base + "-" + copy;
            }
            unique.add(draft.with(id, draft.experiment()));
        }
        return unique;
    }
}
