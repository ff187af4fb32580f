package icd.workbench.schema;

import icd.describe.InputFile;
import icd.io.Visible;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files that a recipe names besides recipes. A name is relative to the recipe in which it stands, or after {@code --set} and in a
 * text without a file to where the workbench was started. Each file is read once; a run keeps a copy under a name that its content
 * decides, so that no copy stands for another and none is written elsewhere.
 */
public final class Inputs {

    private static final String FOLDER = "inputs";

    /** Digits of the content's hash in the name of a copy. */
    private static final int DIGITS = 12;

    private static final int LONGEST_NAME = 100;

    private final Map<Path, InputFile> files = new HashMap<>();
    private final Map<Scalar, InputFile> named = new HashMap<>();

    /**
     * The file of a name.
     *
     * @throws IllegalArgumentException if it cannot be read; the message is for what the recipe says there
     */
    public InputFile read(Scalar name) {
        Path file = path(name);
        try {
            InputFile known = files.get(file);
            if (known == null) {
                known = InputFile.read(file, name.text());
                files.put(file, known);
            }
            named.put(name, known);
            return known;
        } catch (IOException e) {
            throw new IllegalArgumentException(Visible.of(file + ": " + e.getMessage()), e);
        }
    }

    private static Path path(Scalar name) {
        try {
            Path path = Path.of(name.text());
            boolean stands = name.at().line() > 0;
            return (stands ? Path.of(name.at().source()).resolveSibling(path) : path).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("it must be the name of a file, got " + name.found(), e);
        }
    }

    /** The tree with every name of a file that was read replaced by that of its copy. */
    public Node renamed(Node node) {
        return switch (node) {
            case Scalar scalar ->
                named.containsKey(scalar)
                        ? new Scalar(scalar.at(), Sort.TEXT, copy(scalar, named.get(scalar)))
                        : scalar;
            case Sequence sequence ->
                new Sequence(
                        sequence.at(),
                        sequence.items().stream().map(this::renamed).toList());
            case Mapping mapping -> {
                Map<String, Entry> entries = new LinkedHashMap<>();
                mapping.entries()
                        .forEach((key, entry) -> entries.put(key, new Entry(entry.keyAt(), renamed(entry.value()))));
                yield new Mapping(mapping.at(), entries);
            }
        };
    }

    /** The files by the names of their copies. */
    public Map<String, InputFile> copies() {
        Map<String, InputFile> copies = new LinkedHashMap<>();
        named.forEach((name, file) -> copies.put(copy(name, file), file));
        return copies;
    }

    private static String copy(Scalar name, InputFile file) {
        return FOLDER + "/" + file.sha256().substring(0, DIGITS) + "/" + last(name.text());
    }

    /** The last part of a file's name, which a copy keeps: what axes and tables call the file. */
    public static Node nameAlone(Node name) {
        return name instanceof Scalar scalar && scalar.sort() == Sort.TEXT
                ? new Scalar(scalar.at(), Sort.TEXT, last(scalar.text()))
                : name;
    }

    /** With an underscore for what is not safe in a file name everywhere, and the end of what is too long. */
    private static String last(String name) {
        String last;
        try {
            last = Path.of(name).normalize().getFileName().toString();
        } catch (InvalidPathException e) {
            last = name; // reading it says so
        }
        String safe = last.replaceAll("[^A-Za-z0-9._-]", "_");
        return safe.substring(Math.max(0, safe.length() - LONGEST_NAME));
    }
}
