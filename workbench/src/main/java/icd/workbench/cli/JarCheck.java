package icd.workbench.cli;

import icd.describe.KindProvider;
import icd.describe.Kinds;
import icd.describe.KnownKinds;
import icd.io.Visible;
import icd.workbench.recipe.Jars;
import icd.workbench.recipe.Settings;
import icd.workbench.tree.RecipeException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The check that the launcher starts first where a command line or the settings may name jars: it finds the jars, tries
 * them, and prints the class path that they add. It ends with 2 and a message where one of them cannot be used, so that
 * the workbench never starts with it.
 */
final class JarCheck {

    /** The argument with which the launcher asks for the jars of a command line. */
    static final String FIRST = "--find-jars";

    private static final String OPTION = "--classpath";

    private JarCheck() {}

    /**
     * Prints the paths of the jars in the form of a class path, or the problem with one of them.
     *
     * @param args the settings file, then the command line
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, List<String> args) {
        try {
            SequencedMap<Path, String> jars = new LinkedHashMap<>();
            option(args.subList(1, args.size())).forEach(jars::putIfAbsent);
            Settings.read(Path.of(args.getFirst())).classpath().forEach((path, place) -> absolute(path, place, jars));
            jars.forEach(JarCheck::open);
            tryKinds(jars);
            out.print(jars.keySet().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            out.flush();
            return 0;
        } catch (RecipeException e) {
            err.println(e.getMessage());
        } catch (IllegalArgumentException e) {
            err.println("workbench: " + Visible.of(e.getMessage()));
        }
        return Main.BAD_USAGE;
    }

    private static SequencedMap<Path, String> option(List<String> args) {
        SequencedMap<Path, String> jars = new LinkedHashMap<>();
        for (int i = 0; i < args.size() && !args.get(i).equals("--"); i++) {
            String value = args.get(i).startsWith(OPTION + "=")
                    ? args.get(i).substring(OPTION.length() + 1)
                    : args.get(i).equals(OPTION) && i + 1 < args.size() ? args.get(++i) : "";
            Stream.of(value.split(File.pathSeparator))
                    .filter(path -> !path.isEmpty())
                    .forEach(path -> absolute(Path.of(path), OPTION, jars));
        }
        return jars;
    }

    private static void absolute(Path path, String place, Map<Path, String> jars) {
        try {
            jars.putIfAbsent(Files.exists(path) ? path.toRealPath() : path, place);
        } catch (IOException | InvalidPathException e) {
            throw refused(place, path, "must be a jar that can be read, got " + e);
        }
    }

    private static void open(Path jar, String place) {
        if (!Files.exists(jar)) {
            throw refused(place, jar, "must exist, got no such file");
        } else if (jar.toString().contains(File.pathSeparator)) {
            throw refused(
                    place, jar, "must have no '" + File.pathSeparator + "' in its path, as a class path cannot say it");
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getManifest() != null
                    && file.getManifest().getMainAttributes().containsKey(Attributes.Name.CLASS_PATH)) {
                throw refused(place, jar, "must name no other jars in its manifest's Class-Path: name them here");
            }
        } catch (IOException e) {
            throw refused(place, jar, "must be a jar, got " + (Files.isDirectory(jar) ? "a folder" : e.getMessage()));
        }
    }

    /**
     * Makes every provider and reads every kind, which finds anything that would break the workbench while it starts.
     */
    private static void tryKinds(SequencedMap<Path, String> jars) {
        URL[] urls = jars.keySet().stream().map(JarCheck::url).toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader("jars", urls, JarCheck.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            List<Path> untried = List.copyOf(jars.keySet());
            for (Path jar : untried) {
                tryKinds(jar, jars.get(jar), loader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("PMD.AvoidCatchingThrowable") // the code of a user may throw anything
    private static void tryKinds(Path jar, String place, URLClassLoader all) throws IOException {
        String what = "must hold kinds that can be read";
        // The loader of the error tells which jar holds a provider that cannot even be loaded.
        try (URLClassLoader own = new URLClassLoader("jar", new URL[] {url(jar)}, null)) {
            if (own.findResource("META-INF/services/" + KindProvider.class.getName()) == null) {
                return;
            }
            what = "must have providers that can be made";
            for (KindProvider provider : ServiceLoader.load(KindProvider.class, all)) {
                if (Jars.of(provider.getClass()).filter(jar::equals).isEmpty()) {
                    continue;
                }
                for (Class<? extends Record> kind : provider.kinds()) {
                    what = "must hold kinds that can be read: " + kind.getName();
                    tryKind(kind);
                }
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            Throwable cause = e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e;
            throw refused(
                    place,
                    jar,
                    what + ", got " + (cause instanceof IllegalArgumentException ? cause.getMessage() : cause));
        }
    }

    private static void tryKind(Class<? extends Record> kind) {
        Kinds.of(kind);
        List<Class<?>> families = families(kind)
                .filter(type -> type.isAnnotationPresent(KnownKinds.class))
                .distinct()
                .toList();
        if (families.isEmpty()) {
            throw new IllegalArgumentException(
                    "it implements no interface that is open to kinds, such as icd.task.Task");
        }
        families.forEach(Kinds::family);
    }

    private static Stream<Class<?>> families(Class<?> type) {
        return Stream.of(type.getInterfaces()).flatMap(each -> Stream.concat(Stream.of(each), families(each)));
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(jar + " must have a URL", e);
        }
    }

    private static IllegalArgumentException refused(String place, Path jar, String message) {
        return new IllegalArgumentException(place + " " + jar + ": it " + message);
    }
}
