package icd;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A user's jar of kinds, made of a page's example. */
public final class UserJar {

    private UserJar() {}

    /** The Java example of a section of a page. */
    public static String example(Path page, String section) throws IOException {
        String text = Files.readString(page);
        String rest = text.substring(text.indexOf(section));
        int begin = rest.indexOf("```java\n") + "```java\n".length();
        return rest.substring(begin, rest.indexOf("```", begin));
    }

    /**
     * Compiles a class and lists it as a provider of kinds.
     *
     * @param name of the class
     * @param code of its file
     */
    public static Path write(Path file, String name, String code) throws IOException {
        Path scratch = Files.createTempDirectory(file.toAbsolutePath().getParent(), "jar");
        String simple = name.substring(name.lastIndexOf('.') + 1);
        Path source = Files.writeString(scratch.resolve(simple + ".java"), code);
        Path classes = Files.createDirectory(scratch.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        if (failed != 0) {
            throw new IllegalArgumentException(name + ": must compile, got exit code " + failed);
        }
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, jar);
            }
            jar.putNextEntry(new JarEntry("META-INF/services/icd.describe.KindProvider"));
            jar.write((name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
