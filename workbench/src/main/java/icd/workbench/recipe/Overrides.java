package icd.workbench.recipe;

import icd.workbench.schema.Paths;
import icd.workbench.tree.Nearest;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.RecipeException;
import icd.workbench.tree.YamlReader;
import java.util.List;

/**
 * Lays {@code --set path=value} over a recipe. A bare path sets the top level and every case that has the path; the
 * path of an axis gives the axis that one value; {@code cases.NAME.path}, {@code sweep.path} and {@code zip.path} set
 * exactly the path that they name.
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
        String written = text.substring(equals + 1);
        try {
            value = YamlReader.readValue(source, written, problems);
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
        if (first.equals(RecipeSchema.EXTENDS)) {
            return unknown(
                    root, setting, "extends must stand in the recipe's file: a recipe is read before it is overridden");
        }
        if (Layering.isNull(setting.value())) {
            return new Layering(problems).without(root, path, setting.value());
        }
        if (path.size() == 1 && !RecipeSchema.EXPERIMENT.parameters().containsKey(first)) {
            return RecipeSchema.KEYS.contains(first)
                    ? root.with(first, setting.value())
                    : unknown(root, setting, RecipeSchema.PATHS.unknown(path, RecipeSchema.KEYS));
        }
        return switch (first) {
            case "cases" -> setCase(root, setting);
            case "sweep", "zip" -> {
                List<String> axis = path.subList(1, path.size());
                String unknown = RecipeSchema.PATHS.unknown(
                        axis, RecipeSchema.EXPERIMENT.parameters().keySet());
                yield unknown == null
                        ? root.with(List.of(first, String.join(".", axis)), setting.value())
                        : unknown(root, setting, unknown);
            }
            default -> {
                if (RecipeSchema.HEAD.parameters().containsKey(first)) {
                    yield unknown(root, setting, first + " has no keys, got '" + path.get(1) + "'; set it as a whole");
                }
                String unknown = RecipeSchema.PATHS.unknown(path, RecipeSchema.KEYS);
                yield unknown == null
                        ? new BarePath(problems)
                                .set(
                                        root,
                                        path,
                                        new Entry(
                                                Position.whole(setting.source()),
                                                Paths.spelled(RecipeSchema.PATHS.at(path), setting.value())))
                        : unknown(root, setting, unknown);
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
                            : "unknown case '" + name + "'" + Nearest.hint(name, known, ";") + " known cases: "
                                    + String.join(", ", known));
        }
        if (rest.isEmpty()) {
            return root.with(setting.path(), Paths.spelled(List.of(RecipeSchema.EXPERIMENT), setting.value()));
        }
        String dotted = String.join(".", rest);
        for (String kind : List.of("sweep", "zip")) {
            if (root.get(kind) instanceof Mapping axes && axes.get(dotted) != null) {
                String at = axes.entries().get(dotted).keyAt().toString();
                return unknown(
                        root,
                        setting,
                        dotted + " must not stand in case '" + name + "': it is an axis of the " + kind + " (" + at
                                + "), whose values would replace it; set " + kind + "." + dotted + " instead");
            }
        }
        String unknown = RecipeSchema.PATHS.unknown(
                rest, RecipeSchema.EXPERIMENT.parameters().keySet());
        return unknown == null
                ? root.with(
                        List.of("cases", name),
                        RecipeSchema.PATHS.set(
                                overlay, rest, Paths.spelled(RecipeSchema.PATHS.at(rest), setting.value())))
                : unknown(root, setting, unknown);
    }
}
