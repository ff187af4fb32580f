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

/**
 * What {@code settings.yaml} says.
 *
 * @param classpath jars that add kinds, as they are to be opened, each with the place where it is named
 */
public record Settings(SequencedMap<Path, String> classpath) {

    private static final String CLASSPATH = "classpath";

    public Settings {
        classpath = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(classpath));
    }

    /**
     * Reads the file; one that is absent or empty says nothing.
     *
     * @throws RecipeException if it says anything but {@code classpath: [...]}; holds every problem found
     */
    public static Settings read(Path file) {
        SequencedMap<Path, String> jars = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return new Settings(jars);
        }
        Problems problems = new Problems();
        Node root = YamlReader.readFile(file.toString(), text(file), problems);
        if (root instanceof Mapping mapping) {
            mapping.entries().forEach((key, entry) -> read(file, key, entry, jars, problems));
        } else if (root != null && !(root instanceof Scalar scalar && scalar.sort() == Sort.NOTHING)) {
            problems.add(root.at(), "", "settings must be a mapping, got " + root.found());
        }
        problems.throwIfAny();
        return new Settings(jars);
    }

    private static void read(Path file, String key, Entry entry, Map<Path, String> jars, Problems problems) {
        if (!key.equals(CLASSPATH)) {
            problems.add(entry.keyAt(), key, RecipeSchema.PATHS.unknownKey(key, "the settings", List.of(CLASSPATH)));
        } else if (entry.value() instanceof Sequence list) {
            for (Node item : list.items()) {
                if (item instanceof Scalar scalar && scalar.sort() == Sort.TEXT) {
                    jars.putIfAbsent(file.resolveSibling(scalar.text()), scalar.at() + ": classpath");
                } else {
                    problems.add(item.at(), key, "classpath must hold paths of jars, got " + item.found());
                }
            }
        } else {
            problems.add(
                    entry.value().at(),
                    key,
                    "classpath must be a list of jars, got " + entry.value().found());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new RecipeException(Position.whole(file.toString()), "settings must be readable UTF-8, got " + e, e);
        }
    }
}
