package icd.workbench.recipe;

import icd.describe.Schema.Kind;
import icd.workbench.schema.Defaults;
import icd.workbench.schema.Paths;
import icd.workbench.schema.Validator;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.RecipeException;
import icd.workbench.tree.YamlReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The layout of a whole recipe: head, experiment, cases, axes. */
final class Tree {

    private static final int MAX_TRIALS = 100_000;

    private Tree() {}

    /**
     * Reads a recipe's text without changing it.
     *
     * @throws RecipeException if it is no mapping, or no YAML
     */
    static Mapping parse(String source, String text, Problems problems) {
        Node node = YamlReader.readFile(source, text, problems);
        if (node == null) {
            throw new RecipeException(new Position(source, 1, 1), "a recipe must be a mapping, got an empty file");
        }
        if (!(node instanceof Mapping written)) {
            throw new RecipeException(node.at(), "a recipe must be a mapping, got " + node.found());
        }
        Map<String, Entry> spelled = new LinkedHashMap<>(written.entries());
        spelled.replaceAll((key, entry) -> new Entry(entry.keyAt(), spelled(key, entry.value())));
        return new Mapping(written.at(), spelled);
    }

    private static Node spelled(String key, Node value) {
        if (key.equals("cases") && value instanceof Mapping cases) {
            Map<String, Entry> spelled = new LinkedHashMap<>(cases.entries());
            spelled.replaceAll((_, entry) ->
                    new Entry(entry.keyAt(), Paths.spelled(List.of(RecipeSchema.EXPERIMENT), entry.value())));
            return new Mapping(cases.at(), spelled);
        }
        return Paths.spelled(RecipeSchema.PATHS.at(List.of(key)), value);
    }

