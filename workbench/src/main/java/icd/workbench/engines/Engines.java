package icd.workbench.engines;

import icd.workbench.tree.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The engines by their names. */
public final class Engines {

    /** Engines of separate modules, each with the way to install it. */
    private static final SequencedMap<String, String> ELSEWHERE = new LinkedHashMap<>();

    static {
        ELSEWHERE.put(
                "spark",
                "its module must be here, as workbench-spark-*.jar in the folder engines/ of a distribution; in a checkout"
                        + " mvn -Pengines -DskipTests package makes it (see recipes/spark.md)");
    }

    private Engines() {}

    /** Returns the engines that are installed, in the order of their names, but the local one first. */
    public static List<EngineKind> here() {
        try {
            return ServiceLoader.load(EngineKind.class, EngineKind.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .sorted((a, b) -> a.name().equals(LocalKind.NAME)
                            ? -1
                            : b.name().equals(LocalKind.NAME) ? 1 : a.name().compareTo(b.name()))
                    .toList();
        } catch (ServiceConfigurationError e) {
            throw new UnreachableException("every jar in engines/ must be of this version, got " + e.getMessage()
                    + ": remove it, or build it again");
        }
    }

    /** Returns the engines that are known but not installed, each with the way to install it. */
    public static SequencedMap<String, String> elsewhere() {
        SequencedMap<String, String> all = new LinkedHashMap<>(ELSEWHERE);
        here().forEach(kind -> all.remove(kind.name()));
        return all;
    }

    /**
     * Returns the engine of a name.
     *
     * @throws IllegalArgumentException if there is none of that name
     * @throws UnreachableException if it is known but not installed
     */
    public static EngineKind named(String name) {
        return here().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> absent(name));
    }

    private static RuntimeException absent(String name) {
        if (ELSEWHERE.containsKey(name)) {
            return new UnreachableException("engine " + name + ": " + ELSEWHERE.get(name));
        }
        List<String> names = Stream.concat(here().stream().map(EngineKind::name), ELSEWHERE.keySet().stream())
                .distinct()
                .toList();
        return new IllegalArgumentException("--engine must be "
                + names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", ")) + " or "
                + names.getLast() + ", got '" + name + "'" + Nearest.hint(name, names));
    }
}
