package icd.workbench.recipe;

import icd.describe.InputFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The user's own jars: those that the launcher put on the class path after our own, each with the SHA-256 of its content. */
public final class Jars {

    /** The system property in which the launcher names them, separated as a class path is. */
    public static final String PROPERTY = "icd.jars";

    /** The jars, read once, so that all trials of a process are identified by the jars that it began with. */
    private static final SequencedMap<Path, String> LOADED = read();

    private Jars() {}

    /**
     * Returns every jar of this process with its SHA-256, in the order of the class path; none without {@code
     * --classpath} or settings.
     */
    public static SequencedMap<Path, String> loaded() {
        return LOADED;
    }

    /** Returns the jar that a class came from; empty where it is one of ours. */
    public static Optional<Path> of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path must have the places of files", e);
        }
    }

    /**
     * Returns the text that jars add to the identity of a trial that is made of these classes: empty where all are
     * ours; otherwise a line for each jar, as a kind may call code in another jar.
     */
    static String identity(Collection<Class<?>> types) {
        boolean some = !LOADED.isEmpty()
                && types.stream().flatMap(type -> of(type).stream()).anyMatch(LOADED::containsKey);
        return (some ? LOADED.values().stream() : Stream.<String>empty())
                .map(hash -> "# jar sha256 " + hash + "\n")
                .collect(Collectors.joining());
    }

    private static SequencedMap<Path, String> read() {
        SequencedMap<Path, String> hashes = new LinkedHashMap<>();
        List<String> paths = Stream.of(System.getProperty(PROPERTY, "").split(File.pathSeparator))
                .filter(path -> !path.isEmpty())
                .toList();
        for (String path : paths) {
            try {
                hashes.put(
                        Path.of(path),
                        InputFile.of(path, Files.readAllBytes(Path.of(path))).sha256());
            } catch (IOException e) {
                throw new UncheckedIOException(path, e);
            }
        }
        return hashes;
    }
}
