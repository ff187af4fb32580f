package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sessions that declare things again and again. Each input gives what it gives in {@code jshell}, and at the end each
 * variable has the value that it has there, or was named as lost. One of each engine serves all sessions, in which names end
 * with the seed: another virtual machine answers for {@code jshell}, slowly.
 */
@Timeout(120)
class RedeclarationTest {

    private static final int INPUTS = 20;
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private static final Interpreter OURS = Interpreter.start(InterpreterOptions.of(NOWHERE, NOWHERE));
    private static final JShell STOCK = JShell.create();

    static {
        List.of("import java.util.*;", "import java.util.function.*;").forEach(STOCK::eval);
    }

    @AfterAll
    static void close() {
        OURS.close();
        STOCK.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void valuesAreThoseOfJShellOrNamedAsLost(int seed) {
        new Session(seed).run();
    }

    /** One session. */
    private static final class Session {

        private static final Pattern NAME = Pattern.compile("(\\w+)~");
        private static final List<String> NUMBERS = List.of("x", "y", "z");
        private static final List<String> TYPES = List.of("int", "long", "double", "var");

        private final String suffix;
        private final Random random;
        private final List<String> inputs = new ArrayList<>();
        private final Set<String> lost = new HashSet<>();

        Session(int seed) {
            suffix = "_" + seed;
            random = new Random(seed);
        }

        void run() {
            both("int[] count~ = {0};");
            both("int next~() { return ++count~[0]; }");
            both("int x~ = 1;");
            both("int f~(int k) { return k + x~; }");
            for (int i = 0; i < INPUTS; i++) {
                both(input());
            }
            compare();
            for (String call : List.of("s~.get()", "t~.get()", "f~(1)", "g~(1)", "r~.sum()", "c~.get()", "n~(e~)")) {
                if (names(call).allMatch(this::usable)) {
                    both("String.valueOf(" + call + ");");
                }
            }
        }

        private Stream<String> names(String code) {
            return NAME.matcher(code).results().map(found -> found.group(1));
        }

        private String input() {
            String number = pick(NUMBERS);
            int k = random.nextInt(100);
            return switch (random.nextInt(19)) {
                case 0, 1 -> pick(TYPES) + " " + number + "~ = " + k + ";";
                case 2, 3 -> "var " + number + "~ = " + numeric() + ";";
                case 4 -> "var " + number + "~ = next~() + " + k + ";";
                case 5 -> usable(number) ? number + "~ += " + k + ";" : "int " + number + "~ = " + k + ";";
                case 6 -> "int f~(int k) { return k + (int) (" + number() + "); }";
                case 7 -> pick(List.of("int", "long")) + " f~(int k) { return k * " + k + "; }";
                case 8 ->
                    "int g~(int k) { Runnable run = new Runnable() { public void run() { count~[0] += 0; } };"
                            + " run.run(); return (int) f~(k) + " + k + "; }";
                case 9 -> "record R~(int a) { int sum() { return a + (int) (" + numeric() + "); } }";
                case 10 -> "record R~(int a, int b) { R~(int a) { this(a, " + k + "); } int sum() { return a + b; } }";
                case 11 -> usable("R") ? pick(List.of("R~", "var")) + " r~ = new R~(" + k + ");" : "int r~ = 1;";
                case 12 ->
                    usable("r") && usable("R")
                            ? "List<R~> list~ = List.of(r~);"
                            : "List<Integer> list~ = List.of(" + k + ");";
                case 13 ->
                    "class C~ { int v = " + k + "; int get() { return v + (int) (" + numeric()
                            + "); } public String toString() { return \"C\" + v; } }";
                case 14 ->
                    usable("C") ? pick(List.of("C~", "var", "Object")) + " c~ = new C~();" : "String c~ = \"c\";";
                case 15 -> "enum E~ { A, B, " + pick(List.of("C", "D")) + " }";
                case 16 -> usable("E") ? "E~ e~ = E~.B;" : "int n~(int i) { return i; }";
                case 17 ->
                    usable("E")
                            ? "int n~(E~ e) { return switch (e) { case A -> 1; case B -> " + k + "; default -> 3; }; }"
                            : "import java.util.concurrent.*;";
                default ->
                    pick(List.of(
                            "Supplier<Object> s~ = () -> (Object) (" + numeric() + ");",
                            "var t~ = (Supplier<Object>) () -> (Object) (" + numeric() + ");",
                            failing(number),
                            "undeclared~ + 1;"));
            };
        }

        private String pick(List<String> of) {
            return of.get(random.nextInt(of.size()));
        }

        /** An expression of numbers that are declared. */
        private String numeric() {
            return usable("f") && random.nextBoolean() ? number() + " + f~(2)" : number();
        }

        private String number() {
            List<String> terms = new ArrayList<>(List.of("1", "2.5"));
            NUMBERS.stream().filter(this::usable).forEach(name -> terms.add(name + "~"));
            return pick(terms) + pick(List.of(" + ", " * ")) + pick(terms);
        }

        /** A declaration whose value throws; of the same type, as jshell forgets a value of another. */
        private String failing(String number) {
            return STOCK.variables()
                    .filter(variable -> variable.name().equals(number + suffix))
                    .filter(variable -> STOCK.status(variable) == Status.VALID)
                    .map(variable -> variable.typeName() + " " + number + "~ = 1 / (x~ == x~ ? (int) (x~ - x~) : 1);")
                    .findFirst()
                    .orElse("undeclared~ + 2;");
        }

        /** Whether something of this name can be used in both. */
        private boolean usable(String name) {
            String full = name + suffix;
            return !lost.contains(full)
                    && STOCK.snippets()
                            .anyMatch(snippet -> STOCK.status(snippet) == Status.VALID
                                    && switch (snippet) {
                                        case VarSnippet variable ->
                                            variable.name().equals(full);
                                        case MethodSnippet method ->
                                            method.name().equals(full);
                                        case TypeDeclSnippet type -> type.name().equals(full);
                                        default -> false;
                                    });
        }

        private void both(String input) {
            String code = input.replace("~", suffix);
            inputs.add(code);
            SnippetEvent stock = STOCK.eval(code).getFirst();
            List<Outcome> ours = OURS.evaluate(code);
            String session = String.join("\n", inputs);
            assertThat(kind(ours.getFirst())).as(session).isEqualTo(kind(stock));
            if (stock.snippet() instanceof VarSnippet variable) {
                if (kind(stock).equals("done")) {
                    lost.remove(variable.name());
                } else if (!type(variable.name()).equals(variable.typeName())) {
                    lost.add(
                            variable.name()); // there: a failed declaration of another type leaves nothing of the value
                }
            }
            ours.stream()
                    .filter(Outcome.Lost.class::isInstance)
                    .flatMap(outcome -> ((Outcome.Lost) outcome).losses().stream())
                    .forEach(loss -> lost.add(loss.split(" ")[1]));
            if (stock.snippet() instanceof VarSnippet
                    && kind(stock).equals("done")
                    && ours.getFirst() instanceof Outcome.Value value
                    && !stock.value().contains("$Lambda")) {
                assertThat(text(value.value())).as(session).isEqualTo(stock.value());
            }
        }

        private String type(String variable) {
            return OURS.variables().stream()
                    .filter(each -> each.name().equals(variable))
                    .map(Variable::type)
                    .findFirst()
                    .orElse("");
        }

        private void compare() {
            Map<String, String> values = new TreeMap<>();
            OURS.variables().forEach(variable -> values.put(variable.name(), text(variable.value())));
            for (VarSnippet variable : STOCK.variables().toList()) {
                String name = variable.name();
                if (STOCK.status(variable) == Status.VALID && name.endsWith(suffix) && !lost.contains(name)) {
                    String value = STOCK.varValue(variable);
                    if (!value.contains("$Lambda")) {
                        assertThat(values.get(name))
                                .as("%s in%n%s", name, String.join("\n", inputs))
                                .isEqualTo(value);
                    }
                }
            }
        }

        private static String kind(SnippetEvent event) {
            return event.status() == Status.REJECTED ? "rejected" : event.exception() != null ? "threw" : "done";
        }

        private static String kind(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Rejected _ -> "rejected";
                case Outcome.Thrown _, Outcome.Stopped _ -> "threw";
                default -> "done";
            };
        }

        /** As JShell writes it. */
        private static String text(Object value) {
            return switch (value) {
                case String string -> "\"" + string + "\"";
                case int[] array -> "int[" + array.length + "] { " + array[0] + " }";
                case null, default -> String.valueOf(value);
            };
        }
    }
}
