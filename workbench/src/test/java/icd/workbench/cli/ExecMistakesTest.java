package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.reading;
import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mistakes that the compiler can find are found before the first line is executed; nothing else keeps a script from
 * running.
 */
@Timeout(120)
class ExecMistakesTest {

    private static final Path MISTAKES = Path.of("src/test/resources/icd/workbench/shell/mistakes");

    @TempDir
    private Path folder;

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(MISTAKES)) {
            return files.sorted().toList();
        }
    }

    @Test
    void thereAreFifteenAtLeast() throws IOException {
        assertThat(scripts()).hasSizeGreaterThanOrEqualTo(15);
    }

    /** The first line of each message has the place and the mistake; the rest is what the message must also contain. */
    @ParameterizedTest
    @MethodSource("scripts")
    void stopsBeforeAnyWork(Path script) throws IOException {
        List<String> expected = List.of(Files.readAllLines(script)
                .getFirst()
                .replaceFirst("^(// |<!-- )", "")
                .replace(" -->", "")
                .split(" ", 2));
        List<String> texts = List.of(expected.get(1).split(" \\| "));
        CommandLineRunner said = workbench("exec", script);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).as("nothing was executed").isEmpty();
        assertThat(said.err().lines().filter(line -> line.startsWith(script.toString())))
                .as(said.err())
                .singleElement()
                .asString()
                .startsWith(script + ":" + expected.get(0) + ": error: " + texts.getFirst());
        assertThat(said.err()).contains(texts);
    }

    @Test
    void aScriptAndTheExpressionAfterItAreOne() throws IOException {
        Path script = Files.writeString(folder.resolve("f.jsh"), "print(\"work\")\nint f() { return g(); }\n");
        CommandLineRunner fine = workbench("exec", script, "-e", "int g() { return 7; }\nf()");
        assertThat(fine.code()).as(fine.err()).isZero();
        assertThat(fine.out().lines()).containsExactly("\"work\"", "7");
        CommandLineRunner wrong = workbench("exec", script, "-e", "f()");
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("f.jsh:2:18: error: cannot find symbol", "method g()");
    }

    /** A method and a variable may have one name, and a use of the one is none of the other. */
    @Test
    void variablesAreNotTakenForMethods() {
        CommandLineRunner fine = workbench("exec", "-e", "int f(int a) { return aa + 1; }\nvar f = 3;\nf + 1");
        assertThat(fine.code()).as(fine.err()).isZero();
        assertThat(fine.out().lines()).containsExactly("4");
        for (String use :
                new String[] {"f(1)", "f (1)", "IntUnaryOperator g = this::f;", "int h() { return f(2); }\nh()"}) {
            CommandLineRunner wrong = workbench("exec", "-e", "int f(int a) { return aa + 1; }\nvar f = 3;\n" + use);
            assertThat(wrong.code()).as(use).isNotZero();
        }
    }

    @Test
    void aCommandThatIsToFailOrNotToBeExecutedMayBeUnknown() throws IOException {
        Path page = Files.writeString(
                folder.resolve("page.md"),
                "```java fails\n/nosuch\n```\n```java skip\n/nosuch\n```\n```java\nprint(42)\n```\n");
        CommandLineRunner said = workbench("exec", page);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().lines()).containsExactly("42");
    }

    /** No input that would run well is refused. The last value of each is 42. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // names that a later line declares
                "int f() { return g() + new K().k; }\nclass K { int k = 2; }\nint g() { return 40; }\nf()",
                // declared anew as something else
                "int x = 1\nint twice() { return 2 * x; }\nString x = \"ab\"\nint n = x.length()\nint x = 42\nx",
                "record P(int a) {}\nvar p = new P(1)\np = null\nrecord P(String a) {}\nnew P(\"x\").a().length() + 41",
                // variables that keep their values, though the declarations that they were made with were replaced or
                // dropped
                "double f() { return 40; }\nvar y = f()\nString f() { return \"s\"; }\n(int) y + 2",
                "int f() { return 41; }\nvar y = f()\nint g() { return y + 1; }\n/drop f\ng()",
                "class A { int v = 42; }\nclass B { A a = new A(); }\nvar b = new B()\nint v = b.a.v\n/drop A\nv",
                // dropping this makes the compiler fail
                "record T(int a) {}\nT f() { return new T(42); }\nvar t = f()\nT[] ts = {t}\nint a = t.a()\n/drop T\na",
                "int x = 41\nvar y = x\nString x = \"\"\nint g() { return y + 1; }\ng()",
                "int f(int a) { return a; }\nint f(String a) { return 2; }\nf(\"\") * 21",
                // commands between lines of Java
                "int x = 1\n/vars\nx++\n/drop x\nString x = \"\"\n/reset\nint x = 42\nx",
                "int x = 42\n/reload\nx",
                "record P(int a) {}\nvar p = new P(1)\n/dr p\nrecord P(String a) {}\nnew P(\"x\").a().length() + 41",
                "int x = 42\n/drop x\n/reload\nx",
                "print(7)\nint x = 42\n/drop 1\nx",
                // methods that nobody calls may refer to what is nowhere
                "int unused() { return nowhere(); }\n42",
                // imports, generics, lambdas, streams, text blocks
                "import java.util.concurrent.*;\nvar q = new ConcurrentHashMap<String, List<? extends Number>>();\n"
                        + "q.computeIfAbsent(\"a\", k -> List.of(42)).get(0)",
                "<T extends Comparable<T>> T max(List<T> all) { return Collections.max(all); }\nmax(List.of(3, 42))",
                "var text = \"\"\"\n  /drop nothing\n  unknown(\n  \"\"\";\ntext.lines().count() + 40",
                "Function<Integer, Integer> twice =\n    x -> 2 * x;\nStream.of(20)\n    .map(x -> x + 1)\n"
                        + "    .map(twice)\n    .findFirst().get()",
                // control flow without semicolons, with else on a line of its own
                "int n = 0\nif (n > 0) { n = 1; }\nelse { n = 42; }\nn",
                "sealed interface S permits A, B {}\nrecord A() implements S {}\nrecord B() implements S {}\n"
                        + "int of(S s) { return switch (s) { case A a -> 1; case B b -> 42; }; }\nof(new B())",
                "enum E { ONE { int v() { return 42; } }; abstract int v(); }\nE.ONE.v()",
                "int a = 21, b = 2\na * b",
                "var $ = 2\n20 + 1\n$1 * $",
                "int x = 42; // a comment; with one\n/* and /vars\n*/\nx"
            })
    void runsWell(String script) {
        CommandLineRunner said = reading(script, "exec", "-");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().lines().toList().getLast()).isEqualTo("42");
    }

    @Test
    void whatADropTakesAlongIsNamed() {
        CommandLineRunner said = reading("record T(int a) {}\nvar t = new T(1)\nvar n = 42\n/drop T\nn", "exec", "-");
        assertThat(said.err())
                .contains("standard input:4: variable t of type T is lost: record T is no longer the same");
        assertThat(said.out()).contains("42");
    }

    /** Where it is open how far a block of a page got, the names that it may have declared are not judged. */
    @Test
    void whatMustFailIsNotJudged() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), """
                ```java
                int x = 1
                ```
                ```java fails
                Integer.parseInt("?")
                String x = "text"
                import java.util.concurrent.*
                ```
                ```java fails
                undeclared(x)
                ```
                ```java
                var y = x + 1
                y * 2
                ```
                """);
        CommandLineRunner said = workbench("exec", page);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().lines()).containsExactly("4");
    }

    @Test
    void standardInputIsReadToItsEnd() {
        CommandLineRunner said = reading("print(1)\nunknown(2)\n", "exec", "-");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("standard input:2:1: error: cannot find symbol");
    }

    @Test
    void aSemicolonAsksForSilence() {
        CommandLineRunner said = reading(
                "1;\n2\n3; // a comment\n4 // one; more\n5 /* ; */\n\"6;\"\nvar x = 7\nx;\nx\nx = 8\nnull",
                "exec",
                "-");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().lines()).containsExactly("2", "4", "5", "\"6;\"", "7", "null");
        assertThat(workbench("exec", "-e", "1 + 1;").out()).isEmpty();
        assertThat(workbench("exec", "-e", "1; 2").out().lines()).containsExactly("2");
    }

    @Test
    void printShowsWhatTheShellShows() {
        CommandLineRunner said = reading("""
                var m = new double[][] {{1, 2.5}, {-3, 1e9}}
                m
                print(m)
                for (Object each : new Object[] {null, 'c', "s", 1 / 3.0, new int[] {1, 2}}) { print(each); }
                IntStream.range(0, 40).parallel().filter(i -> i == 7).forEach(i -> print(i))
                """, "exec", "-");
        assertThat(said.code()).as(said.err()).isZero();
        List<String> lines = said.out().lines().toList();
        assertThat(lines.subList(0, 3)).isEqualTo(lines.subList(3, 6)).first().isEqualTo("double[2][2]");
        assertThat(lines.subList(6, lines.size()))
                .containsExactly("null", "'c'", "\"s\"", "0.333333", "int[2] {1, 2}", "7");
    }
}
