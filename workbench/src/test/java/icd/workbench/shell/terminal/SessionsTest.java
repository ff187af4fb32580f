package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.workbench.shell.transcript.Replay;
import icd.workbench.shell.transcript.Transcript;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight exploratory sessions of a few lines each, in a pseudo-terminal: on a small screen in colours, on a large one without, and on a
 * dumb terminal, whose transcript is replayed.
 */
@Timeout(300)
class SessionsTest {

    private static final int MOST_LINES = 5;
    private static final String COLOUR = "\033\\[(?:[0-9;]*;)?[34][0-9][0-9;]*m";

    @TempDir
    private Path home;

    /** The lines of each session, under its title. */
    private Map<String, List<String>> sessions() throws IOException {
        Map<String, List<String>> sessions = new LinkedHashMap<>();
        try (InputStream in = SessionsTest.class.getResourceAsStream("sessions.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{home}", home.toString());
            for (String session : text.strip().split("\n\n")) {
                List<String> lines = session.lines().toList();
                sessions.put(lines.getFirst(), lines.subList(1, lines.size()));
            }
        }
        return sessions;
    }

    private PseudoTerminal start(int columns, int rows, Map<String, String> more) throws Exception {
        Files.writeString(home.resolve("points.csv"), "1,0\n0,1\n-1,0\n0.7,-0.7\n");
        Map<String, String> environment = new LinkedHashMap<>(more);
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        environment.put("XDG_STATE_HOME", home.resolve("state").toString());
        PseudoTerminal terminal =
                PseudoTerminal.start(columns, rows, home, environment, ShellProcess.command("--no-startup"));
        terminal.awaitLast("icd>");
        return terminal;
    }

    /** Types a line, and gives what stands on the screen when the next prompt is there. */
    private static String typed(PseudoTerminal terminal, String line) throws Exception {
        int before = terminal.everything().length();
        terminal.enter(line);
        terminal.await(
                System.nanoTime(),
                "prompt after " + line,
                screen -> terminal.everything().indexOf('\n', before) >= 0
                        && PseudoTerminal.lastLine(screen).equals("icd>"));
        return terminal.screen();
    }

    /** Goes through all sessions on a terminal of this size; gives what the lines with numbers print. */
    private Map<String, String> explore(PseudoTerminal terminal, int columns, int rows) throws Exception {
        Map<String, String> printed = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> session : sessions().entrySet()) {
            assertThat(session.getValue()).as(session.getKey()).hasSizeLessThanOrEqualTo(MOST_LINES);
            for (String line : session.getValue()) {
                String screen = typed(terminal, line);
                assertThat(screen)
                        .as(line)
                        .doesNotContain(
                                "error:",
                                "Exception:",
                                " lines: space more",
                                "\n\n" + line.replaceFirst("^var (\\w+).*", "$1") + " =")
                        .containsPattern("(?m)^(?:[\\w$]+ =.*|method .*|replaced .*|icd> for .*|saved .*)");
                assertThat(screen.lines())
                        .as(line)
                        .hasSizeLessThanOrEqualTo(rows)
                        .allMatch(each -> each.length() <= columns);
                if (line.matches("(?:plot|hist|heat|one\\.plot|byLength\\.plot)\\b.*") && !line.contains("save")) {
                    assertThat(screen)
                            .as("all of it, between its name and the prompt")
                            .containsPattern("(?m)^\\$\\d+ =$")
                            .contains(line.contains("heat") ? "8 x 8" : "┤", line.contains("heat") ? "8 x 8" : "└");
                } else if (line.matches("(?:top|mean|compare)\\b.*")) {
                    printed.put(
                            line,
                            screen.replaceFirst("(?s).*\n(?=\\$\\d+ =)", "").replaceAll("\\$\\d+ =", "\\$ ="));
                }
            }
        }
        return printed;
    }

    @Test
    void onScreensOfAnySizeWithAndWithoutColours() throws Exception {
        Map<String, String> small;
        Map<String, String> dumb;
        try (PseudoTerminal terminal = start(80, 24, Map.of("COLORTERM", "truecolor"))) {
            small = explore(terminal, 80, 24);
            assertThat(terminal.everything()).containsPattern(COLOUR).doesNotContain("\033(0", "\016");
            try (PDDocument figure = Loader.loadPDF(home.resolve("loss.pdf").toFile())) {
                assertThat(figure.getPage(0).getMediaBox().getWidth())
                        .as("points of 84 mm")
                        .isCloseTo((float) (84 / 25.4 * 72), within(0.5f));
            }
            terminal.resize(120, 40);
            typed(terminal, "/set theme none");
            int before = terminal.everything().length();
            assertThat(explore(terminal, 120, 40)).isEqualTo(small);
            assertThat(terminal.everything().substring(before)).doesNotContainPattern(COLOUR);
            terminal.enter("/exit"); // a session that is cut short would be announced to the next
            assertThat(terminal.exitCode()).isZero();
        }
        Path notes = home.resolve("notes.md");
        try (PseudoTerminal terminal = start(80, 24, Map.of("TERM", "dumb"))) {
            dumb = explore(terminal, 80, 24);
            typed(terminal, "/transcript save " + notes);
            assertThat(terminal.everything()).doesNotContain("\033");
        }
        assertThat(dumb).isEqualTo(small).hasSize(3);
        replays(notes);
    }

    private static void replays(Path notes) throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        try (Replay replay = new Replay(out, out)) {
            int code = replay.check(new Replay.Item("notes.md", Transcript.markdown(Files.readString(notes))));
            assertThat(code).as("%s", said).isZero();
        }
        assertThat(said.toString()).contains("all as recorded");
    }
}
