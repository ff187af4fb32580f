package icd.workbench.recipe;

import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.RecipeException;
import icd.workbench.tree.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The contents of {@code settings.yaml}.
 *
 * @param classpath the jars that add kinds, by the paths from which they are opened, each with the place where it is
 *     named
 * @param engines the settings of each engine, by its name
 */
public record Settings(
        SequencedMap<Path, String> classpath, SequencedMap<String, SequencedMap<String, Value>> engines) {

    private static final String CLASSPATH = "classpath";
    private static final String ENGINES = "engines";

    /**
     * A setting of an engine.
     *
     * @param text the text as written; the items of a list, a line each
     * @param place the place where it is written
     */
    public record Value(String text, String place) {
        @Override
        public String toString() {
            return text;
        }
    }

    public Settings {
        classpath = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(classpath));
        engines = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(engines));
    }

    /**
     * Reads the file; an absent or empty one sets nothing.
     *
     * @throws RecipeException if it has other keys than {@code classpath: [...]} and {@code engines: {...}}; it holds
     *     every problem found
     */
    public static Settings read(Path file) {
        SequencedMap<Path, String> jars = new LinkedHashMap<>();
        SequencedMap<String, SequencedMap<String, Value>> engines = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return new Settings(jars, engines);
        }
        Problems problems = new Problems();
        Node root = YamlReader.readFile(file.toString(), text(file), problems);
        if (root instanceof Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                switch (key) {
                    case CLASSPATH -> readJars(file, entry, jars, problems);
                    case ENGINES -> readEngines(entry, engines, problems);
                    default ->
                        problems.add(
                                entry.keyAt(),
                                key,
                                RecipeSchema.PATHS.unknownKey(key, "the settings", List.of(CLASSPATH, ENGINES)));
                }
            });
        } else if (root != null && !isNothing(root)) {
            problems.add(root.at(), "", "settings must be a mapping, got " + root.found());
        }
        problems.throwIfAny();
        return new Settings(jars, engines);
    }

    private static void readJars(Path file, Entry entry, Map<Path, String> jars, Problems problems) {
        if (entry.value() instanceof Sequence list) {
            for (Node item : list.items()) {
                if (item instanceof Scalar scalar && scalar.sort() == Sort.TEXT) {
                    jars.putIfAbsent(file.resolveSibling(scalar.text()), scalar.at() + ": classpath");
                } else {
                    problems.add(item.at(), CLASSPATH, "classpath must hold paths of jars, got " + item.found());
                }
            }
        } else {
            problems.add(
                    entry.value().at(),
                    CLASSPATH,
                    "classpath must be a list of jars, got " + entry.value().found());
        }
    }

    private static void readEngines(Entry entry, Map<String, SequencedMap<String, Value>> engines, Problems problems) {
        for (Map.Entry<String, Entry> engine :
                mapping(entry.value(), ENGINES, problems).entrySet()) {
            String path = ENGINES + "." + engine.getKey();
            SequencedMap<String, Value> values = new LinkedHashMap<>();
            mapping(engine.getValue().value(), path, problems)
                    .forEach((name, value) -> read(path + "." + name, name, value.value(), values, problems));
            engines.put(engine.getKey(), values);
        }
    }

    private static Map<String, Entry> mapping(Node node, String path, Problems problems) {
        if (node instanceof Mapping mapping) {
            return mapping.entries();
        }
        if (!isNothing(node)) {
            problems.add(node.at(), path, path + " must be a mapping, got " + node.found());
        }
        return Map.of();
    }

    private static void read(String path, String name, Node node, Map<String, Value> values, Problems problems) {
        List<Node> items = node instanceof Sequence list ? list.items() : List.of(node);
        if (items.stream().allMatch(item -> item instanceof Scalar && !isNothing(item))) {
            String text = items.stream().map(item -> ((Scalar) item).text()).collect(Collectors.joining("\n"));
            values.put(name, new Value(text, node.at().toString()));
        } else {
            problems.add(node.at(), path, path + " must be a text, a number or a list of them, got " + node.found());
        }
    }

    private static boolean isNothing(Node node) {
        return node instanceof Scalar scalar && scalar.sort() == Sort.NOTHING;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new RecipeException(Position.whole(file.toString()), "settings must be readable UTF-8, got " + e, e);
        }
    }
}
