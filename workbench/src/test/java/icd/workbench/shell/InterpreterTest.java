package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.task.Subspaces;
import icd.workbench.shell.Outcome.Declared;
import icd.workbench.shell.Outcome.Exited;
import icd.workbench.shell.Outcome.Ran;
import icd.workbench.shell.Outcome.Rejected;
import icd.workbench.shell.Outcome.Stopped;
import icd.workbench.shell.Outcome.Thrown;
import icd.workbench.shell.Outcome.Value;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell's outcomes for typed code; one interpreter serves all tests, reset between them. */
@Timeout(60)
class InterpreterTest {

    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();
    private static final Interpreter SHELL = Interpreter.start(InterpreterOptions.of(stream(), stream()));

    private static PrintStream stream() {
        return new PrintStream(PRINTED, true, StandardCharsets.UTF_8);
    }

    @BeforeEach
    void forget() {
        PRINTED.reset();
        SHELL.reset();
    }

    @AfterAll
    static void close() {
        SHELL.close();
    }

    private static Outcome last(String source) {
        return SHELL.evaluate(source).getLast();
    }

    private static Object value(String source) {
        Outcome last = last(source);
        assertThat(last).isInstanceOf(Value.class);
        return ((Value) last).value();
    }

    private static String printed() {
        return PRINTED.toString(StandardCharsets.UTF_8);
    }

    // ------------------------------------------------------------------------------------------------ values

