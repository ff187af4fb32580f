package icd.workbench.recipe;

import icd.describe.Schema;
import icd.workbench.schema.Inputs;
import icd.workbench.schema.Validator;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.TreeText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Checks what can be told before trials exist: keys and values as they stand, cases, axes. */
final class StructureCheck {
    private final Mapping root;
    private final Problems problems;
    private final Validator partial;
    private final Validator whole;
    private final Map<String, Position> axes = new LinkedHashMap<>();
    private boolean expandable = true;

    StructureCheck(Mapping root, Problems problems) {
        this.root = root;
        this.problems = problems;
        this.partial = new Validator(RecipeSchema.PATHS, problems, true);
        this.whole = new Validator(RecipeSchema.PATHS, problems, false);
    }

    /** Reports what is wrong; returns whether the recipe can be expanded all the same. */
    boolean run() {
        root.entries().forEach((key, entry) -> {
            if (!RecipeSchema.KEYS.contains(key)) {
                problems.add(
                        entry.keyAt(), key, RecipeSchema.PATHS.unknownKey(key, "the recipe", RecipeSchema.FILE_KEYS));
            }
        });
        whole.checkFields(RecipeSchema.HEAD, Tree.only(root, RecipeSchema.HEAD), "", "");
        figuresDiffer();
        partial.checkFields(RecipeSchema.EXPERIMENT, Tree.only(root, RecipeSchema.EXPERIMENT), "", "the recipe");
        axes("sweep");
        axes("zip");
        zipInStep();
        axesApart();
        cases();
        if (expandable && Expansion.count(root) > Expansion.MAX_TRIALS) {
            fail(
                    Stream.of("sweep", "zip", "cases")
                            .map(root::get)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(root)
                            .at(),
                    "sweep",
                    "a recipe must expand to at most " + Expansion.MAX_TRIALS + " trials, got "
                            + Expansion.count(root));
        }
        return expandable;
    }

    private void fail(Position at, String path, String message) {
        problems.add(at, path, message);
        expandable = false;
    }

    private void figuresDiffer() {
        if (root.get("figures") instanceof Sequence figures) {
            Map<String, Position> seen = new HashMap<>();
            for (Node figure : figures.items()) {
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
    }

    private void cases() {
        Node node = root.get("cases");
        if (node == null) {
            return;
        }
        if (!(node instanceof Mapping cases)) {
            fail(node.at(), "cases", "cases must be a mapping from names to partial experiments, got " + node.found());
            return;
        }
        cases.entries().forEach((name, entry) -> {
            if (!name.matches(RecipeSchema.CASE_NAME)) {
                fail(
                        entry.keyAt(),
                        "cases",
                        "a case's name must begin with a letter and hold at most 64 letters, digits, _ and -, "
                                + "got '" + name + "'");
            }
            if (entry.value() instanceof Mapping overlay) {
                partial.checkFields(RecipeSchema.EXPERIMENT, overlay, "", "cases." + name);
                axes.forEach((axis, at) -> notAnAxis(name, overlay, axis, at));
            } else {
                fail(
                        entry.value().at(),
                        "cases." + name,
                        "cases." + name + " must be a mapping, got "
                                + entry.value().found());
            }
        });
    }

    private void notAnAxis(String name, Mapping overlay, String axis, Position at) {
        Node own = overlay.get(Expansion.path(axis));
        if (own != null) {
            problems.add(
                    own.at(),
                    axis,
                    axis + " must not stand in case '" + name + "': it is an axis (" + at
                            + "), whose values would replace it");
        }
    }

    private void axes(String kind) {
        Node node = root.get(kind);
        if (node == null) {
            return;
        }
        if (!(node instanceof Mapping mapping)) {
            fail(node.at(), kind, kind + " must be a mapping from paths to lists of values, got " + node.found());
            return;
        }
        mapping.entries().forEach((path, entry) -> axis(kind, path, entry));
    }

    private void axis(String kind, String path, Entry entry) {
        String label = kind + "." + path;
        List<String> keys = Expansion.path(path);
        String unknown = RecipeSchema.PATHS.unknown(
                keys, RecipeSchema.EXPERIMENT.parameters().keySet());
        if (unknown != null) {
            fail(entry.keyAt(), label, kind + ": " + unknown);
            return;
        }
        Position elsewhere = axes.putIfAbsent(path, entry.keyAt());
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
            return;
        }
        List<Schema> schemas = RecipeSchema.PATHS.at(keys);
        Map<String, Position> seen = new HashMap<>();
        for (Node item : sequence.items()) {
            if (schemas.size() == 1) {
                whole.check(schemas.getFirst(), item, path);
            }
            Position first = seen.putIfAbsent(TreeText.flow(item), item.at());
            if (first != null && kind.equals("sweep")) {
                problems.add(
                        item.at(), label, label + " must not repeat a value, got " + TreeText.flow(item) + " twice");
            }
        }
        if (RecipeSchema.PATHS.isFile(keys)) {
            namesDiffer(sequence, label);
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

    private void zipInStep() {
        if (!(root.get("zip") instanceof Mapping zip)) {
            return;
        }
        String first = null;
        for (String path : zip.keys()) {
            if (zip.get(path) instanceof Sequence column) {
                if (first == null) {
                    first = path;
                } else if (zip.get(first) instanceof Sequence other
                        && other.items().size() != column.items().size()) {
                    fail(
                            column.at(),
                            "zip." + path,
                            "zip." + path + " must have as many values as zip." + first + ", got "
                                    + column.items().size() + " where that has "
                                    + other.items().size() + " (" + other.at() + ")");
                }
            }
        }
        if (expandable && first != null) {
            zipRowsDiffer(zip);
        }
    }

    private void zipRowsDiffer(Mapping zip) {
        Map<List<String>, Integer> seen = new HashMap<>();
        for (int row = 0;
                expandable
                        && row
                                < ((Sequence) zip.get(zip.keys().getFirst()))
                                        .items()
                                        .size();
                row++) {
            int at = row;
            List<String> values = zip.keys().stream()
                    .map(key -> TreeText.flow(((Sequence) zip.get(key)).items().get(at)))
                    .toList();
            Integer first = seen.putIfAbsent(values, row);
            if (first != null) {
                problems.add(
                        zip.at(),
                        "zip",
                        "zip must not repeat a step, got " + String.join(", ", values) + " as steps " + (first + 1)
                                + " and " + (row + 1));
            }
        }
    }

    private void axesApart() {
        for (String outer : axes.keySet()) {
            for (String inner : axes.keySet()) {
                if (inner.startsWith(outer + ".")) {
                    fail(
                            axes.get(inner),
                            inner,
                            "axis " + inner + " must not lie inside axis " + outer + " (" + axes.get(outer) + ")");
                }
            }
        }
    }
}
