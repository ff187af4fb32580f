package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No declaration that is made again loses a value silently. */
@Timeout(60)
public class RedeclaredValuesTest {

    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private static final Interpreter SHELL = Interpreter.start(InterpreterOptions.of(NOWHERE, NOWHERE));

    /** Counted down by a snippet that runs until it is stopped. */
    public static CountDownLatch running;

    @BeforeEach
    void forget() {
        SHELL.reset();
    }

    @AfterAll
    static void close() {
        SHELL.close();
    }

    /** The value of the last snippet; none before it may fail. */
    private static Object value(String... lines) {
        List<Outcome> outcomes = SHELL.evaluate(String.join("\n", lines));
        assertThat(outcomes).allMatch(Outcome::succeeded);
        return ((Outcome.Value) outcomes.getLast()).value();
    }

    private static List<String> lost(String... lines) {
        List<String> losses = new ArrayList<>();
        for (Outcome outcome : SHELL.evaluate(String.join("\n", lines))) {
            assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
            if (outcome instanceof Outcome.Lost lost) {
                losses.addAll(lost.losses());
            }
        }
        return losses;
    }

    // ------------------------------------------------------------------------------------------------ variables

    /** Each variable that depends on another keeps its value, whatever becomes of that. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "double beta = 5.0;",
                "var beta = 5.0;",
                "int beta = 5;",
                "Double beta = 5.0;",
                "var beta = \"five\";",
                "var beta = new int[] {5};",
                "double beta;",
            })
    void dependentVariablesKeepTheirValues(String again) {
        assertThat(lost(
                        "var beta = 10.0",
                        "var hot = beta * 2",
                        "var hotter = hot + 1",
                        "double explicit = hot",
                        "var boxed = Double.valueOf(beta)",
                        "var array = new double[] {beta, hot}",
                        "var list = new ArrayList<>(List.of(beta, hotter))",
                        again))
                .isEmpty();
        assertThat(value("List.of(hot, hotter, explicit, boxed, array[1], list)"))
                .isEqualTo(List.of(20.0, 21.0, 20.0, 10.0, 20.0, List.of(10.0, 21.0)));
        assertThat(value("hot = hot + 1; var beta = 1.0; hot")).isEqualTo(21.0);
    }

    @Test
    void objectsStayTheSame() {
        Object made = value("var n = 3; var made = new double[n]; made");
        assertThat(value("var n = 4; made")).isSameAs(made);
        assertThat(
                        value(
                                "int f() { return n; }; var of = new Object[] {f()}; var same = of; int f() { return -n; }; of"))
                .isSameAs(value("same"));
    }

    @Test
    void initialisersRunOnce() {
        assertThat(value(
                        "int[] count = {0}",
                        "int next() { return ++count[0]; }",
                        "var step = 1",
                        "var first = next() + step",
                        "var step = 2L",
                        "int next() { return count[0] += 10; }",
                        "var step = \"two\"",
                        "var step = 3",
                        "count[0] * 100 + first"))
                .isEqualTo(102);
    }

    @Test
    void theFormerValueIsThereWhileTheNewOneIsComputed() {
        assertThat(value("int x = 1", "int x = x + 1", "int x = x + 1", "x")).isEqualTo(3);
    }

    @Test
    void lambdasSeeVariablesAndMethodsAsTheyAre() {
        assertThat(value(
                        "int x = 1",
                        "int f() { return x; }",
                        "Supplier<Integer> variable = () -> x",
                        "Supplier<Integer> method = () -> f()",
                        "Supplier<Integer> block = () -> { int y = f(); return y; }",
                        "int x = 2",
                        "x = 3",
                        "int f() { return 10 * x; }",
                        "int f() { Runnable run = new Runnable() { public void run() { x++; } }; run.run(); return 100 * x; }",
                        "variable.get() + method.get() + block.get()"))
                .isEqualTo(3 + 400 + 500);
    }

    @Test
    void aLambdaUsesAMethodWhoseTypeHasChanged() {
        assertThat(value(
                        "int f() { return 1; }",
                        "var before = (Supplier<Object>) () -> f()",
                        "String f() { return \"now\"; }",
                        "before.get()"))
                .isEqualTo("now");
    }

    @Test
    void aLambdaStaysWhatItIsWhenItsVariableIsDeclaredAgain() {
        assertThat(value(
                        "Supplier<Integer> s = () -> 1",
                        "var former = s",
                        "Supplier<Integer> s = () -> 2",
                        "former.get()"))
                .isEqualTo(1);
    }

    @Test
    void objectsOfTypesThatOnlyUseWhatIsDeclaredAgainStay() {
        assertThat(lost(
                        "double beta = 1; int f(int k) { return k; }",
                        "record P(int a) { int g() { return a + f(a) + (int) beta; } }",
                        "enum Colour { RED { int g() { return f(7); } }; abstract int g(); }",
                        "P p = new P(1); var q = new P(2); var all = List.of(p, q); Colour c = Colour.RED",
                        "var beta = 3.0",
                        "int f(int k) { return 10 * k; }",
                        "double f(double k) { return -1; }"))
                .isEmpty();
        assertThat(value("p.g() + q.g() + all.get(1).g() + c.g()")).isEqualTo(14 + 25 + 25 + 70);
    }

    @Test
    void overloadsThatCallEachOther() {
        assertThat(value(
                        "int f(int k) { return k; }",
                        "Supplier<Integer> s = () -> f(1)",
                        "int f(String k) { return f(k.length()); }",
                        "int f(int k) { return k > 5 ? f(\"ab\") : 10 * k; }",
                        "s.get() * 1000 + f(9) + f(\"abc\")"))
                .isEqualTo(10000 + 20 + 30);
    }

    @Test
    void imports() {
        assertThat(lost(
                        "import java.util.concurrent.atomic.AtomicInteger",
                        "AtomicInteger n = new AtomicInteger(4)",
                        "var m = new AtomicInteger(5)",
                        "int twice(AtomicInteger i) { return 2 * i.get(); }",
                        "import java.util.concurrent.*",
                        "import java.util.concurrent.atomic.*",
                        "import java.util.concurrent.atomic.AtomicInteger"))
                .isEmpty();
        assertThat(value("twice(n) + twice(m)")).isEqualTo(18);
    }

    // ------------------------------------------------------------------------------------------------ failures

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "double x = Double.parseDouble(\"?\");",
                "var x = List.of(\"a\").get(1);",
                "String x = System.exit(0);",
                "int x = undeclared;",
                "int x = (;",
                "String x = ((Supplier<String>) null).get();",
                "int[] x = new int[-1];",
            })
    void aFailedInputLosesNothing(String failing) {
        value("double x = 1.5; var y = x * 2; double twice() { return 2 * x; }; twice()");
        List<String> ids = SHELL.snippets().stream().map(each -> each.id()).toList();
        assertThat(SHELL.evaluate(failing).getFirst().succeeded()).isFalse();
        assertThat(value("List.of(x, y, twice())")).isEqualTo(List.of(1.5, 3.0, 3.0));
        assertThat(ids).contains(SHELL.snippets().get(1).id());
        assertThat(value("x = 4; var again = twice(); again")).isEqualTo(8.0);
    }

    @ParameterizedTest
    @CsvSource({"double", "String"})
    void anInterruptedDeclarationLosesNothing(String type) throws Exception {
        running = new CountDownLatch(1);
        value("double x = 1.5; var y = x * 2; y");
        Thread interrupts = Thread.ofVirtual().start(() -> {
            try {
                running.await();
                SHELL.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        List<Outcome> outcomes = SHELL.evaluate(type + " x = ((Supplier<" + (type.equals("double") ? "Double" : type)
                + ">) () -> { icd.workbench.shell.RedeclaredValuesTest.running.countDown(); while (true) {} }).get();");
        interrupts.join();
        assertThat(outcomes.getLast()).isInstanceOf(Outcome.Stopped.class);
        assertThat(value("List.of(x, y)")).isEqualTo(List.of(1.5, 3.0));
    }

    @Test
    void droppingAVariableLeavesThoseThatWereMadeWithIt() {
        value("var beta = 10.0; var hot = beta * 2; double f() { return beta; }; hot");
        List<String> effects = new ArrayList<>();
        assertThat(SHELL.drop("beta", effects::add)).containsExactly(new Dropped("beta", "variable beta"));
        assertThat(effects).containsExactly("method f() waits for what it refers to");
        assertThat(value("hot")).isEqualTo(20.0);
        assertThat(value("var beta = 1.0; hot + f()")).isEqualTo(21.0);
    }

    @Test
    void droppingATypeDropsItsVariables() {
        value("record P(int a) {}; var p = new P(1); p");
        List<String> effects = new ArrayList<>();
        SHELL.drop("P", effects::add);
        assertThat(effects).containsExactly("variable p of type P is lost: record P is no longer the same");
        assertThat(SHELL.variables()).isEmpty();
        value("record P(int a) {}; 1"); // while a type is dropped, JShell infers no types, for the tests that follow
        // either
    }

    @Test
    void droppingSeveralTellsWhatThatDoesToOthersOnce() {
        value(
                "var beta = 10.0; var hot = beta * 2; var hotter = hot + beta; double f() { return beta + hot; }; hotter");
        List<String> effects = new ArrayList<>();
        assertThat(SHELL.drop("beta, hot", effects::add))
                .containsExactly(new Dropped("beta", "variable beta"), new Dropped("hot", "variable hot"));
        assertThat(effects).containsExactly("method f() waits for what it refers to");
        assertThat(value("hotter")).isEqualTo(30.0);
        assertThat(SHELL.evaluate("hot").getLast()).isInstanceOf(Outcome.Rejected.class);
    }

    // ------------------------------------------------------------------------------------------------ losses

    @Test
    void whatDoesNotFitARecordAnyMoreIsNamed() {
        assertThat(lost(
                        "record P(int a) {}",
                        "record Q(P p) {}",
                        "P p = new P(1); var q = new P(2); List<P> list = List.of(p); P[] array = {p}; Q owner = new Q(p)",
                        "Supplier<P> supplier = () -> new P(1); P none; Object any = p; int number = p.a()",
                        "record P(int a, int b) {}"))
                .containsExactlyInAnyOrder(
                        "variable p of type P is lost: record P is no longer the same",
                        "variable q of type P is lost: record P is no longer the same",
                        "variable list of type List<P> is lost: record P is no longer the same",
                        "variable array of type P[] is lost: record P is no longer the same",
                        "variable supplier of type Supplier<P> is lost: record P is no longer the same",
                        "variable owner of type Q is lost: record Q is no longer the same");
        assertThat(value("p")).isNull();
        assertThat(value("q")).isNull();
        assertThat(value("any.toString() + number + none")).isEqualTo("P[a=1]1null");
        assertThat(lost("record P(int a) {}")).as("lost before").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "class T { int a; }|class T { int a; int b; }",
                "class T { int a; }|class T { int a; int b() { return a; } }",
                "interface T { default int a() { return 1; } }|interface T { int a(); }",
                "enum T { A, B }|enum T { A, B, C }",
                "record T(int... a) {}|record T(double... a) {}",
            })
    void typesOfAllKinds(String former, String now) {
        String make = former.startsWith("enum") ? "T.B" : former.startsWith("interface") ? "new T() {}" : "new T()";
        assertThat(lost(former, "T t = " + make, "int size = List.of(t).size()"))
                .isEmpty();
        assertThat(lost(former)).as("the same text").isEmpty();
        assertThat(value("t")).isNotNull();
        assertThat(lost(now))
                .singleElement()
                .asString()
                .startsWith("variable t of type T is lost: ")
                .endsWith(" T is no longer the same");
        assertThat(value("size")).isEqualTo(1);
    }

    @Test
    void staticFieldsOfAClassThatIsMadeAnewAreNamed() {
        lost(
                "long step = 1",
                "class Counter { static int n = 5; static final int MAX = 9; int next() { return n += step; } }");
        assertThat(value("new Counter().next()")).isEqualTo(6);
        assertThat(lost("int step = 1")).containsExactly("static fields of Counter are lost: the class was made again");
    }

    @Test
    void declaringAgainAfterAForwardReference() {
        lost("double loss(double x) { return scale * x; }");
        assertThat(value("double scale = 2; var l = loss(3); int scale = 5; l + loss(3)"))
                .isEqualTo(6.0 + 15.0);
    }
}
