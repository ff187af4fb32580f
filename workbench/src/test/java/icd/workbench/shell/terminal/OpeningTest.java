package icd.workbench.shell.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.shell.transcript.SessionFile;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session opens whatever it finds: a terminal without a size, files that are no text, a folder in a file's place. */
@Timeout(90)
class OpeningTest {

    @TempDir
    private Path home;

    private Path history() throws Exception {
        return Files.createDirectories(home.resolve("state/workbench")).resolve("history");
    }

    /**
     * The size in columns and rows that the terminal reports, the size in the environment, and the size that is used.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 0, -, -, 80, 24",
        "0, 30, -, -, 80, 30",
        "100, 0, -, -, 100, 24",
        "0, 0, 90, 20, 90, 20",
        "0, 0, none, -5, 80, 24",
        "100, 30, 50, 10, 100, 30",
    })
    void aTerminalOfNoSizeIsTakenAs80x24(
            int columns, int rows, String environmentColumns, String environmentLines, int taken, int takenRows)
            throws Exception {
        Map<String, String> environment = environmentColumns.equals("-")
                ? Map.of()
                : Map.of("COLUMNS", environmentColumns, "LINES", environmentLines);
        try (VirtualShell shell = VirtualShell.open(home, List.of(), environment, Size.of(columns, rows))) {
            assertThat(shell.size()).isEqualTo(Size.of(taken, takenRows));
            assertThat(shell.answer("1 + 1")).isEqualTo("$1 = 2");
        }
    }

    @Test
    void linesOfTheHistoryThatAreNoTextAreLeftOut() throws Exception {
        Path file = history();
        Files.write(
                file,
                "1700000000000:int first = 1\n1700000000001:// caf\u00e9\n1700000000002:int third = 3\n"
                        .getBytes(ISO_8859_1));
        try (VirtualShell shell = VirtualShell.open(home, List.of(), Map.of())) {
            assertThat(shell.answer("/history all"))
                    .contains("int first = 1", "int third = 3")
                    .doesNotContain("caf");
            assertThat(shell.answer("1 + 1")).isEqualTo("$1 = 2");
        }
        assertThat(Files.readString(file)).contains("int first = 1", "int third = 3", "1 + 1");
    }

    @Test
    void aFolderInTheHistorysPlaceIsSaidAndLeftAlone() throws Exception {
        Path kept = Files.writeString(Files.createDirectories(history()).resolve("kept"), "kept");
        try (VirtualShell shell = VirtualShell.open(home, List.of(), Map.of())) {
            shell.await("inputs are not kept");
            assertThat(shell.answer("1 + 1")).isEqualTo("$1 = 2");
        }
        assertThat(kept).hasContent("kept");
        assertThat(history()).isExecutable();
    }

    @Test
    void aStartupFileThatIsNoTextIsNamed() throws Exception {
        Path startup = home.resolve("mine.jsh");
        Files.write(startup, "int mine = 7; // caf\u00e9\n".getBytes(ISO_8859_1));
        try (VirtualShell shell = VirtualShell.open(home, List.of(startup), Map.of())) {
            shell.await("mine.jsh must be UTF-8 text");
            assertThat(shell.answer("1 + 1")).isEqualTo("$1 = 2");
        }
    }

    /** As soon as there is a prompt, all output of the startup file stands above it. */
    @Test
    void theErrorsOfAStartupFileComeBeforeTheFirstPrompt() throws Exception {
        Path startup =
                Files.writeString(home.resolve("wrong.jsh"), "int mine = 7;\nint wrong = nothing;\nint never = 1;\n");
        try (VirtualShell shell = VirtualShell.open(home, List.of(startup), Map.of())) {
            assertThat(shell.screen())
                    .containsSubsequence("cannot find symbol", "not run beyond this", "icd>")
                    .containsOnlyOnce("icd>");
            assertThat(shell.answer("mine")).isEqualTo("mine = 7");
        }
    }

    /** A killed session is offered though it ends in half a character, and a session is recorded whatever lies beside it. */
    @Test
    void recordsThatAreNoTextKeepNothingFromBeingRecorded() throws Exception {
        Path sessions = Files.createDirectories(home.resolve("sessions"));
        byte[] whole = "# Session\n\n```java\nint before = 1\n```\n\n```java\nvar s = \"\u00e9".getBytes("UTF-8");
        Path cut = sessions.resolve("20260101T000000Z.md");
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 1));
        Path other = sessions.resolve("20260102T000000Z.md");
        Files.write(other, "```java\nvar s = \"\u00e9\"\n```\n".getBytes(ISO_8859_1));
        assertThat(SessionFile.unfinished(sessions)).containsExactly(other, cut);
        assertThat(SessionFile.inputs(cut).getFirst()).isEqualTo("int before = 1");
        Assertions.assertThatExceptionOfType(CharacterCodingException.class)
                .isThrownBy(() -> SessionFile.inputs(other));
        try (VirtualShell shell = VirtualShell.open(home, List.of(), Map.of())) {
            shell.await("A session was cut short");
            assertThat(shell.answer("/transcript recover")).contains("20260102T000000Z.md must be UTF-8 text");
            assertThat(shell.answer("/transcript")).startsWith("recorded in ");
        }
    }
}
