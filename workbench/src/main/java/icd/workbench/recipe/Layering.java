package icd.workbench.recipe;

import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.workbench.schema.Defaults;
import icd.workbench.tree.Nearest;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays a recipe over another, which it extends. A line means the same as after {@code --set}: at the top it holds for
 * every inherited case, and holds an inherited axis at its value. {@code cases}, {@code sweep} and {@code zip} are laid
 * name by name; lists replace, and so does a mapping of another {@code kind}. A key that is null removes the inherited
 * one.
 */
final class Layering {
    /** They describe the one recipe in which they stand. */
    static final List<String> NOT_INHERITED = List.of("name", "title", "reproduces", "caption", "differs");

    private static final List<String> AXES = List.of("sweep", "zip");

    private final Problems problems;

    Layering(Problems problems) {
        this.problems = problems;
    }

    /**
     * Returns the recipe {@code below} with {@code above} over it; neither has {@code extends}, and either may be
     * partial.
     */
    Mapping lay(Mapping below, Mapping above) {
        return over(Tree.filled(below).without(NOT_INHERITED.toArray(String[]::new)), above);
    }

    /** Returns a recipe without the key at a path, as {@code --set path=null} makes it. */
    Mapping without(Mapping root, List<String> path, Node nothing) {
        String first = path.getFirst();
        List<String> keys = AXES.contains(first) && path.size() > 2
                ? List.of(first, String.join(".", path.subList(1, path.size())))
                : path;
        Mapping above = new Mapping(nothing.at(), Map.of());
        return new Mapping(root.at(), over(root, above.with(keys, nothing)).entries());
    }

    private Mapping over(Mapping below, Mapping above) {
        Mapping laid = below;
        for (String axes : AXES) {
            laid = layKey(laid, above, axes);
        }
        for (String key : above.keys()) {
            if (RecipeSchema.EXPERIMENT.parameters().containsKey(key)) {
                Entry entry = above.entries().get(key);
                if (laid.get(key) == null && entry.value() instanceof Mapping && addsCases(laid, above)) {
                    laid = laid.with(List.of(key), entry); // only cases had the key: the new ones have it from the top
                }
                laid = everywhere(laid, above, List.of(key), entry);
            } else if (!AXES.contains(key) && !key.equals("cases")) {
                laid = layKey(laid, above, key);
            }
        }
        laid = layKey(laid, above, "cases");
        return new Mapping(above.at(), laid.entries());
    }

    private static boolean addsCases(Mapping below, Mapping above) {
        return above.get("cases") instanceof Mapping cases
                && cases.keys().stream().anyMatch(name -> below.get(List.of("cases", name)) == null);
    }

    private Mapping layKey(Mapping below, Mapping above, String key) {
        Entry entry = above.entries().get(key);
        if (entry == null) {
            return below;
        }
        return lay(below, new Mapping(above.at(), Map.of(key, entry)), "");
    }

    /** Lays a mapping over another key by key, whatever the keys are. */
    private Mapping lay(Mapping below, Mapping above, String path) {
        Map<String, Entry> laid = new LinkedHashMap<>(below.entries());
        above.entries().forEach((key, entry) -> {
            String inner = path.isEmpty() ? key : path + "." + key;
            if (isNull(entry.value())) {
                if (!said(below.get(key))) {
                    takesNothing(entry, inner, key, below);
                }
                laid.remove(key);
            } else if (said(entry.value()) && entry.value() instanceof Mapping over) {
                Mapping under = below.get(key) instanceof Mapping mapping && !over.replaces(mapping)
                        ? mapping
                        : new Mapping(over.at(), Map.of());
                laid.put(key, new Entry(entry.keyAt(), lay(under, over, inner)));
            } else if (said(entry.value())) {
                laid.put(key, entry);
            }
        });
        return new Mapping(above.at(), laid);
    }

