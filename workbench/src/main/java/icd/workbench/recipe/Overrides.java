package icd.workbench.recipe;

import icd.workbench.recipe.Node.Mapping;
import icd.workbench.recipe.Node.Sequence;
import icd.workbench.recipe.Schema.Fields;
import icd.workbench.recipe.Schema.OneOf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lays {@code --set path=value} over a recipe. A bare path sets the top level and every case that has the path; the path of an
 * axis gives the axis that one value; {@code cases.NAME.path}, {@code sweep.path} and {@code zip.path} set just what they name.
 */
final class Overrides {
    private record Setting(String source, List<String> path, Node value) {}

    private final Problems problems;

    Overrides(Problems problems) {
        this.problems = problems;
    }

    /** Applies the overrides in order; a later one wins. Those that cannot be applied are reported. */
    Mapping apply(Mapping root, List<String> texts) {
        Mapping changed = root;
        for (String text : texts) {
            Setting setting = parse(text);
            if (setting != null) {
                changed = apply(changed, setting);
            }
        }
        return changed;
    }

    private Setting parse(String text) {
        String source = "--set " + text;
        int equals = text.indexOf('=');
        String path = equals < 0 ? text : text.substring(0, equals).strip();
        if (equals < 0 || path.isEmpty()) {
            return reject(source, path, "must be path=value, as in training.epochs=6");
        }
        List<String> keys = List.of(path.split("\\.", -1));
        if (keys.contains("")) {
            return reject(source, path, "a path must be keys joined by dots, got '" + path + "'");
        }
        Node value;
        try {
            value = YamlReader.readValue(source, text.substring(equals + 1), problems);
        } catch (RecipeException e) {
            return reject(source, path, e.problems().getFirst().message());
        }
        return value == null
                ? reject(source, path, "there must be a value after '='; '' is the empty text")
                : new Setting(source, keys, value);
    }

    private Setting reject(String source, String path, String message) {
        problems.add(Position.whole(source), path, message);
        return null;
    }

    private Mapping apply(Mapping root, Setting setting) {
        List<String> path = setting.path();
        String first = path.getFirst();
        if (path.size() == 1 && !RecipeSchema.EXPERIMENT.fields().containsKey(first)) {
            return RecipeSchema.KEYS.contains(first)
                    ? root.with(first, setting.value())
                    : unknown(root, setting, RecipeSchema.unknown(path, RecipeSchema.KEYS));
        }
        return switch (first) {
            case "cases" -> setCase(root, setting);
            case "sweep", "zip" -> {
                List<String> axis = path.subList(1, path.size());
                String unknown = RecipeSchema.unknown(
                        axis, RecipeSchema.EXPERIMENT.fields().keySet());
                yield unknown == null
                        ? root.with(List.of(first, String.join(".", axis)), setting.value())
                        : unknown(root, setting, unknown);
            }
            default -> {
                if (RecipeSchema.HEAD.fields().containsKey(first)) {
                    yield unknown(root, setting, first + " has no keys, got '" + path.get(1) + "'; set it as a whole");
                }
                String unknown = RecipeSchema.unknown(path, RecipeSchema.KEYS);
                yield unknown == null ? setEverywhere(root, setting) : unknown(root, setting, unknown);
            }
        };
    }

    private Mapping unknown(Mapping root, Setting setting, String message) {
        problems.add(Position.whole(setting.source()), String.join(".", setting.path()), message);
        return root;
    }

    private Mapping setCase(Mapping root, Setting setting) {
        String name = setting.path().get(1);
        List<String> rest = setting.path().subList(2, setting.path().size());
        if (!(root.get("cases") instanceof Mapping cases) || !(cases.get(name) instanceof Mapping overlay)) {
            List<String> known = root.get("cases") instanceof Mapping cases ? cases.keys() : List.of();
            return unknown(
                    root,
                    setting,
                    known.isEmpty()
                            ? "the recipe has no cases, got '" + name + "'"
                            : "unknown case '" + name + "'" + Nearest.hint(name, known) + " known cases: "
                                    + String.join(", ", known));
        }
        if (rest.isEmpty()) {
            return root.with(setting.path(), setting.value());
        }
        String unknown =
                RecipeSchema.unknown(rest, RecipeSchema.EXPERIMENT.fields().keySet());
        return unknown == null
                ? root.with(List.of("cases", name), RecipeSchema.set(overlay, rest, setting.value()))
                : unknown(root, setting, unknown);
    }

    private Mapping setEverywhere(Mapping root, Setting setting) {
        List<String> path = setting.path();
        String dotted = String.join(".", path);
        for (String kind : List.of("sweep", "zip")) {
            if (root.get(kind) instanceof Mapping axes) {
                if (axes.get(dotted) != null) {
                    return root.with(
                            kind,
                            kind.equals("zip")
                                    ? holdZip(axes, dotted, setting.value())
                                    : holdSweep(axes, dotted, setting.value()));
                }
                for (String axis : axes.keys()) {
                    if (dotted.startsWith(axis + ".")) {
                        return unknown(
                                root,
                                setting,
                                axis + " is an axis of the " + kind + " ("
                                        + axes.entries().get(axis).keyAt() + "); set " + kind + "." + axis
                                        + " instead");
                    }
                }
            }
        }
        Mapping changed = root;
        boolean inSome = false;
        if (root.get("cases") instanceof Mapping cases) {
            for (String name : cases.keys()) {
                if (cases.get(name) instanceof Mapping overlay && overlay.get(path) != null) {
                    changed = changed.with(List.of("cases", name), RecipeSchema.set(overlay, path, setting.value()));
                    inSome = true;
                }
            }
        }
        return !inSome || knows(RecipeSchema.EXPERIMENT, root, path)
                ? RecipeSchema.set(changed, path, setting.value())
                : changed;
    }

    private static Mapping holdSweep(Mapping axes, String held, Node value) {
        return axes.with(held, new Sequence(value.at(), List.of(value)));
    }

    /** A zip with one of its axes held at a value; rows that no longer differ become one. */
    private static Mapping holdZip(Mapping axes, String held, Node value) {
        List<List<Node>> columns = new ArrayList<>();
        for (String key : axes.keys()) {
            if (!(axes.get(key) instanceof Sequence column)) {
                return holdSweep(axes, held, value); // the validator reports the other
            }
            columns.add(key.equals(held) ? Collections.nCopies(column.items().size(), value) : column.items());
        }
        int rows = columns.stream().mapToInt(List::size).min().orElse(0);
        Set<String> seen = new HashSet<>();
        List<Integer> kept = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int at = row;
            if (seen.add(columns.stream()
                    .map(column -> RecipeText.flow(column.get(at)))
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

    /** Whether the experiment that stands here has the key, said or not. */
    private static boolean knows(Schema schema, Node node, List<String> path) {
        if (path.isEmpty()) {
            return true;
        }
        String key = path.getFirst();
        Node below = node instanceof Mapping mapping ? mapping.get(key) : null;
        Fields fields = switch (schema) {
            case Fields plain -> plain;
            case OneOf union -> node instanceof Mapping mapping ? union.of(mapping.kind()) : null;
            default -> null;
        };
        if (fields != null && key.equals("kind") && schema instanceof OneOf) {
            return true;
        }
        return fields != null
                && fields.fields().containsKey(key)
                && knows(fields.fields().get(key).schema(), below, path.subList(1, path.size()));
    }
}
