package icd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What users of the library can call stands in {@code src/api}, a file for each package, so that a change of it is seen in every review.
 * Where they differ, the files as they should be are in {@code target/api}: copy them, and name the change in CHANGELOG.md.
 */
class ApiTest {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path WRITTEN = Path.of("src", "api");
    private static final Path FOUND = Path.of("target", "api");

    @Test
    void apiIsWhatIsWrittenDown() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Class<?> type : visible()) {
            found.merge(type.getPackageName() + ".txt", describe(type), String::concat);
        }
        Files.createDirectories(FOUND);
        for (Map.Entry<String, String> each : found.entrySet()) {
            Files.writeString(FOUND.resolve(each.getKey()), each.getValue());
        }
        Map<String, String> written = new TreeMap<>();
        try (Stream<Path> files = Files.list(WRITTEN)) {
            for (Path file : files.toList()) {
                written.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(found)
                .as(
                        "the public API; if the change is meant, copy dsl/target/api to dsl/src/api and name it in CHANGELOG.md")
                .isEqualTo(written);
    }

    /** Returns all types that another package can name, in the order of their names. */
    private static List<Class<?>> visible() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .<Class<?>>map(ApiTest::load)
                    .filter(ApiTest::isVisible)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ApiTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        return isOpen(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String describe(Class<?> type) {
        Stream<Field> fields = Arrays.stream(type.getDeclaredFields());
        Stream<Executable> calls =
                Stream.concat(Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()));
        return Stream.concat(
                        Stream.of(shortened(type.toGenericString())),
                        Stream.concat(
                                        fields.filter(ApiTest::isApi).map(Field::toGenericString),
                                        calls.filter(ApiTest::isApi).map(ApiTest::call))
                                .map(each -> "    " + shortened(each))
                                .sorted())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static boolean isApi(Member member) {
        return isOpen(member.getModifiers()) && !member.isSynthetic() && !isOfEveryObject(member);
    }

    private static boolean isOfEveryObject(Member member) {
        return member instanceof Method method
                && List.of("equals", "hashCode", "toString").contains(method.getName());
    }

    private static String call(Executable executable) {
        return executable instanceof Constructor<?> constructor
                ? constructor.toGenericString()
                : ((Method) executable).toGenericString();
    }

    /** Without what goes without saying, and without packages of types. */
    private static String shortened(String text) {
        return text.replaceAll("\\b(?:public|abstract|synchronized|native|strictfp) ", "")
                .replaceAll("\\b(?:[a-z][a-z0-9]*\\.)+(?=[A-Z])", "");
    }
}
