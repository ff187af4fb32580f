package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code workbench exec File.java} runs everything that {@code java File.java} runs. */
@Timeout(60)
class ExecProgramTest {

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        return Files.writeString(folder.resolve(name), text);
    }

    /** Each prints 42 and nothing else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "public class Other { public static void main(String[] args) { System.out.println(42); } }",
                "class Main { static void main() { System.out.println(42); } }",
                "class Main { void main() { System.out.println(field); } int field = 42; }",
                "class Main extends Base {} class Base { void main(String[] args) { System.out.println(40 + two()); }"
                        + " private int two() { return 2; } }",
                "void main() { System.out.println(answer()); }\nint answer() { return base + 2; }\nint base = start();\n"
                        + "int start() { return 40; }",
                "import java.util.concurrent.atomic.*;\n\nstatic final AtomicInteger n = new AtomicInteger(42);\n"
                        + "void main(String[] args) { System.out.println(n); }",
                "void main() { System.out.println(new BigDecimal(\"42\")); } // java.base is imported, as java does",
                "void main() { print(subspaces(16, 8).d() + 34); } // what the shell imports is known",
                "package a.b;\nimport static icd.Dsl.subspaces;\nenum E { A; static void main() {"
                        + " System.out.println(34 + subspaces(16, 8).d()); } }",
                "class Shape { sealed interface S permits A, B {} record A(int n) implements S {} record B() implements S"
                        + " {}\n static void main() { S s = new A(42);\n"
                        + " System.out.println(switch (s) { case A(int n) -> n; case B() -> 0; }); } }",
                "sealed interface S permits A {} final class A implements S { static void main(String... a) {"
                        + " System.out.println(42); } }",
                "int n = 42;\nvoid main() { print(n); }\nmain();" // no file that java would run: a script
            })
    void runs(String text) throws IOException {
        CommandLineRunner said = workbench("exec", file("my-file.java", text));
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().strip()).isEqualTo("42");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void itsArguments() throws IOException {
        Path file = file("A.java", "void main(String[] a) { System.out.println(a.length + a[0] + a[1]); }");
        assertThat(workbench("exec", file, "x", "--", "-y").out().strip()).isEqualTo("2x-y");
        Path script = file("a.jsh", "1\n");
        CommandLineRunner refused = workbench("exec", script, "x");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("arguments must be for the main of a .java file, got x");
    }

    @Test
    void withOtherFilesOfItsPackage() throws IOException {
        file("a/Other.java", "package a; class Other { static int value() { return 42; } }");
        Path file = file(
                "a/Main.java", "package a; class Main { static void main() { System.out.println(Other.value()); } }");
        assertThat(workbench("exec", file).out().strip()).isEqualTo("42");
    }

    @Test
    void itsMistakesAreFoundBeforeItRuns() throws IOException {
        Path file = file(
                "A.java", "import java.util.List;\nvoid main() {\n    System.out.println(1);\n    String s = 1;\n}\n");
        CommandLineRunner said = workbench("exec", file);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines())
                .containsExactly(
                        file + ":4:16: error: incompatible types: int cannot be converted to java.lang.String",
                        "      String s = 1;",
                        "                 ^");
    }

    @Test
    void whatItThrowsNamesItsLine() throws IOException {
        Path file = file(
                "A.java",
                "void main() {\n    System.out.println(1);\n    down(1);\n}\n\nint down(int n) {\n    return n / 0;\n}\n");
        CommandLineRunner said = workbench("exec", file);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out().strip()).isEqualTo("1");
        assertThat(said.err().lines())
                .containsExactly(
                        file + ":7: ArithmeticException: / by zero",
                        "  at A.down, A.java, line 7",
                        "  at A.main, A.java, line 3");
    }

    @Test
    void itsExitCode() throws IOException {
        Path file = file("A.java", "void main() {\n    System.exit(7);\n}\n");
        assertThat(workbench("exec", file).code()).isEqualTo(7);
    }

    @Test
    void withAnExpressionItIsDeclared() throws IOException {
        Path file = file(
                "A.java", "class A { static int two() { return 2; } static void main() { System.out.println(1); } }");
        assertThat(workbench("exec", file, "-e", "A.two()").out().strip()).isEqualTo("2");
    }

    @Test
    void mainWithoutACallInAScript() throws IOException {
        Path file = file("A.java", "var n = 42;\nvoid main() { print(n); }\n");
        CommandLineRunner said = workbench("exec", file);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("A.java:1:");
    }
}
