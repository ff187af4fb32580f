package icd.workbench.recipe;

import icd.describe.Schema.Kind;
import icd.workbench.schema.Defaults;
import icd.workbench.schema.Paths;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.RecipeException;
import icd.workbench.tree.YamlReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The layout of a whole recipe: head, experiment, cases, axes. */
final class Tree {
    private Tree() {}

    /**
     * Reads a recipe's text as it stands.
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

    /** The entries that are fields of a record. */
    static Mapping only(Mapping root, Kind fields) {
        Map<String, Entry> kept = new LinkedHashMap<>(root.entries());
        kept.keySet().retainAll(fields.parameters().keySet());
        return new Mapping(root.at(), kept);
    }

    /** The recipe with defaults written out, at the top and where a case does not inherit, and keys in the schema's order. */
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

    /** The recipe without those defaults of cases that stand where an axis puts its values. */
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
        var path = Expansion.path("cases." + name + "." + axis);
        Node node = root.get(path);
        if (node == null || !node.at().equals(Defaults.POSITION)) {
            return root;
        }
        var parent = path.subList(0, path.size() - 1);
        return root.with(parent, ((Mapping) root.get(parent)).without(path.getLast()));
    }
}
