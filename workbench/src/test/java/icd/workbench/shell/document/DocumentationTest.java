package icd.workbench.shell.document;

import static org.assertj.core.api.Assertions.assertThat;

import icd.Dsl;
import icd.describe.Kinds;
import icd.workbench.evaluation.Recall;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationTest {

    private static final String SOURCE = """
            package a.b;

            /**
             * A pair, e.g. of numbers. Nothing more.
             *
             * <p>Second &lt;paragraph&gt; with {@code x < y} and {@link #swap(int) a link}.
             * Not {@math x_t <= 2 y} but
             * {@equation
             *   x_t = "gain" y_t + z,     z &gt; 0
             *   y_t = 1
             * }
             * always.
             * <ul>
             *   <li>one
             *   <li>two
             * </ul>
             *
             * @param first the first one
             */
            public record Pair(double first, long... rest) implements Comparable<Pair> {

                /** How many. */
                public static final int COUNT = 2;

                /**
                 * Swaps them.
                 *
                 * @param times how often
                 * @return another pair
                 * @throws IllegalStateException if it cannot
                 */
                public java.util.List<Pair> swap(int times) {
                    return null;
                }

                void hidden() {}

                /** Inside. */
                public interface Inner {
                    /** Does. */
                    void act(java.util.Map<String, int[]> map);
                }
            }
            """;

    private static DocumentationIndex index(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/b/Pair.java"), SOURCE);
        return DocumentationIndex.parse(DocumentationWriter.of(folder));
    }

    @Test
    void findsWhatJShellCallsIt(@TempDir Path folder) throws IOException {
        DocumentationIndex index = index(folder);
        assertThat(index.ofSignature("java.util.List<Pair> Pair.swap(int arg0)")
                        .orElseThrow()
                        .text())
                .isEqualTo("""
                        Swaps them.

                        - `times`: how often
                        - returns another pair
                        - throws `IllegalStateException` if it cannot""");
        assertThat(index.ofSignature("List<Pair> a.b.Pair.swap(int)")
                        .orElseThrow()
                        .signature())
                .isEqualTo("java.util.List<Pair> swap(int times)");
        assertThat(index.ofSignature("Pair(double first, long... rest)(double first, long... rest)"))
                .as("a record's constructor, as JShell writes it")
                .isPresent();
        assertThat(index.ofSignature("double Pair.first()").orElseThrow().text())
                .isEqualTo("the first one");
        assertThat(index.ofSignature("void Pair.Inner.act(Map<String,int[]>)")
                        .orElseThrow()
                        .text())
                .isEqualTo("Does.");
        assertThat(index.ofSignature("void Pair.hidden()")).isEmpty();
        assertThat(index.named("swap")).hasSize(1);
        assertThat(index.named("Pair")).hasSize(2);
        assertThat(index.named("Pair.COUNT").getFirst().signature()).isEqualTo("int COUNT");
    }

    @Test
    void javadocReadsAsText(@TempDir Path folder) throws IOException {
        Documentation pair = index(folder).named("Pair").getFirst();
        assertThat(pair.signature()).isEqualTo("record Pair(double first, long... rest)");
        assertThat(pair.text()).isEqualTo("""
                A pair, e.g. of numbers. Nothing more.

                Second <paragraph> with `x < y` and a link. Not x_t <= 2 y but

                  x_t = gain y_t + z,     z > 0
                  y_t = 1

                always.
                - one
                - two

                - `first`: the first one""");
        assertThat(pair.summary()).isEqualTo("A pair, e.g. of numbers.");
    }

    @Test
    void theBuildWroteOurs() {
        DocumentationIndex ours = DocumentationIndex.ours();
        assertThat(ours.size()).isGreaterThan(300);
        assertThat(ours.ofSignature("PromptSet Task.prompts(int, int, long)")
                        .orElseThrow()
                        .text())
                .contains("context length");
        Documentation entry = ours.named("Dsl.subspaces").getFirst();
        assertThat(entry.summary()).isEqualTo("Case 1: Gaussian tokens in a random d-dimensional subspace of R^n.");
        assertThat(entry.text()).contains("\n\n  subspaces(16, 8)");
    }

    /** The entries of Dsl stand in its superclasses, and users know them as its own. */
    @Test
    void everyEntryOfTheLibraryIsKnownByItsImport() {
        DocumentationIndex ours = DocumentationIndex.ours();
        Method[] entries = Dsl.class.getMethods();
        assertThat(entries).hasSizeGreaterThan(80);
        for (Method entry : entries) {
            if (Modifier.isStatic(entry.getModifiers())) {
                String types = Arrays.stream(entry.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(",", "(", ")"));
                String signature = entry.isVarArgs() ? types.replace("[])", "...)") : types;
                String declared = entry.getDeclaringClass().getSimpleName() + "." + entry.getName() + signature;
                Documentation found = ours.ofSignature(declared).orElseThrow(() -> new AssertionError(declared));
                assertThat(found.name()).isEqualTo("Dsl." + entry.getName());
                assertThat(found.text()).as(declared).isNotEmpty();
            }
        }
        assertThat(ours.names()).noneMatch(name -> name.matches("Dsl\\w+.*"));
    }

    /** Several classes inherit the methods of one that is not public: the methods belong to no single name. */
    @Test
    void whatHasSeveralHeirsKeepsItsName(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Base.java"), "abstract class Base { /** One. */ public void one() {} }");
        Files.writeString(folder.resolve("Middle.java"), "class Middle extends Base { public void two() {} }");
        Files.writeString(folder.resolve("A.java"), "public class A extends Middle {}");
        Files.writeString(folder.resolve("B.java"), "public class B extends Base {}");
        Files.writeString(folder.resolve("C.java"), "class C extends Alone {}");
        Files.writeString(folder.resolve("D.java"), "public class D extends Part {}");
        Files.writeString(folder.resolve("Part.java"), "public abstract class Part { public void three() {} }");
        Files.writeString(folder.resolve("Alone.java"), "class Alone { public void nobody() {} }");
        DocumentationIndex index = DocumentationIndex.parse(DocumentationWriter.of(folder));
        assertThat(index.named("one")).extracting(Documentation::name).containsExactly("Base.one");
        assertThat(index.named("two")).extracting(Documentation::name).containsExactly("A.two");
        assertThat(index.ofSignature("void Middle.two()")).isPresent();
        assertThat(index.named("three")).extracting(Documentation::name).containsExactly("D.three");
        assertThat(index.named("nobody")).isEmpty();
    }

    /** JShell writes the components of a record after its name, before the name of the member. */
    @Test
    void membersOfRecordsAreNotTheirConstructors() {
        DocumentationIndex ours = DocumentationIndex.ours();
        assertThat(ours.ofSignature(
                                "Figure Figure(java.lang.String name, double width).of(String name, String alternative)")
                        .orElseThrow()
                        .name())
                .isEqualTo("Figure.of");
        assertThat(ours.ofSignature("icd.DslNumbers.PI:double").orElseThrow().text())
                .isNotEmpty();
        assertThat(DocumentationIndex.withoutComponents("G<String,V> G<T extends Comparable<T>, U>(T first,"
                        + " java.util.Map<java.lang.String,java.util.List<U>> second).<V extends Number>of(V v)"))
                .isEqualTo("G<String,V> G<T extends Comparable<T>, U>.<V extends Number>of(V v)");
        assertThat(DocumentationIndex.key("W G<T extends Comparable<T>, U>(T first, List<U> second).<W>gen(W w)"))
                .isEqualTo("G.gen(W)");
        assertThat(DocumentationIndex.key("G.N G.N(int[] k, java.lang.String[] more).of(int... w)"))
                .isEqualTo("G.N.of(int...)");
        assertThat(DocumentationIndex.key("int[] G.N(int[] k, java.lang.String[] more).k()"))
                .isEqualTo("G.N.k()");
        assertThat(DocumentationIndex.key("G.N(int[] k, java.lang.String[] more)(int[] k, String... more)"))
                .isEqualTo("G.N(int[],String...)");
        assertThat(DocumentationIndex.key("G.N(int[] k, java.lang.String[] more).z:int"))
                .isEqualTo("G.N.z");
    }

    @Test
    void aTypeIsFoundByTheComponentsThatJShellWrites(@TempDir Path folder) throws IOException {
        assertThat(index(folder).ofSignature("a.b.Pair(double first, long[] rest)"))
                .isPresent();
    }

    @Test
    void keysForgetHowTheyWereWritten() {
        assertThat(DocumentationIndex.key("E java.util.List<E extends Object>.get(int index)"))
                .isEqualTo("List.get(int)");
        assertThat(DocumentationIndex.key("<T> T Foo.bar(java.util.function.Function<T,List<T>> f, long... more)"))
                .isEqualTo("Foo.bar(Function,long...)");
        assertThat(DocumentationIndex.key("icd.task.Subspaces")).isEqualTo("Subspaces");
    }

    /** Kinds of a jar have no Javadoc here: their descriptions document them and their parameters. */
    @Test
    void kindsOfProvidersSayWhatTheyAre() {
        DocumentationIndex index = DocumentationIndex.parse("").withKinds();
        Documentation recall = index.named("Recall").getFirst();
        assertThat(recall.text())
                .contains(Kinds.of(Recall.class).description().substring(1))
                .contains("Recipes call it `recall`.", "`beta`: ", "a list, each item a finite number");
        assertThat(index.ofSignature("icd.workbench.engine.Errors(String name)"))
                .hasValueSatisfying(errors -> assertThat(errors.signature()).isEqualTo("new Errors(String name)"));
    }
}
