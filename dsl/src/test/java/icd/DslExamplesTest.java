package icd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every entry of {@link Dsl} says in one line what it is, and gives an example that compiles and runs. */
class DslExamplesTest {

    /** {@link Dsl} and the classes whose entries it inherits. */
    private static final List<Class<?>> PARTS = Stream.<Class<?>>iterate(
                    Dsl.class, part -> part != Object.class, Class::getSuperclass)
            .toList();

    /** One public method: the first sentence of its Javadoc, and its example; empty where there is none. */
    private record Entry(String name, List<String> types, String signature, String sentence, String example) {}

    private static List<Entry> entries;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void readTheSource() throws IOException {
        List<Path> sources = PARTS.stream().map(DslExamplesTest::source).toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            entries = new ArrayList<>();
            new TreeScanner<Void, CompilationUnitTree>() {
                @Override
                public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
                    if (method.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                        entries.add(entry(docs, TreePath.getPath(unit, method), method));
                    }
                    return null;
                }

                void scanAll(Iterable<? extends CompilationUnitTree> units) {
                    units.forEach(unit -> scan(unit, unit));
                }
            }.scanAll(task.parse());
        }
    }

    private static Path source(Class<?> part) {
        return Path.of("src/main/java/" + part.getName().replace('.', '/') + ".java");
    }

    private static Entry entry(DocTrees docs, TreePath path, MethodTree method) {
        String name = method.getName().toString();
        List<String> types = method.getParameters().stream()
                .map(parameter -> parameter.getType().toString())
                .toList();
        String signature = name
                + method.getParameters().stream()
                        .map(parameter -> parameter.getType() + " " + parameter.getName())
                        .collect(Collectors.joining(", ", "(", ")"));
        DocCommentTree comment = docs.getDocCommentTree(path);
        if (comment == null) {
            return new Entry(name, types, signature, "", "");
        }
        String sentence =
                comment.getFirstSentence().stream().map(DocTree::toString).collect(Collectors.joining());
        String example = Stream.concat(comment.getBody().stream(), comment.getBlockTags().stream())
                .filter(SnippetTree.class::isInstance)
                .map(tree -> ((SnippetTree) tree).getBody().getBody())
                .collect(Collectors.joining("\n"));
        return new Entry(name, types, signature, sentence.strip(), example.strip());
    }

    @Test
    void everyEntrySaysInOneLineWhatItIs() {
        assertThat(entries).hasSizeGreaterThan(90);
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.sentence()).as(entry.signature()).isNotEmpty().endsWith(".");
            assertThat(entry.sentence().lines().count())
                    .as("lines of the first sentence of %s", entry.signature())
                    .isEqualTo(1);
            assertThat(entry.example()).as("example of %s", entry.signature()).isNotEmpty();
        });
    }

    /** Each example calls the entry it stands by. */
    @Test
    void examplesUseTheirEntry() {
        assertThat(entries)
                .allSatisfy(entry ->
                        assertThat(entry.example()).as(entry.signature()).contains(entry.name() + "("));
    }

    /** A static method silently hides one of its superclass: each part would lose entries to the parts after it. */
    @Test
    void noPartHidesAnEntryOfAnother() {
        assertThat(entries).extracting(entry -> entry.name() + entry.types()).doesNotHaveDuplicates();
    }

    /** Overloads that take the same things in another order would be the same entry twice. */
    @Test
    void overloadsDifferInMoreThanTheOrderOfParameters() {
        assertThat(entries)
                .extracting(
                        entry -> entry.name() + entry.types().stream().sorted().toList())
                .doesNotHaveDuplicates();
    }

    /** An entry whose value has a dimension takes n first. */
    @Test
    void theDimensionComesBeforeWhatIsChosen() {
        List<Entry> ofDimensions = entries.stream()
                .filter(entry -> entry.name().endsWith("Attention"))
                .toList();
        assertThat(ofDimensions).hasSizeGreaterThan(8);
        assertThat(ofDimensions)
                .allSatisfy(entry -> assertThat(entry.signature()).startsWith(entry.name() + "(int n"));
    }

    @Test
    void namesOfObjectAreNotHidden() {
        assertThat(entries)
                .extracting(Entry::name)
                .doesNotContain("equals", "toString", "getClass", "wait", "notify", "clone", "hashCode");
    }

    @TestFactory
    Stream<DynamicTest> examplesRun() throws Exception {
        StringWriter problems = new StringWriter();
        boolean compiled = compile(problems);
        assertThat(compiled).as(problems.toString()).isTrue();
        URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
        Class<?> examples = loader.loadClass("Examples");
        Path files = Files.createDirectory(directory.resolve("files"));
        return IntStream.range(0, entries.size())
                .mapToObj(i -> DynamicTest.dynamicTest(entries.get(i).signature(), () -> {
                    try {
                        examples.getMethod("example" + i, Path.class).invoke(null, files);
                    } catch (InvocationTargetException e) {
                        throw new AssertionError(entries.get(i).example(), e.getCause());
                    }
                }))
                .onClose(() -> {
                    try {
                        loader.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static boolean compile(StringWriter problems) throws IOException {
        StringBuilder source = new StringBuilder("import static icd.Dsl.*;\n"
                + "import java.nio.file.Path;\nimport java.util.List;\nimport icd.denoise.*;\nimport icd.attention.*;\nimport icd.energy.*;\n"
                + "import icd.task.*;\nimport icd.train.*;\nimport icd.io.*;\nimport icd.figure.*;\n"
                + "public class Examples {\n");
        for (int i = 0; i < entries.size(); i++) {
            source.append("public static void example").append(i).append("(Path directory) throws Exception {\n");
            source.append(entries.get(i).example());
            source.append(entries.get(i).example().endsWith(";") ? "\n}\n" : ";\n}\n");
        }
        source.append("}\n");
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Examples.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-d", directory.toString(), "-classpath", System.getProperty("java.class.path"));
            return compiler.getTask(problems, files, null, options, null, List.of(file))
                    .call();
        }
    }
}
