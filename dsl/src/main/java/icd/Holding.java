package icd;

import icd.io.Idx;
import icd.io.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A kind of content of a file, with the call that reads it. The first bytes of a file, its arrays and its name identify
 * it, so that a user who reads a file as something else can be told.
 */
enum Holding {
    WEIGHTS("the weights of a layer", "load(layer, \"%s\")"),
    PROMPTS("prompts", "readPrompts(\"%s\")"),
    TOKENS("tokens", "readTokens(\"%s\")"),
    ARRAYS("arrays", "readNpz(\"%s\")"),
    ARRAY("an array", "readNpy(\"%s\")"),
    TABLE("numbers as text", "readCsv(\"%s\")"),
    RECIPE("a recipe", "run(\"%s\")"),
    RUN("a run", "show(\"%s\")"),
    SESSION("a session", "/open %s"),
    FIGURE("a figure", "a browser"),
    OTHER("", "");

    private final String what;
    private final String reader;

    Holding(String what, String reader) {
        this.what = what;
        this.reader = reader;
    }

    /** Reads a file. */
    interface Reading<T> {
        T read(Path file) throws IOException;
    }

    /**
     * Reads a file that should hold one of these; if it cannot be read and holds something else, the message says what
     * it holds and which call reads it.
     */
    static <T> T read(String file, List<Holding> wanted, Reading<T> reading) throws IOException {
        Path path = Path.of(file);
        try {
            return reading.read(path);
        } catch (IOException e) {
            String hint = hint(path, file, wanted);
            throw hint.isEmpty() ? e : new IOException(e.getMessage() + hint, e);
        } catch (IllegalArgumentException e) {
            String hint = hint(path, file, wanted);
            throw hint.isEmpty() ? e : new IllegalArgumentException(e.getMessage() + hint, e);
        }
    }

    private static String hint(Path path, String file, List<Holding> wanted) {
        Holding holding = of(path);
        return holding == OTHER || wanted.contains(holding)
                ? ""
                : "; it holds " + holding.what + ", for " + String.format(holding.reader, Visible.of(file));
    }

    private static Holding of(Path path) {
        if (Files.isDirectory(path)) {
            return Files.exists(path.resolve("recipe.yaml")) ? RUN : OTHER;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(8);
            String first = new String(bytes, StandardCharsets.ISO_8859_1);
            if (first.startsWith("\u0093NUMPY")) {
                return ARRAY;
            }
            if (Idx.begins(bytes)) {
                return TOKENS;
            }
            return first.startsWith("PK")
                    ? ofArchive(path)
                    : ofName(path.toString().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            return OTHER;
        }
    }

    private static Holding ofArchive(Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            List<String> names = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".npy"))
                    .map(name -> name.substring(0, name.length() - ".npy".length()))
                    .toList();
            if (names.contains("X") && names.contains("query")) {
                return PROMPTS;
            } else if (names.contains("tokens")) {
                return TOKENS;
            }
            boolean weights = names.stream().anyMatch(name -> name.matches(".*_(?:final|init|epoch\\d+)"));
            return weights ? WEIGHTS : names.isEmpty() ? OTHER : ARRAYS;
        }
    }

    private static Holding ofName(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "yaml", "yml" -> RECIPE;
            case "csv", "tsv", "txt" -> TABLE;
            case "jsh", "java", "md", "ipynb" -> SESSION;
            case "svg", "pdf", "png" -> FIGURE;
            default -> OTHER;
        };
    }
}