    @Test
    void valuesAreTheObjectsThemselves() {
        Value value = (Value) last("new double[] {1, 2}");
        assertThat(value.name()).isEqualTo("$1");
        assertThat(value.type()).isEqualTo("double[]");
        assertThat(value.expression()).isTrue();
        assertThat(value.text()).isEqualTo("double[2] {1.0, 2.0}");
        assertThat(value("$1")).isSameAs(value.value());
        assertThat(value("var kept = $1")).isSameAs(value.value());
        assertThat(SHELL.variables())
                .extracting(Variable::name, Variable::type, Variable::value, Variable::scratch)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("$1", "double[]", value.value(), true),
                        org.assertj.core.groups.Tuple.tuple("kept", "double[]", value.value(), false));
    }

    @Test
    void theDomainIsAtHand() {
        assertThat(value("new Subspaces(16, 8, 2, 1)")).isEqualTo(new Subspaces(16, 8, 2, 1));
    }

    /** A name that is imported on demand gives way to one's own, whatever its parameters. */
    @Test
    void onesOwnNamesWinOverTheLibrarys() {
        assertThat(value("mean(new double[] {1, 2})")).isEqualTo(1.5);
        last("double mean(double[] x) { return -1; }");
        assertThat(value("mean(new double[] {1, 2})")).isEqualTo(-1.0);
        last("double range(int k) { return 7 * k; }");
        assertThat(value("range(2)")).isEqualTo(14.0);
        last("double PI = 3");
        assertThat(value("PI")).isEqualTo(3.0);
        last("int log = 5");
        assertThat(value("log + 1")).isEqualTo(6);
    }

    @Test
    void aSavedFigureSaysWhereItIs(@TempDir Path folder) {
        Path file = folder.resolve("loss.svg");
        last("plot(linspace(0, 1, 5)).save(\"" + file + "\");");
        assertThat(file).exists();
        assertThat(printed()).isEqualTo("saved ‹" + file.toAbsolutePath() + "›\n");
    }

    /** As often as asked, and the shell's own time is not counted. */
    @Test
    void snippetsAreTimedWithoutTheShell() throws Exception {
        last("int counter = 0;");
        Timing three = new Timing(3);
        three.during(() -> last("counter += 10;"));
        assertThat(value("counter")).isEqualTo(30);
        assertThat(three.rounds()).hasSize(3);
        assertThat(three.toString()).contains("at best, median").endsWith("of 3");
        Timing many = new Timing(0);
        many.during(() -> last("counter++"));
        assertThat((int) value("counter")).isGreaterThan(1000);
        assertThat(many.toString()).contains("rounds of ");
    }

    @Test
    void scratchNamesCountWhatWasExecuted() {
        last("undeclared");
        last("1 / 0");
        assertThat(((Value) last("7")).name()).isEqualTo("$2");
        SHELL.scratch(9);
        assertThat(((Value) last("8")).name()).isEqualTo("$9");
        assertThat(((Value) last("8")).name()).isEqualTo("$10");
    }

    @Test
    void everyKindOfDeclaration() {
        assertThat(last("double square(double x) { return x * x; }"))
                .isInstanceOfSatisfying(
                        Declared.class, d -> assertThat(d.what()).isEqualTo("method square(double)"));
        last("sealed interface Shape permits Circle, Box {}");
        last("record Circle(double r) implements Shape {}");
        last("record Box(double a) implements Shape {}");
        last("""
                double area(Shape s) {
                    return switch (s) {
                        case Circle c -> 3 * square(c.r());
                        case Box b -> square(b.a());
                    };
                }
                """);
        assertThat(value("area(new Circle(2)) + area(new Box(3))")).isEqualTo(21.0);
        last("import java.util.concurrent.atomic.AtomicInteger");
        assertThat(value("var n = new AtomicInteger(4); n.get()")).isEqualTo(4);
        assertThat(value("Function<Integer, Integer> twice = i -> 2 * i; twice.apply(4)"))
                .isEqualTo(8);
        assertThat(value("enum Colour { RED, GREEN }\nColour.values().length")).isEqualTo(2);
        assertThat(SHELL.methods()).containsExactly("double square(double)", "double area(Shape)");
        assertThat(SHELL.types()).containsExactly("interface Shape", "record Circle", "record Box", "enum Colour");
        assertThat(SHELL.imports()).last().isEqualTo("import java.util.concurrent.atomic.AtomicInteger;");
    }

    @Test
    void branchesThatGiveTwoClassesOfTheShell() {
        // JDK-8366926: the stock engine in this process fails here.
        last("interface Shape {}\nrecord Dot(int x) implements Shape {}\nrecord Line(int y) implements Shape {}");
        last("Shape pick(boolean b) { var s = b ? new Dot(1) : new Line(2); return s; }");
        assertThat(value("pick(false)")).hasToString("Line[y=2]");
        assertThat(value("boolean b = true; var s = b ? new Dot(3) : new Line(4); s"))
                .hasToString("Dot[x=3]");
    }

    @Test
    void aMethodThatARedeclarationBroke() {
        last("int broken = 7");
        last("int twice() { return broken * 2; }");
        last("double broken = 2.5");
        assertThat(last("twice()"))
                .isInstanceOfSatisfying(
                        Thrown.class,
                        thrown -> assertThat(thrown.exception())
                                .hasMessageContaining("method twice() cannot be used any more: ")
                                .hasMessageContaining("conversion from double to int"));
    }

    @Test
    void forwardReferences() {
        assertThat(last("double loss(double x) { return scale(x) + offset; }"))
                .isInstanceOfSatisfying(
                        Declared.class,
                        declared -> assertThat(declared.missing())
                                .containsExactlyInAnyOrder("method scale(double)", "variable offset"));
        assertThat(last("loss(2)"))
                .isInstanceOfSatisfying(
                        Thrown.class,
                        thrown -> assertThat(thrown.exception())
                                .hasMessage(
                                        "method loss(double) cannot be used yet: it refers to method scale(double), "
                                                + "variable offset, not declared"));
        last("double offset = 1");
        assertThat(last("double scale(double x) { return 10 * x; }"))
                .isInstanceOfSatisfying(
                        Declared.class,
                        d -> assertThat(d.consequences()).contains("method loss(double) can be used now"));
        assertThat(value("loss(2)")).isEqualTo(21.0);
    }

    @Test
    void redefinition() {
        last("int f() { return 1; }");
        last("int g() { return 10 * f(); }");
        assertThat(last("int f() { return 2; }"))
                .isInstanceOfSatisfying(
                        Declared.class, d -> assertThat(d.replaced()).isTrue());
        assertThat(value("g()")).isEqualTo(20);
    }

    @Test
    void severalSnippetsInOneText() {
        List<Outcome> outcomes = SHELL.evaluate("""
                // a comment
                int a = 1; int b = 2
                /* another */ a + b
                "tail".length()
                    .toString()
                a
                """);
        assertThat(outcomes).hasSize(4);
        assertThat(outcomes.get(0)).isInstanceOf(Value.class);
        assertThat(((Value) outcomes.get(2)).value()).isEqualTo(3);
        assertThat(outcomes.get(2).source()).isEqualTo(new Source("a + b", 48, 3, 15));
        // The first failure ends it; its chain over two lines is one snippet.
        assertThat(outcomes.get(3)).isInstanceOf(Rejected.class);
        assertThat(outcomes.get(3).source().line()).isEqualTo(4);
        assertThat(SHELL.evaluate("int i = 1, j = 2")).hasSize(2).allMatch(Outcome::succeeded);
    }

    @Test
    void outcomesAreToldAsTheyCome() {
        List<String> told = new ArrayList<>();
        SHELL.evaluate(
                "System.out.print(1)\nSystem.out.print(2)\nint x = 3",
                o -> told.add(printed() + o.source().text()));
        assertThat(told).containsExactly("1System.out.print(1)", "12System.out.print(2)", "12int x = 3");
    }

    @Test
    void completeness() {
        assertThat(SHELL.completeness("1 + 1")).isEqualTo(Completeness.COMPLETE);
        assertThat(SHELL.completeness("int x = 1")).isEqualTo(Completeness.COMPLETE_WITH_SEMI);
        assertThat(SHELL.completeness("int f() {\n")).isEqualTo(Completeness.DEFINITELY_INCOMPLETE);
        assertThat(SHELL.completeness("int x = 1;\nint f() {")).isEqualTo(Completeness.DEFINITELY_INCOMPLETE);
        assertThat(SHELL.completeness("  // nothing")).isEqualTo(Completeness.EMPTY);
        assertThat(SHELL.completeness("var s = \"\"\"\nopen")).isEqualTo(Completeness.DEFINITELY_INCOMPLETE);
    }

    // ------------------------------------------------------------------------------------------------ failures

    @Test
    void compileErrorsPointAtTheText() {
        Rejected rejected = (Rejected) last("int ok = 1;\n  var y = ok + foo(ok);");
        Problem problem = rejected.problems().getFirst();
        assertThat(rejected.source().line()).isEqualTo(2);
        assertThat(rejected.source().column()).isEqualTo(3);
        assertThat(rejected.source().text().substring(problem.start(), problem.end()))
                .isEqualTo("foo");
        assertThat(problem.message()).isEqualTo("cannot find symbol\n  symbol:   method foo(int)");
        Rejected incomplete = (Rejected) last("int f() {\n  return 1;");
        assertThat(incomplete.problems().getFirst().message()).startsWith("incomplete");
    }

    @Test
    void exceptionsWithTheUsersFramesOnly() {
        last("int inner(int[] a) {\n  return a[7];\n}");
        last("Supplier<Integer> outer = () -> inner(new int[3]);");
        Thrown thrown = (Thrown) last("int x = 1;\nList.of(1, 2).forEach(i -> outer.get())");
        assertThat(thrown.exception()).isInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThat(thrown.frames().stream().map(frame -> frame + ": " + frame.code()))
                .containsExactly(
                        "inner, snippet 1, line 2: return a[7];",
                        "lambda, snippet 2, line 1: Supplier<Integer> outer = () -> inner(new int[3]);",
                        "lambda, snippet 4, line 1: List.of(1, 2).forEach(i -> outer.get())",
                        "snippet 4, line 1: List.of(1, 2).forEach(i -> outer.get())");
    }

    /** What Java says of null deep within a word would not tell which word it was. */
    @Test
    void whatJavaItselfRefusesNamesTheWord() {
        assertThat(Outcome.message(((Thrown) last("compare(null, zero())")).exception()))
                .startsWith("compare was given null, or met it: Cannot invoke");
        assertThat(Outcome.message(((Thrown) last("List.of(1, null)")).exception()))
                .isEqualTo("List.of was given null, or met it");
        assertThat(Outcome.message(((Thrown) last("String none = null; none.length()")).exception()))
                .startsWith("Cannot invoke");
        assertThat(Outcome.message(((Thrown) last("List.of(1).get(7)")).exception()))
                .startsWith("Index");
    }

    /** JShell computes the value of a variable without a type in a method of its own. */
    @Test
    void framesOfAVariablesValue() {
        assertThat(((Thrown) last("var failing = List.of(1).get(7);")).frames()).hasToString("[snippet 1, line 1]");
    }

    @Test
    void aVariableWhoseValueFailsKeepsTheFormerOneOrIsNotThere() {
        last("double x = 1.5");
        assertThat(last("double x = Double.parseDouble(\"?\")")).isInstanceOf(Thrown.class);
        assertThat(value("x")).isEqualTo(1.5);
        assertThat(last("int y = 1 / 0")).isInstanceOf(Thrown.class);
        assertThat(last("y")).isInstanceOf(Rejected.class);
    }

    @Test
    void exitEndsTheSnippetOnly() {
        last("int x = 5");
        assertThat(SHELL.evaluate("System.exit(3)\nx = 6"))
                .singleElement()
                .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(3));
        assertThat(last("try { Runtime.getRuntime().halt(4); } catch (Throwable t) { x = 7; }"))
                .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(4));
        last("java.util.function.IntConsumer end = System::exit");
        assertThat(last("end.accept(5)"))
                .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(5));
        last("java.util.function.IntConsumer stop = Runtime.getRuntime()::exit");
        assertThat(last("stop.accept(6)"))
                .isInstanceOfSatisfying(Exited.class, e -> assertThat(e.code()).isEqualTo(6));
        assertThat(value("x")).isEqualTo(7);
    }

    @Test
    void recursionWithoutEnd() {
        last("int x = 5\nint down(int n) { return 1 + down(n + 1); }");
        assertThat(last("down(0)")).isInstanceOfSatisfying(Stopped.class, stopped -> {
            assertThat(stopped.reason()).isEqualTo(Outcome.Reason.STACK);
            assertThat(stopped.why())
                    .isEqualTo("the stack is full: a recursion without end in down, snippet 2, line 1");
        });
        assertThat(value("x")).isEqualTo(5);
    }

    @Test
    void deepRecursionIsFine() {
        last("int depth(int n) { return n == 0 ? 0 : 1 + depth(n - 1); }");
        assertThat(value("depth(500_000)")).isEqualTo(500_000);
    }

    @Test
    void anArrayThatNoHeapHolds() {
        last("int x = 5");
        assertThat(last("new long[Integer.MAX_VALUE - 8]"))
                .isInstanceOfSatisfying(
                        Stopped.class, s -> assertThat(s.reason()).isEqualTo(Outcome.Reason.HEAP));
        assertThat(value("x")).isEqualTo(5);
    }

    // ------------------------------------------------------------------------------------------------ printing

    @Test
    void whatSnippetsPrintGoesWhereTheShellPrints() {
        assertThat(last("System.out.println(\"out\")")).isInstanceOf(Ran.class);
        last("Stream.of(1, 2).forEach(System.out::println)");
        last("System.err.printf(\"%d %s%n\", 3, \"μ\")");
        assertThat(printed().lines()).containsExactly("out", "1", "2", "3 μ");
    }

    @Test
    void aToStringThatThrowsIsReported() {
        last("record Bad(int a) { public String toString() { throw new IllegalStateException(\"no\"); } }");
        assertThat(((Value) last("new Bad(1)")).text())
                .isEqualTo("(Bad, its toString threw IllegalStateException: no)");
    }

    @Test
    void printingInAnotherStyle() {
        assertThat(SHELL.print(Math.PI, PrintStyle.PLAIN.digits(3))).isEqualTo("3.14");
    }

    // ------------------------------------------------------------------------------------------------ forgetting

    @Test
    void dropLetsGo() throws Exception {
        last("var big = new double[1000]");
        last("new int[10]");
        WeakReference<Object> named = new WeakReference<>(value("big"));
        WeakReference<Object> scratch = new WeakReference<>(value("$1"));
        assertThat(SHELL.drop("big", _ -> {})).containsExactly(new Dropped("big", "variable big"));
        assertThat(SHELL.drop("$1", _ -> {})).containsExactly(new Dropped("$1", "variable $1"));
        assertThatThrownBy(() -> SHELL.drop("nothing", _ -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing has the name or id nothing");
        assertGone(named);
        assertGone(scratch);
        assertThat(last("big")).isInstanceOf(Rejected.class);
    }

    @Test
    void declaringAgainLetsTheFormerValueGo() throws Exception {
        last("var data = new double[1000]");
        WeakReference<Object> former = new WeakReference<>(value("data"));
        last("var data = \"other\"");
        assertGone(former);
    }

    private static void assertGone(WeakReference<Object> value) throws InterruptedException {
        for (int i = 0; i < 50 && value.get() != null; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(value.get()).isNull();
    }

    @Test
    @SuppressWarnings("unchecked")
    void lambdasSeeVariablesAsTheyAre() {
        last("int x = 1");
        Supplier<Integer> lambda = (Supplier<Integer>) value("Supplier<Integer> s = () -> x");
        last("int x = 2");
        assertThat(lambda.get()).isEqualTo(2);
    }

    @Test
    void resetForgetsAllButThePreamble() {
        last("int x = 5\nimport java.net.URI");
        SHELL.reset();
        assertThat(SHELL.variables()).isEmpty();
        assertThat(last("URI.create(\"x\")")).isInstanceOf(Rejected.class);
        assertThat(last("List.of(1)")).isInstanceOf(Value.class);
        assertThat(SHELL.snippets()).extracting(s -> s.id()).containsExactly("2");
    }

    @Test
    void aPreambleThatFailsIsAnError() {
        try (Interpreter broken = Interpreter.start(
                InterpreterOptions.of(stream(), stream()).preamble(List.of("import no.such.Thing;")))) {
            assertThatThrownBy(broken::awaitReady)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("every snippet of the preamble must succeed")
                    .hasMessageContaining("no.such");
        }
    }
}
