package icd.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void newAndOldFiles() throws IOException {
        Path file = folder.resolve("-a 'b'\n.txt");
        assertThat(WholeFile.write(file, "first")).isEqualTo(file).hasContent("first");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        WholeFile.write(file, "second");
        assertThat(file).hasContent("second");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(names()).containsExactly("-a 'b'\n.txt");
    }

    /** The longest name that a file can have. */
    @Test
    void longNames() throws IOException {
        assertThat(WholeFile.write(folder.resolve("x".repeat(255)), "long")).hasContent("long");
    }

    @Test
    void whatFailsHalfwayLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        assertThatIOException()
                .isThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("no more");
                }))
                .withMessage("no more");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void aLinkThatAUserNamesIsFollowed() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));
        WholeFile.write(link, "new");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(file).hasContent("new");
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("b"));
        WholeFile.write(dangling, "made");
        assertThat(folder.resolve("b")).hasContent("made");
    }

    @Test
    void aLinkInAFolderOfOursIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));
        WholeFile.writeInto(folder, "link", "new".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(Files.isRegularFile(folder.resolve("link"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(folder.resolve("link")).hasContent("new");
        assertThat(file).hasContent("old");
    }

    /** A device stays one, and says when it is full. */
    @Test
    void devices() throws IOException {
        WholeFile.write(Path.of("/dev/null"), "nothing");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        assertThatIOException()
                .isThrownBy(() -> WholeFile.write(Path.of("/dev/full"), "nothing"))
                .withMessageContaining("No space left on device");
        assertThatIOException().isThrownBy(() -> WholeFile.write(folder, "a folder"));
    }
}