    /** Lays a value of the experiment's top level leaf by leaf. */
    private Mapping everywhere(Mapping laid, Mapping above, List<String> path, Entry entry) {
        if (!said(entry.value())) {
            return laid;
        }
        if (isNull(entry.value())) {
            return takenAway(laid, path, entry);
        }
        if (entry.value() instanceof Mapping mapping && hasKeys(path) && !isAxis(laid, path)) {
            Mapping changed = mapping.entries().isEmpty() && laid.get(path) == null
                    ? laid.with(path, mapping)
                    : overOtherKinds(laid, path, mapping);
            for (String key : mapping.keys()) {
                List<String> inner = new ArrayList<>(path);
                inner.add(key);
                changed = everywhere(changed, above, inner, mapping.entries().get(key));
            }
            return changed;
        }
        return ownAxis(above, path)
                ? RecipeSchema.PATHS.set(laid, path, entry)
                : new BarePath(problems).set(laid, path, entry);
    }

    private static boolean hasKeys(List<String> path) {
        return RecipeSchema.PATHS.at(path).stream()
                .anyMatch(schema -> schema instanceof Kind || schema instanceof Family);
    }

    private static boolean isAxis(Mapping root, List<String> path) {
        String dotted = String.join(".", path);
        return AXES.stream().anyMatch(axes -> root.get(axes) instanceof Mapping mapping && mapping.get(dotted) != null);
    }

    /** Returns whether the recipe itself writes or removes an axis that a value at the path would hold. */
    private static boolean ownAxis(Mapping above, List<String> path) {
        String dotted = String.join(".", path);
        return AXES.stream()
                .anyMatch(axes -> above.get(axes) instanceof Mapping mapping
                        && mapping.keys().stream()
                                .anyMatch(axis -> dotted.equals(axis) || dotted.startsWith(axis + ".")));
    }

    /** Puts the mapping in place of mappings of another kind, at the top and in cases. */
    private Mapping overOtherKinds(Mapping root, List<String> path, Mapping mapping) {
        Mapping changed = overOtherKind(root, path, mapping);
        if (root.get("cases") instanceof Mapping cases) {
            for (String name : cases.keys()) {
                if (cases.get(name) instanceof Mapping overlay) {
                    changed = changed.with(List.of("cases", name), overOtherKind(overlay, path, mapping));
                }
            }
        }
        return changed;
    }

    private Mapping overOtherKind(Mapping experiment, List<String> path, Mapping mapping) {
        return experiment.get(path) instanceof Mapping old && mapping.replaces(old)
                ? experiment.with(path, lay(new Mapping(mapping.at(), Map.of()), mapping, String.join(".", path)))
                : experiment;
    }

    private Mapping takenAway(Mapping root, List<String> path, Entry entry) {
        boolean some = said(root.get(path));
        Mapping changed = without(root, path, entry.keyAt());
        if (root.get("cases") instanceof Mapping cases) {
            for (String name : cases.keys()) {
                if (cases.get(name) instanceof Mapping overlay) {
                    some |= said(overlay.get(path));
                    changed = changed.with(List.of("cases", name), without(overlay, path, entry.keyAt()));
                }
            }
        }
        if (!some) {
            Node parent = root.get(path.subList(0, path.size() - 1));
            takesNothing(entry, String.join(".", path), path.getLast(), parent);
        }
        return changed;
    }

    /** Removes a key; a problem with its absence is reported at the place where it was removed. */
    private static Mapping without(Mapping root, List<String> path, Position at) {
        List<String> parent = path.subList(0, path.size() - 1);
        if (parent.isEmpty()) {
            return root.without(path.getLast());
        }
        return root.get(parent) instanceof Mapping mapping && mapping.get(path.getLast()) != null
                ? root.with(
                        parent, new Mapping(at, mapping.without(path.getLast()).entries()))
                : root;
    }

    private void takesNothing(Entry entry, String path, String key, Node parent) {
        List<String> known = parent instanceof Mapping mapping
                ? mapping.keys().stream()
                        .filter(each -> said(mapping.get(each)))
                        .toList()
                : List.of();
        problems.add(
                entry.keyAt(),
                path,
                path + " must exist for null to take it away" + Nearest.hint(key, known, ";") + " there: "
                        + (known.isEmpty() ? "nothing" : String.join(", ", known)));
    }

    /** Returns whether a user wrote it; a default cannot be removed, as it would come back. */
    static boolean said(Node node) {
        return node != null
                && (!node.at().equals(Defaults.POSITION)
                        || node instanceof Mapping mapping
                                && mapping.keys().stream().anyMatch(key -> said(mapping.get(key))));
    }

    static boolean isNull(Node node) {
        return node instanceof Scalar scalar && scalar.sort() == Sort.NOTHING;
    }
}
