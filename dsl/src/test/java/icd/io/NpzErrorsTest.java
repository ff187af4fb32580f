package icd.io;

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the bytes, an IOException that names the file and what is wrong with it. */
class NpzErrorsTest {

    @TempDir
    Path folder;

    private static byte[] two() throws IOException {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("first", NpyArray.of(new double[] {1, 2, 3}, 3));
        arrays.put("second", NpyArray.of(new double[] {4}, 1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Npz.write(out, arrays);
        return out.toByteArray();
    }

    @Test
    void noSuchFile() {
        Assertions.assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> Npz.read(folder.resolve("none.npz")))
                .withMessageContaining("none.npz");
    }

    @Test
    void notNpz() throws IOException {
        Path file = Files.writeString(folder.resolve("text.npz"), "alpha,beta\n1,2\n");
        assertThatIOException()
                .isThrownBy(() -> Npz.read(file))
                .withMessageStartingWith(file + ": must be a whole npz file, got another or a damaged one (");
        assertThatIOException()
                .isThrownBy(() -> Npz.read(new ByteArrayInputStream(new byte[100]), "a stream"))
                .withMessageStartingWith("a stream: must be a whole npz file, got another or a damaged one (");
        Npz.write(folder.resolve("none.npz"), new LinkedHashMap<>());
        assertThatIOException()
                .isThrownBy(() -> Npz.read(folder.resolve("none.npz")))
                .withMessageEndingWith("none.npz: must be an npz file with at least one array, got none");
    }

    /** Wherever it is cut, even between the arrays or inside a zip header. */
    @Test
    void cutShort() throws IOException {
        byte[] whole = two();
        Path file = folder.resolve("cut.npz");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThatIOException()
                    .as("cut after %d of %d bytes", length, whole.length)
                    .isThrownBy(() -> Npz.read(file))
                    .withMessageStartingWith(file + ": must be a whole npz file");
        }
    }

    /** A changed byte is an IOException or, in what does not matter, nothing. */
    @Test
    void anyChangedByteIsAtWorstAnIOException() throws IOException {
        byte[] whole = two();
        Path file = folder.resolve("changed.npz");
        int errors = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x55;
            Files.write(file, changed);
            try {
                Npz.read(file);
            } catch (IOException e) {
                errors++;
            }
        }
        Assertions.assertThat(errors)
                .as("the numbers and npy headers are under a checksum")
                .isGreaterThan(280);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'<c16'; False; 2,; type must be a float of 16, 32 or 64 bits, a whole number or bool, got type '<c16' and shape (2,)",
                "'|O'; False; '2, 3'; type must be a float of 16, 32 or 64 bits, a whole number or bool, got type '|O' and shape (2, 3)",
                "'<U5'; False; ''; type must be a float of 16, 32 or 64 bits, a whole number or bool, got type '<U5' and shape ()",
                "[('shape', '<f8', (4,))]; False; 2,; type must be a float of 16, 32 or 64 bits, a whole number or bool, got type '[[shape, <f8, [4]]]' and shape (2,)",
                "'<f8; False; 2,; npy header must have descr, fortran_order and shape, got",
                "'<f8'; maybe; 2,; npy header must have descr, fortran_order and shape, got",
                "'<f8'; False; 3,; must hold 3 numbers of 8 bytes, got 16 bytes for type '<f8' and shape (3,)",
                "'<f8'; False; -1,; shape must be whole numbers below 2^31, got (-1,)",
                "'<f8'; False; 2.5,; shape must be whole numbers below 2^31, got (2.5,)",
                "'<f8'; False; '9999999999,'; shape must be whole numbers below 2^31, got (9999999999,)",
                "'<f8'; False; '99999999999999999999,'; shape must be whole numbers below 2^31, got (99999999999999999999,)",
                "'<f8'; False; '5L, -3L'; shape must be whole numbers below 2^31, got (5, -3)",
                "'<f8'; False; '2, True'; shape must be whole numbers below 2^31, got (2, true)",
                "'<f8'; False; '99999, 99999'; must hold fewer than 2^31 numbers, got shape (99999, 99999)",
                "'<f8'; False; '2000000000, 2000000000, 2000000000'; must hold fewer than 2^31 numbers",
            },
            quoteCharacter = '"')
    void badHeaders(String type, String fortran, String shape, String message) {
        byte[] bytes = NpyBytes.of(type, fortran, shape.replace("'", ""), new byte[16]);
        assertThatIOException()
                .isThrownBy(() -> NpyFormat.decode(bytes, "w.npz: X"))
                .withMessageStartingWith("w.npz: X: " + message);
    }

    @Test
    void badBytes() {
        assertThatIOException()
                .isThrownBy(() -> NpyFormat.decode(new byte[20], "w.npz: X"))
                .withMessage("w.npz: X: must be in npy format, got other bytes");
        byte[] bytes = NpyBytes.of("'<f8'", "False", "2,", new byte[16]);
        bytes[6] = 2; // now four bytes of length, the last from the header's text
        assertThatIOException()
                .isThrownBy(() -> NpyFormat.decode(bytes, "w.npz: X"))
                .withMessage("w.npz: X: npy header must lie inside the file, got a file cut short");
        bytes[6] = 4;
        assertThatIOException()
                .isThrownBy(() -> NpyFormat.decode(bytes, "w.npz: X"))
                .withMessage("w.npz: X: must be in npy format of version 1, 2 or 3, got version 4");
        assertThatIOException()
                .isThrownBy(() -> NpyFormat.decode(NpyBytes.withHeader(2, " ".repeat((1 << 20) + 1)), "w.npz: X"))
                .withMessage("w.npz: X: npy header must be at most 1048576 bytes long, got 1048577");
    }
}
