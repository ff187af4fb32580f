package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    private static final Path HOME = Path.of("/home/someone");

    @Test
    void areTheUsersUnlessXdgSaysOtherwise() {
        Folders plain = Folders.of(Map.of(), HOME);
        assertThat(plain.startup()).isEqualTo(HOME.resolve(".config/workbench/startup.jsh"));
        assertThat(plain.history()).isEqualTo(HOME.resolve(".local/state/workbench/history"));
        Folders moved = Folders.of(Map.of("XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "/s"), HOME);
        assertThat(moved.startup()).isEqualTo(Path.of("/c/workbench/startup.jsh"));
        assertThat(moved.history()).isEqualTo(Path.of("/s/workbench/history"));
        assertThat(Folders.of(Map.of("XDG_CONFIG_HOME", "relative"), HOME)).isEqualTo(plain);
        assertThat(Folders.of(Map.of("XDG_CONFIG_HOME", ""), HOME)).isEqualTo(plain);
    }

    @Test
    void historyIsItsOwnersAlone(@TempDir Path temp) throws IOException {
        Path file = temp.resolve("a/b/history");
        assertThat(SharedHistory.prepare(file)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(SharedHistory.prepare(file)).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .as("one that others could read is closed to them")
                .isEqualTo("rw-------");
        Files.writeString(temp.resolve("file"), "");
        assertThat(SharedHistory.prepare(temp.resolve("file/history")))
                .hasValueSatisfying(why -> assertThat(why).contains("file/history"));
    }
}
