package icd.workbench.schema;

import icd.describe.InputFile;
import icd.io.Visible;
import icd.workbench.tree.Nearest;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that a recipe names besides recipes. A name is relative to the recipe in which it stands; after {@code
 * --set} and in a text without a file it is relative to the folder where the workbench was started. Each file is read
 * once. A run keeps a copy under a name that its content decides, so that no copy stands for another and no file is
 * written elsewhere.
 */
public final class Inputs {

    private static final String FOLDER = "inputs";

    /** The number of digits of the content's hash in the name of a copy. */
    private static final int DIGITS = 12;

    private static final int LONGEST_NAME = 100;

    /** The largest number of names that a message lists. */
    private static final int MOST_LISTED = 10;

    private final Map<String, InputFile> given;
    private final Map<Path, InputFile> files = new HashMap<>();
    private final Map<Scalar, SortedMap<String, InputFile>> named = new LinkedHashMap<>();

    /** Reads files from the file system alone. */
    public Inputs() {
        this(Map.of());
    }

    /** @param given files that need not be in the file system, by the names under which the recipe has them */
    public Inputs(Map<String, InputFile> given) {
        this.given = given;
    }

    /**
     * Returns the file of a name.
     *
     * @param inside its path in the folder of that name; empty where the name is the file's
     * @throws IllegalArgumentException if it cannot be read; the message completes the recipe's place
     */
    public InputFile read(Scalar name, String inside) {
        InputFile read = inside.isEmpty() ? given.get(name.text()) : null;
        if (read == null) {
            Path file = path(name).resolve(inside);
            try {
                read = files.get(file);
                if (read == null) {
                    read = InputFile.read(file, inside.isEmpty() ? name.text() : name.text() + "/" + inside);
                    files.put(file, read);
                }
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        Visible.of(file + ": " + e.getMessage() + (inside.isEmpty() ? "" : beside(file))), e);
            }
        }
        named.computeIfAbsent(name, _ -> new TreeMap<>()).put(inside, read);
        return read;
    }

    /** Lists the innermost existing folder of a file's name. */
    private static String beside(Path file) {
        Path missing = file;
        while (missing.getParent() != null && !Files.isDirectory(missing.getParent())) {
            missing = missing.getParent();
        }
        Path folder = missing.getParent() == null ? Path.of("") : missing.getParent();
        try (Stream<Path> all = Files.list(folder)) {
            List<String> names = all.map(each -> each.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
            String shown = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
            return Nearest.hint(missing.getFileName().toString(), names, ";") + " in "
                    + (folder.toString().isEmpty() ? "the folder of the workbench" : folder) + " there "
                    + (names.isEmpty() ? "is nothing" : "is " + shown)
                    + (names.size() > MOST_LISTED ? " and " + (names.size() - MOST_LISTED) + " more" : "");
        } catch (IOException e) {
            return ""; // the first message says enough
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

    /** Returns the tree with every name of a file that was read replaced by that of its copy. */
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

    /** Returns the files by the names of their copies. */
    public Map<String, InputFile> copies() {
        Map<String, InputFile> copies = new LinkedHashMap<>();
        named.forEach((name, read) -> read.forEach((inside, file) ->
                copies.put(inside.isEmpty() ? copy(name, read) : copy(name, read) + "/" + inside, file)));
        return copies;
    }

    /**
     * Returns the name of a copy: a file is named by its content, a folder by the content of all files that were read
     * in it.
     */
    private static String copy(Scalar name, SortedMap<String, InputFile> read) {
        String hash = read.firstKey().isEmpty()
                ? read.get("").sha256()
                : InputFile.of(
                                name.text(),
                                read.entrySet().stream()
                                        .map(each -> each.getValue().sha256() + " " + each.getKey() + "\n")
                                        .collect(Collectors.joining())
                                        .getBytes(StandardCharsets.UTF_8))
                        .sha256();
        return FOLDER + "/" + hash.substring(0, DIGITS) + "/" + last(name.text());
    }

    /** Returns the last part of a file's name, which a copy keeps: axes and tables name the file by it. */
    public static Node nameAlone(Node name) {
        return name instanceof Scalar scalar && scalar.sort() == Sort.TEXT
                ? new Scalar(scalar.at(), Sort.TEXT, last(scalar.text()))
                : name;
    }

    /**
     * Returns the last part of a name with underscores for characters that are unsafe in file names, and without the
     * end of a long one.
     */
    private static String last(String name) {
        String last;
        try {
            last = Path.of(name).toAbsolutePath().normalize().getFileName().toString();
        } catch (InvalidPathException e) {
            last = name; // reading it reports the problem
        }
        String safe = last.replaceAll("[^A-Za-z0-9._-]", "_");
        return safe.substring(Math.max(0, safe.length() - LONGEST_NAME));
    }
}
