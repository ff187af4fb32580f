package icd.workbench.jupyter;

import static icd.workbench.jupyter.FrontEnd.code;
import static icd.workbench.jupyter.FrontEnd.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import tools.jackson.databind.JsonNode;

/** The kernel by its messages, over sockets of the loopback. */
class KernelTest {

    private static FrontEnd frontEnd;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        frontEnd = new FrontEnd(folder);
    }

    @AfterAll
    static void end() throws Exception {
        frontEnd.close();
    }

    @Test
    void aCellGivesItsValuesAndIsCounted() {
        FrontEnd.Ran first = frontEnd.run("var six = 6;\nsix + 1\nsix * 7");
        assertThat(first.of("display_data")).hasSize(1);
        assertThat(first.of("execute_result")).hasSize(1);
        assertThat(first.values()).containsExactly("7", "42");
        assertThat(first.told().getLast().content().path("execution_state").asString())
                .isEqualTo("idle");
        assertThat(first.reply().path("status").asString()).isEqualTo("ok");
        int count = first.reply().path("execution_count").asInt();
        assertThat(first.of("execute_result").getFirst().path("execution_count").asInt())
                .isEqualTo(count);
        assertThat(frontEnd.run("six;").values())
                .as("a semicolon hides a value")
                .isEmpty();
        assertThat(frontEnd.run("six").reply().path("execution_count").asInt()).isEqualTo(count + 2);
    }

    @Test
    void aSilentCellIsNeitherToldNorCounted() {
        int count = frontEnd.run("1").reply().path("execution_count").asInt();
        JsonNode reply = frontEnd.ask("execute_request", code("2").put("silent", true));
        assertThat(reply.path("execution_count").asInt()).isEqualTo(count);
        assertThat(frontEnd.run("3").values()).containsExactly("3");
    }

    @Test
    void streamsAreTwoAndComeInOrder() {
        FrontEnd.Ran ran =
                frontEnd.run("System.out.print(\"a\"); System.err.print(\"b\"); System.out.println(\"ä\");\n5");
        List<String> told = new ArrayList<>();
        ran.told().forEach(message -> {
            if (message.type().equals("stream")) {
                told.add(message.content().path("name").asString() + " "
                        + message.content().path("text").asString());
            } else if (message.type().equals("execute_result")) {
                told.add("result");
            }
        });
        assertThat(told).containsExactly("stdout a", "stderr b", "stdout ä\n", "result");
    }

    @Test
    void aMistakeIsMarkedWhereItStands() {
        FrontEnd.Ran ran = frontEnd.run("int one = 1;\none + unheardOf");
        JsonNode error = ran.of("error").getFirst();
        assertThat(error.path("ename").asString()).isEqualTo("CompilationError");
        assertThat(error.path("traceback").valueStream().map(JsonNode::asString))
                .anyMatch(line -> line.startsWith("cell:2:7: "))
                .containsSubsequence("  one + unheardOf", "        ^^^^^^^^^");
        assertThat(ran.reply().path("status").asString()).isEqualTo("error");
        assertThat(ran.reply().path("ename").asString()).isEqualTo("CompilationError");
    }

    @Test
    void anExceptionSaysWhatAndWhere() {
        JsonNode error = frontEnd.run("\nthrow new ArithmeticException(\"no\")")
                .of("error")
                .getFirst();
        assertThat(error.path("ename").asString()).isEqualTo("ArithmeticException");
        assertThat(error.path("evalue").asString()).isEqualTo("no");
        assertThat(lines(error))
                .containsExactly(
                        "cell:2: ArithmeticException: no",
                        "  throw new ArithmeticException(\"no\")",
                        "  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^");
    }

    /** The numbers of snippets stand nowhere in a notebook: lines are named by their cell or by what they say. */
    @Test
    void anExceptionNamesTheLinesOfCells() {
        frontEnd.run("int third(List<Integer> of) {\n    return of.get(2);\n}");
        JsonNode error = frontEnd.run("int one = 1;\nList.of(1, 2).forEach(i ->\n    third(List.of(i)));")
                .of("error")
                .getFirst();
        assertThat(lines(error))
                .containsExactly(
                        "cell:3: IndexOutOfBoundsException: Index: 2 Size: 1",
                        "  third(List.of(i)));",
                        "  ^^^^^^^^^^^^^^^^^^^",
                        "  at third: return of.get(2);",
                        "  at lambda, cell:3",
                        "  at cell:2");
        JsonNode nothing =
                frontEnd.run("Figure none = null;\ngrid(none)").of("error").getFirst();
        assertThat(lines(nothing))
                .startsWith("cell:2: IllegalArgumentException: grid: figures must be given, got null as number 0");
    }

    private static List<String> lines(JsonNode error) {
        return error.path("traceback").valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void cellsThatWaitBehindAFailureAreNotRun() {
        frontEnd.send(frontEnd.shell, "execute_request", code("int kept = 1; Thread.sleep(300); unheardOf()"));
        frontEnd.send(frontEnd.shell, "execute_request", code("kept = 2"));
        frontEnd.send(frontEnd.shell, "execute_request", code("kept = 3"));
        List<String> states = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            states.add(frontEnd.receive(frontEnd.shell).content().path("status").asString());
        }
        assertThat(states).containsExactly("error", "aborted", "aborted");
    }

    @Test
    void commandsOfTheShellWork() {
        assertThat(frontEnd.run("int listed = 3;\n/vars listed").printed("stdout"))
                .contains("listed", "int", "3");
        FrontEnd.Ran unknown = frontEnd.run("/unheardof");
        assertThat(unknown.of("error").getFirst().path("ename").asString()).isEqualTo("CommandError");
        frontEnd.run("/set digits 3");
        assertThat(frontEnd.run("Math.PI").values()).containsExactly("3.14");
        frontEnd.run("/set digits 6");
    }

    @Test
    void interruptingEndsTheCellAndNotTheSession() {
        frontEnd.run("int before = 11;");
        FrontEnd.Ran ran = frontEnd.run(
                "System.out.println(\"begun\");\nwhile (true) {}",
                message -> message.type().equals("stream"),
                this::interrupt);
        assertThat(ran.of("error").getFirst().path("ename").asString()).isEqualTo("Interrupted");
        assertThat(ran.reply().path("status").asString()).isEqualTo("error");
        assertThat(frontEnd.run("before").values()).containsExactly("11");
    }

    @Test
    void anInterruptedTrainingKeepsWhatItHasAndItsProgressIsOneOutput() {
        frontEnd.run("var data = subspaces(4, 2).prompts(40, 20, seed(0)).split(0.5);");
        FrontEnd.Ran ran = frontEnd.run(
                "var fit = train(linearAttention(4)).on(data).epochs(1_000_000).batch(20).adam(0.01).run();",
                message -> message.type().equals("update_display_data"),
                this::interrupt);
        assertThat(ran.reply().path("status").asString()).isEqualTo("ok");
        assertThat(ran.printed("stderr")).contains("fit is the result so far");
        assertThat(ran.values()).anyMatch(text -> text.contains("(interrupted)"));
        List<JsonNode> shown = Stream.concat(
                        ran.of("display_data").stream().filter(each -> each.has("transient")),
                        ran.of("update_display_data").stream())
                .toList();
        assertThat(shown).hasSizeGreaterThan(1);
        assertThat(shown.stream()
                        .map(each -> each.path("transient").path("display_id").asString())
                        .distinct())
                .hasSize(1);
        assertThat(frontEnd.run("fit.testLoss().length > 1").values()).containsExactly("true");
    }

    private void interrupt() {
        assertThat(frontEnd.ask(frontEnd.control, "interrupt_request", object())
                        .path("status")
                        .asString())
                .isEqualTo("ok");
    }

    @Test
    void whatReadsStandardInputAsksTheFrontEnd() {
        frontEnd.send(
                frontEnd.shell,
                "execute_request",
                code("new Scanner(System.in).nextLine()").put("allow_stdin", true));
        assertThat(frontEnd.receive(frontEnd.stdin).type()).isEqualTo("input_request");
        frontEnd.send(frontEnd.stdin, "input_reply", object().put("value", "grüße"));
        assertThat(frontEnd.receive(frontEnd.shell).content().path("status").asString())
                .isEqualTo("ok");
        JsonNode reply = frontEnd.ask(
                "execute_request", code("new Scanner(System.in).nextLine()").put("allow_stdin", false));
        assertThat(reply.path("evalue").asString()).contains("takes none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 + 1            | complete   |
            int f(int x) {   | incomplete | 4
            f(g(             | incomplete | 8
            /vars            | complete   |
            int x = ) (      | invalid    |
            """)
    void itIsKnownWhereACellEnds(String code, String status, Integer indent) {
        JsonNode reply = frontEnd.ask("is_complete_request", code(code));
        assertThat(reply.path("status").asString()).isEqualTo(status);
        assertThat(reply.path("indent").asString("").length()).isEqualTo(indent == null ? 0 : indent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            subsp                                  | subspaces(       | 0
            int a = 1;~int f() { return a; }~subsp | subspaces(       | 33
            String s = "b";~s.subs                 | substring(       | 18
            /transc                                | /transcript      | 0
            int b = 1;~/transc                     | /transcript      | 11
            set("training.epo                      | training.epochs  | 5
            """)
    void wordsAreCompleted(String cell, String match, int from) {
        String code = cell.replace('~', '\n');
        JsonNode reply = frontEnd.ask("complete_request", code(code).put("cursor_pos", code.length()));
        assertThat(reply.path("matches").valueStream().map(JsonNode::asString)).containsExactly(match);
        assertThat(reply.path("cursor_start").asInt()).isEqualTo(from);
        assertThat(reply.path("cursor_end").asInt()).isEqualTo(code.length());
    }

    /** The protocol counts code points: this one takes two chars of Java. */
    @Test
    void aCursorCountsCharacters() {
        String code = "\"\uD83D\uDE00\"; subsp";
        JsonNode reply = frontEnd.ask("complete_request", code(code).put("cursor_pos", 10));
        assertThat(reply.path("matches").get(0).asString()).isEqualTo("subspaces(");
        assertThat(reply.path("cursor_start").asInt()).isEqualTo(5);
        assertThat(reply.path("cursor_end").asInt()).isEqualTo(10);
    }

    @Test
    void whatStandsAtTheCursorIsExplained() {
        JsonNode reply = frontEnd.ask(
                "inspect_request", code("int c = 1;\nsubspaces(16, 8)").put("cursor_pos", 15));
        assertThat(reply.path("found").asBoolean()).isTrue();
        assertThat(reply.path("data").path("text/plain").asString()).contains("subspaces(int n, int d)", "Gaussian");
        JsonNode nothing = frontEnd.ask("inspect_request", code("unheardOf").put("cursor_pos", 4));
        assertThat(nothing.path("status").asString()).isEqualTo("ok");
        assertThat(nothing.path("found").asBoolean()).isFalse();
    }

    @Test
    void formerCellsAreRemembered() {
        frontEnd.run("int remembered = 1;");
        JsonNode reply = frontEnd.ask(
                "history_request", object().put("hist_access_type", "tail").put("n", 1));
        assertThat(reply.path("history").get(0).get(2).asString()).isEqualTo("int remembered = 1;");
        JsonNode found = frontEnd.ask(
                "history_request",
                object().put("hist_access_type", "search")
                        .put("pattern", "*remem*")
                        .put("n", 5));
        assertThat(found.path("history").valueStream().map(each -> each.get(2).asString()))
                .contains("int remembered = 1;")
                .allMatch(cell -> cell.contains("remem"));
    }

    @Test
    void messagesThatAreNotSignedByUsAreRefused() {
        frontEnd.run("int guarded = 1;");
        int refused = frontEnd.refused.size();
        List<byte[]> unsigned = new ArrayList<>(
                frontEnd.wire.frames(List.of(), "execute_request", object(), object(), code("guarded = 2")));
        unsigned.set(1, new byte[0]);
        FrontEnd.sendFrames(frontEnd.shell, unsigned);
        FrontEnd.sendFrames(
                frontEnd.shell,
                new Wire("another key").frames(List.of(), "execute_request", object(), object(), code("guarded = 3")));
        List<byte[]> changed = new ArrayList<>(
                frontEnd.wire.frames(List.of(), "execute_request", object(), object(), code("guarded = 4")));
        changed.set(5, "{\"code\": \"guarded = 5\"}".getBytes());
        FrontEnd.sendFrames(frontEnd.shell, changed);
        FrontEnd.sendFrames(frontEnd.shell, List.of("rubbish".getBytes()));
        assertThat(frontEnd.run("guarded").values()).containsExactly("1");
        assertThat(frontEnd.refused).hasSize(refused + 4);
        assertThat(frontEnd.refused.get(refused)).contains("signed", "none");
    }

    /** A front end asks again on a new socket if a beat does not come back; JeroMQ 0.6.0 loses one of fifteen first messages. */
    @Test
    void heartbeatsComeBack() {
        assertThat(IntStream.range(0, 20)
                        .mapToObj(i -> beat())
                        .filter("beat"::equals)
                        .findFirst())
                .isPresent();
    }

    private static String beat() {
        try (ZMQ.Socket heart = frontEnd.context.createSocket(SocketType.DEALER)) {
            heart.setReceiveTimeOut(2000);
            heart.connect(frontEnd.connection.address(frontEnd.connection.heartbeat()));
            heart.sendMore(""); // before the text, as a REQ socket sends it
            heart.send("beat");
            return "".equals(heart.recvStr()) ? heart.recvStr() : null;
        }
    }

    @Test
    void severalKernelsShareNothing(@TempDir Path folder) throws Exception {
        frontEnd.run("int shared = 1;");
        try (FrontEnd other = new FrontEnd(folder)) {
            assertThat(other.run("shared").of("error")).hasSize(1);
            assertThat(other.run("int shared = 2;\nshared").values()).containsExactly("2");
            assertThat(frontEnd.run("System.out.println(shared)").printed("stdout"))
                    .isEqualTo("1\n");
            assertThat(other.shutDown()).isZero();
        }
    }

    @Test
    void aCellMayEndTheKernel(@TempDir Path folder) throws Exception {
        try (FrontEnd other = new FrontEnd(folder)) {
            assertThat(other.ask("execute_request", code("/exit 3"))
                            .path("status")
                            .asString())
                    .isEqualTo("ok");
            assertThat(other.shutDownCode()).isEqualTo(3);
        }
    }
}
