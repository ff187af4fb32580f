package icd.workbench.recipe;

import icd.workbench.recipe.Axes.Axis;
import icd.workbench.schema.Validator;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.Problems;
import icd.workbench.tree.SharedNodes;
import icd.workbench.tree.TreeText;
import java.util.ArrayList;
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
    private static final int MAX_ID = 150;

    /** A trial before it is bound. */
    record Draft(String id, String caseName, SequencedMap<String, Coordinate> axes, Mapping experiment) {

        /** Returns missing keys, and mistakes where kinds and values are joined. */
        Problems problems() {
            Problems problems = new Problems();
            new Validator(RecipeSchema.PATHS, problems, false)
                    .checkFields(
                            RecipeSchema.EXPERIMENT,
                            experiment,
                            "",
                            caseName.isEmpty() ? "" : "case '" + caseName + "'");
            return problems;
        }

        Draft with(String otherId, Mapping otherExperiment) {
            return new Draft(otherId, caseName, axes, otherExperiment);
        }
    }

    private record Case(String name, Mapping overlay) {}

    private final Mapping root;
    private final Mapping top;
    private final List<Axis> axes;
    private final SharedNodes shared = new SharedNodes();

    /**
     * An expansion.
     *
     * @param root a recipe whose cases are mappings
     * @param top its experiment
     * @param axes its axes, which are sound
     */
    Expansion(Mapping root, Mapping top, Axes axes) {
        this.root = root;
        this.top = top;
        this.axes = axes.all();
    }

    List<Draft> drafts(String name) {
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

    private Draft grow(Draft draft, Axis axis, List<Node> row, Map<String, Long> leaves) {
        Mapping experiment = draft.experiment();
        StringBuilder id = new StringBuilder(draft.id());
        SequencedMap<String, Coordinate> places = new LinkedHashMap<>(draft.axes());
        for (int i = 0; i < row.size(); i++) {
            List<String> path = axis.paths().get(i);
            experiment = RecipeSchema.PATHS.set(experiment, path, row.get(i));
            String name = leaves.get(path.getLast()) > 1 ? String.join("_", path) : path.getLast();
            Node said = Axes.said(path, row.get(i));
            id.append(id.isEmpty() ? "" : "-").append(label(name, said).replaceFirst("(?<=.)\\.(csv|npz)$", ""));
            places.put(String.join(".", path), axis.place(i, row.get(i)));
        }
        return new Draft(id.toString(), draft.caseName(), places, shared.in(experiment));
    }

    /**
     * Returns the part of an id for a value: words stand alone, numbers need their key: {@code linear}, {@code seed1}.
     */
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

    /** Makes ids unique: they differ also without regard to case, and stay short enough for a file name. */
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
