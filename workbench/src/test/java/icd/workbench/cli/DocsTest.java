package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.workbench.piece.UnusablePathException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code workbench docs} finds the manual of a distribution and of a checkout. */
class DocsTest {

    private static final String LAUNCHER = "icd.command";

    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(LAUNCHER);
    }

    private Path index(String docs) throws IOException {
        return Files.writeString(Files.createDirectories(folder.resolve(docs)).resolve("index.html"), "");
    }

    private String launcher() {
        return folder.resolve("bin/workbench").toString();
    }

    @Test
    void ofADistribution() throws IOException {
        Path index = index("docs");
        index("target/dist/docs");
        System.setProperty(LAUNCHER, launcher());
        CommandLineRunner said = workbench("docs", "--path");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).isEqualTo(index + System.lineSeparator());
    }

    @Test
    void ofACheckout() throws IOException {
        Path index = index("target/dist/docs");
        assertThat(DocsCommand.index(launcher())).isEqualTo(index);
    }

    @Test
    void isMissedInWords() {
        assertThatThrownBy(() -> DocsCommand.index(launcher()))
                .isInstanceOf(UnusablePathException.class)
                .hasMessageContainingAll(folder.resolve("docs/index.html").toString(), "mvn -DskipTests package");
        CommandLineRunner said = workbench("docs");
        assertThat(said.code()).isEqualTo(Main.BAD_USAGE);
        assertThat(said.err()).contains("the manual must be beside bin/workbench");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void opensABrowserOnlyWhereAWindowCanOpen() {
        assertThat(DocsCommand.hasDisplay("Linux", Map.of())).isFalse();
        assertThat(DocsCommand.hasDisplay("Linux", Map.of("DISPLAY", ""))).isFalse();
        assertThat(DocsCommand.hasDisplay("Linux", Map.of("DISPLAY", ":0"))).isTrue();
        assertThat(DocsCommand.hasDisplay("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")))
                .isTrue();
        assertThat(DocsCommand.hasDisplay("Mac OS X", Map.of())).isTrue();
    }
}