    /**
     * Reports problems that are visible before trials exist: keys and values as they stand; returns whether it can
     * still be expanded.
     */
    static boolean check(Mapping root, Axes axes, Problems problems) {
        root.entries().forEach((key, entry) -> {
            if (!RecipeSchema.KEYS.contains(key)) {
                problems.add(
                        entry.keyAt(), key, RecipeSchema.PATHS.unknownKey(key, "the recipe", RecipeSchema.FILE_KEYS));
            }
        });
        new Validator(RecipeSchema.PATHS, problems, false)
                .checkFields(RecipeSchema.HEAD, only(root, RecipeSchema.HEAD), "", "");
        figuresDiffer(root, problems);
        Validator partial = new Validator(RecipeSchema.PATHS, problems, true);
        partial.checkFields(RecipeSchema.EXPERIMENT, only(root, RecipeSchema.EXPERIMENT), "", "the recipe");
        if (!casesFit(root, axes, partial, problems) || !axes.areSound()) {
            return false;
        }
        long cases = root.get("cases") instanceof Mapping mapping
                ? Math.max(1, mapping.entries().size())
                : 1;
        long trials = cases * axes.count();
        if (trials > MAX_TRIALS) {
            Node first = Stream.of("sweep", "zip", "cases")
                    .map(root::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(root);
            problems.add(
                    first.at(), "sweep", "a recipe must expand to at most " + MAX_TRIALS + " trials, got " + trials);
        }
        return trials <= MAX_TRIALS;
    }

    private static void figuresDiffer(Mapping root, Problems problems) {
        Map<String, Position> seen = new HashMap<>();
        for (Node figure : root.get("figures") instanceof Sequence figures ? figures.items() : List.<Node>of()) {
            if (figure instanceof Mapping mapping && mapping.get("name") instanceof Scalar name) {
                Position first = seen.putIfAbsent(name.text(), name.at());
                if (first != null) {
                    problems.add(
                            name.at(),
                            "figures.name",
                            "figures.name must differ between figures, got '" + name.text() + "' as at " + first);
                }
            }
        }
    }

    private static boolean casesFit(Mapping root, Axes axes, Validator partial, Problems problems) {
        Node node = root.get("cases");
        if (node != null && !(node instanceof Mapping)) {
            problems.add(
                    node.at(),
                    "cases",
                    "cases must be a mapping from names to partial experiments, got " + node.found());
            return false;
        }
        boolean fit = true;
        for (Map.Entry<String, Entry> each : node instanceof Mapping cases
                ? cases.entries().entrySet()
                : Map.<String, Entry>of().entrySet()) {
            String name = each.getKey();
            if (!name.matches(RecipeSchema.CASE_NAME)) {
                problems.add(
                        each.getValue().keyAt(),
                        "cases",
                        "a case's name must begin with a letter and hold at most 64 letters, digits, _ and -, got '"
                                + name + "'");
                fit = false;
            }
            if (each.getValue().value() instanceof Mapping overlay) {
                partial.checkFields(RecipeSchema.EXPERIMENT, overlay, "", "cases." + name);
                axes.paths().forEach((axis, at) -> notAnAxis(name, overlay, axis, at, problems));
            } else {
                Node other = each.getValue().value();
                problems.add(other.at(), "cases." + name, "cases." + name + " must be a mapping, got " + other.found());
                fit = false;
            }
        }
        return fit;
    }

    private static void notAnAxis(String name, Mapping overlay, String axis, Position at, Problems problems) {
        Node own = overlay.get(Axes.path(axis));
        if (own != null) {
            problems.add(
                    own.at(),
                    axis,
                    axis + " must not stand in case '" + name + "': it is an axis (" + at
                            + "), whose values would replace it");
        }
    }

    /** Returns the entries that are fields of a record. */
    static Mapping only(Mapping root, Kind fields) {
        Map<String, Entry> kept = new LinkedHashMap<>(root.entries());
        kept.keySet().retainAll(fields.parameters().keySet());
        return new Mapping(root.at(), kept);
    }

    /**
     * Returns the recipe with defaults written out, at the top and where a case does not inherit, and keys in the
     * schema's order.
     */
    static Mapping filled(Mapping root) {
        Mapping top = RecipeSchema.describesExperiment(root)
                ? Defaults.fill(RecipeSchema.EXPERIMENT, only(root, RecipeSchema.EXPERIMENT), null)
                : new Mapping(root.at(), Map.of());
        Map<String, Entry> all = new LinkedHashMap<>(root.entries());
        all.putAll(Defaults.fill(RecipeSchema.HEAD, only(root, RecipeSchema.HEAD), null)
                .entries());
        all.putAll(top.entries());
        if (root.get("cases") instanceof Mapping cases) {
            Map<String, Entry> filled = new LinkedHashMap<>();
            cases.entries().forEach((name, entry) -> {
                Node overlay = entry.value() instanceof Mapping mapping
                        ? Defaults.fill(RecipeSchema.EXPERIMENT, mapping, top)
                        : entry.value();
                filled.put(name, new Entry(entry.keyAt(), overlay));
            });
            all.put("cases", new Entry(root.entries().get("cases").keyAt(), new Mapping(cases.at(), filled)));
        }
        Map<String, Entry> ordered = new LinkedHashMap<>();
        RecipeSchema.KEYS.stream().filter(all::containsKey).forEach(key -> ordered.put(key, all.get(key)));
        all.forEach(ordered::putIfAbsent);
        return new Mapping(root.at(), ordered);
    }

    /** Returns the recipe without defaults of cases at paths where an axis puts its values. */
    static Mapping withoutShadowedDefaults(Mapping root) {
        Mapping changed = root;
        for (String kind : new String[] {"sweep", "zip"}) {
            if (root.get(kind) instanceof Mapping axes && root.get("cases") instanceof Mapping cases) {
                for (String axis : axes.keys()) {
                    for (String name : cases.keys()) {
                        changed = withoutDefault(changed, name, axis);
                    }
                }
            }
        }
        return changed;
    }

    private static Mapping withoutDefault(Mapping root, String name, String axis) {
        var path = Axes.path("cases." + name + "." + axis);
        Node node = root.get(path);
        if (node == null || !node.at().equals(Defaults.POSITION)) {
            return root;
        }
        var parent = path.subList(0, path.size() - 1);
        return root.with(parent, ((Mapping) root.get(parent)).without(path.getLast()));
    }
}
