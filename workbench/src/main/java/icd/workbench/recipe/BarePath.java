package icd.workbench.recipe;

import icd.describe.Schema;
import icd.describe.Schema.Brief;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Listing;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.TreeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sets the value at a path that names no case: at the top level and in every case that has the path. An axis of that
 * path takes the one value instead. {@code --set} and the lines of a recipe that extends another work in this way.
 */
final class BarePath {
    private final Problems problems;

    BarePath(Problems problems) {
        this.problems = problems;
    }

    /** Sets the entry's value; reports an impossible value at the place of its key. */
    Mapping set(Mapping root, List<String> path, Entry entry) {
        Node value = entry.value();
        String dotted = String.join(".", path);
        for (String kind : List.of("sweep", "zip")) {
            if (root.get(kind) instanceof Mapping axes) {
                if (axes.get(dotted) != null) {
                    if (value instanceof Sequence
                            && RecipeSchema.PATHS.at(path).stream().noneMatch(Listing.class::isInstance)) {
                        problems.add(
                                entry.keyAt(),
                                dotted,
                                dotted + " must be one value, at which its axis of the " + kind + " ("
                                        + axes.entries().get(dotted).keyAt() + ") is held, got a list; set " + kind
                                        + "." + dotted + " for another list of values");
                        return root;
                    }
                    return root.with(
                            kind, kind.equals("zip") ? holdZip(axes, dotted, value) : holdSweep(axes, dotted, value));
                }
                for (String axis : axes.keys()) {
                    if (dotted.startsWith(axis + ".")) {
                        problems.add(
                                entry.keyAt(),
                                dotted,
                                axis + " is an axis of the " + kind + " ("
                                        + axes.entries().get(axis).keyAt() + "); set " + kind + "." + axis
                                        + " instead");
                        return root;
                    }
                }
            }
        }
        Mapping changed = root;
        boolean inSome = false;
        if (root.get("cases") instanceof Mapping cases) {
            for (String name : cases.keys()) {
                if (cases.get(name) instanceof Mapping overlay && overlay.get(path) != null) {
                    changed = changed.with(List.of("cases", name), RecipeSchema.PATHS.set(overlay, path, entry));
                    inSome = true;
                }
            }
        }
        return !inSome || knows(RecipeSchema.EXPERIMENT, root, path)
                ? RecipeSchema.PATHS.set(changed, path, entry)
                : changed;
    }

    private static Mapping holdSweep(Mapping axes, String held, Node value) {
        return axes.with(held, new Sequence(value.at(), List.of(value)));
    }

    /** Returns a zip with one of its axes held at a value; rows that no longer differ become one. */
    private static Mapping holdZip(Mapping axes, String held, Node value) {
        List<List<Node>> columns = new ArrayList<>();
        for (String key : axes.keys()) {
            if (!(axes.get(key) instanceof Sequence column)) {
                return holdSweep(axes, held, value); // the validator reports a zip whose values are no list
            }
            columns.add(key.equals(held) ? Collections.nCopies(column.items().size(), value) : column.items());
        }
        int rows = columns.stream().mapToInt(List::size).min().orElse(0);
        Set<String> seen = new HashSet<>();
        List<Integer> kept = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int at = row;
            if (seen.add(columns.stream()
                    .map(column -> TreeText.flow(column.get(at)))
                    .toList()
                    .toString())) {
                kept.add(row);
            }
        }
        boolean inStep = columns.stream().allMatch(column -> column.size() == rows);
        Mapping changed = axes;
        for (int i = 0; i < columns.size(); i++) {
            List<Node> column = columns.get(i);
            String key = axes.keys().get(i);
            Position at = key.equals(held) ? value.at() : axes.get(key).at();
            changed = changed.with(
                    key,
                    new Sequence(at, inStep ? kept.stream().map(column::get).toList() : column));
        }
        return changed;
    }

    /** Returns whether the experiment at this place has the key, written or not. */
    private static boolean knows(Schema schema, Node node, List<String> path) {
        if (path.isEmpty()) {
            return true;
        }
        String key = path.getFirst();
        Node below = node instanceof Mapping mapping ? mapping.get(key) : null;
        Kind fields = switch (schema) {
            case Kind plain -> plain;
            case Brief written -> written.full().orElse(null) instanceof Kind plain ? plain : null;
            case Family union -> node instanceof Mapping mapping ? union.named(mapping.text(union.key())) : null;
            default -> null;
        };
        if (fields != null && schema instanceof Family union && key.equals(union.key())) {
            return true;
        }
        return fields != null
                && fields.parameter(key) != null
                && knows(fields.parameter(key).schema(key), below, path.subList(1, path.size()));
    }
}
