package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If the compiler fails, its input has failed, is reported in one line, and has changed nothing. */
@Timeout(60)
class CompilerFailureTest {

    private static final PrintStream PROCESS = System.err;

    private static Interpreter shell;

    /** Starts as the command line does, before the compiler asks where to print. */
    @BeforeAll
    static void start() {
        System.setErr(LibraryOutput.err(PROCESS));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        shell = Interpreter.start(InterpreterOptions.of(nowhere, nowhere));
        shell.awaitReady();
    }

    @AfterAll
    static void close() {
        shell.close();
        System.setErr(PROCESS);
    }

    private static Object value(String source) {
        List<Outcome> outcomes = shell.evaluate(source);
        assertThat(outcomes).allMatch(Outcome::succeeded);
        return ((Outcome.Value) outcomes.getLast()).value();
    }

    private static void assertFails(String source, String how) {
        assertThat(shell.evaluate(source)).singleElement().isInstanceOfSatisfying(Outcome.Stopped.class, stopped -> {
            assertThat(stopped.reason()).isEqualTo(Outcome.Reason.COMPILER);
            assertThat(stopped.why())
                    .startsWith("the compiler failed on this, nothing has changed: ")
                    .contains(how)
                    .hasLineCount(1);
        });
    }

    @Test
    void aNestedClassThatBecomesStaticWhileAnInstanceIsHeld() {
        shell.reset();
        Object held = value("class A { class B { int v = 1; } B b = new B(); }; A a = new A(); A.B b = a.b; a");
        assertFails("class A { static class B { int v = 2; } B b = new B(); }", "NullPointerException");
        assertThat(value("a")).isSameAs(held);
        assertThat(value("new A().new B().v + b.v")).isEqualTo(2);
        assertThat(shell.types()).containsExactly("class A");
    }

    /** Expressions that fill the stack: of the parser, of what reads inputs, of the code generator. */
    @ParameterizedTest
    @ValueSource(strings = {"1+", "(", "f(", "-(~", "new int[] {"})
    void anExpressionThatIsTooDeep(String open) {
        shell.reset();
        value("int[] count = {0}; int f(int i) { return i; }; int x = count[0]++; x");
        String close =
                open.substring(0, 1).equals("1") ? "" : open.contains("{") ? "}.length" : open.contains("(") ? ")" : "";
        String deep = open.repeat(40_000) + "1" + close.repeat(40_000);
        assertFails("int x = " + deep, "StackOverflowError");
        assertFails("int f(int i) { return " + deep + "; }", "StackOverflowError");
        assertThat(value("f(x) + count[0]")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x + ", "("})
    void aProgramThatIsTooDeep(String open) {
        String close = open.equals("(") ? ")" : "";
        String text = "class Deep { public static void main(String[] a) { int x = 1; System.out.println("
                + open.repeat(40_000) + "x" + close.repeat(40_000) + "); } }";
        Program program = Program.of(Path.of("Deep.java"), text);
        assertThat(program.isRunnable()).isTrue();
        assertThat(shell.run(program, List.of())).isInstanceOfSatisfying(Outcome.Stopped.class, stopped -> {
            assertThat(stopped.reason()).isEqualTo(Outcome.Reason.COMPILER);
            assertThat(stopped.why()).contains("StackOverflowError").hasLineCount(1);
        });
    }

    @Test
    void codeThatIsTooLarge() {
        shell.reset();
        value("int x = 1; int f() { return x; }; double[] array = {1.5}; array");
        String numbers = "1.5, ".repeat(20_000);
        assertThat(shell.evaluate("double[] array = {" + numbers + "}"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.problems().getFirst().message())
                                .contains("code too large"));
        assertThat(shell.evaluate("int f() { double[] large = {" + numbers + "}; return 2; }"))
                .singleElement()
                .isInstanceOf(Outcome.Rejected.class);
        // Fits a class as the compiler makes it, not with the checks that let it be stopped.
        assertFails("int f() { " + "x = 1000; ".repeat(8_000) + " return 3; }", "Code length");
        assertThat(value("x + f() + array[0]")).isEqualTo(3.5);
    }

    @Test
    void aRejectedDeclarationLeavesTheFormerOne() {
        shell.reset();
        value("record P(int a) {}; P p = new P(1); int f() { return p.a(); }; enum E { A }; E e = E.A; e");
        List.of(
                        "record P(int a) { int b; }",
                        "int f() { return \"\"; }",
                        "enum E { A, A }",
                        "P p = 5;",
                        "var e = null;")
                .forEach(wrong -> assertThat(shell.evaluate(wrong))
                        .as(wrong)
                        .singleElement()
                        .isInstanceOf(Outcome.Rejected.class));
        assertThat(value("p.toString() + f() + e + new P(2)")).isEqualTo("P[a=1]1AP[a=2]");
    }
}
