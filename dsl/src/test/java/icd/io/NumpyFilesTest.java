package icd.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import icd.kernel.Precision;
import icd.task.PromptSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as NumPy writes them: {@code resources/npz} says how those were made. */
class NumpyFilesTest {

    private static final String LIMIT = "icd.npz.limit";

    @TempDir
    Path folder;

    @AfterEach
    void usualLimit() {
        System.clearProperty(LIMIT);
    }

    private Path resource(String name) throws IOException {
        try (InputStream in = NumpyFilesTest.class.getResourceAsStream("/npz/" + name)) {
            return Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    private Path file(Map<String, byte[]> members) throws IOException {
        return Files.write(folder.resolve("file.npz"), NpyBytes.packed(members));
    }

    private static double[] counted(int length, int sign) {
        return java.util.stream.IntStream.range(0, length)
                .mapToDouble(i -> sign * i + 0.0)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"streamed.npz", "streamed-packed.npz", "others.npz"})
    void promptsOfNumPy(String name) throws IOException {
        SequencedMap<String, NpyArray> arrays = Npz.read(resource(name), Set.of("X", "query", "target")::contains);
        assertThat(arrays.get("X").shape()).containsExactly(2, 3, 2);
        assertThat(arrays.get("X").doubles()).containsExactly(counted(12, 1));
        assertThat(arrays.get("query").doubles()).containsExactly(counted(6, 1));
        assertThat(arrays.get("target").doubles()).containsExactly(counted(6, -1));
        PromptSet prompts = PromptSet.read(resource(name));
        assertThat(prompts.contexts().get(1, 2, 0)).isEqualTo(10);
        assertThat(prompts.precision()).isEqualTo(name.equals("others.npz") ? Precision.FLOAT32 : Precision.FLOAT64);
    }

    /** Whether nobody asked for them, or for everything: they are there by their shapes, and say what they are when asked. */
    @Test
    void arraysOfOtherTypesAreLeftAlone() throws IOException {
        SequencedMap<String, NpyArray> arrays = Npz.read(resource("others.npz"));
        assertThat(arrays.sequencedKeySet())
                .containsExactly("names", "objects", "records", "complex", "dates", "bytes", "X", "query", "target");
        assertThat(arrays.get("records").shape()).containsExactly(3);
        assertThat(arrays.get("names")).hasToString("'<U2' [2]");
        assertThatIllegalStateException()
                .isThrownBy(() -> arrays.get("records").doubles())
                .withMessageContaining(
                        "others.npz: records: type must be a float of 16, 32 or 64 bits, a whole number or"
                                + " bool, got type '[[shape, <f8], [descr, <i4, [2]]]' and shape (3,)");
        for (String asked : List.of("names", "objects", "complex", "dates", "bytes")) {
            assertThatIOException()
                    .isThrownBy(() -> Npz.read(resource("others.npz"), asked::equals))
                    .withMessageContaining("others.npz: " + asked + ": type must be a float of 16, 32 or 64 bits");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> Npz.read(folder.resolve("others.npz"), "X"::equals)
                        .get("query")
                        .longs())
                .withMessageContaining(
                        "others.npz: query: must have been asked for when the file was read, got type '>u4' and shape (2, 3)");
    }

    /** Bytes and values by the definitions of IEEE 754 and two's complement. */
    @ParameterizedTest
    @CsvSource({
        "<f2, 003C, 1",
        "<f2, 00C0, -2",
        "<f2, FF7B, 65504",
        "<f2, 0100, 5.960464477539063E-8",
        "<f2, 007C, Infinity",
        ">f2, 3C00, 1",
        "|u1, FF, 255",
        "|i1, FF, -1",
        "<u2, FEFF, 65534",
        ">u2, FFFE, 65534",
        ">i2, FFFE, -2",
        "<u4, FFFFFFFF, 4294967295",
        ">u4, 80000000, 2147483648",
        "<i4, 00000080, -2147483648",
        ">i8, 7FFFFFFFFFFFFFFF, 9223372036854775807",
        "<u8, FFFFFFFFFFFFFF7F, 9223372036854775807",
        ">u8, 8000000000000000, 9223372036854775808",
        ">u8, 8000000000000401, 9223372036854777856",
        ">u8, 8000000000000400, 9223372036854775808",
        ">u8, FFFFFFFFFFFFFFFF, 18446744073709551616",
        "|b1, 02, 1",
        "?, 00, 0",
    })
    void everyTypeOfNumbers(String type, String hex, String value) throws IOException {
        byte[] body = java.util.HexFormat.of().parseHex(hex);
        NpyArray array = NpyFormat.decode(NpyBytes.of("'" + type + "'", "False", "", body), "test");
        assertThat(array.shape()).isEmpty();
        assertThat(array.value()).isEqualTo(Double.parseDouble(value));
        if (!type.contains("f") && new java.math.BigInteger(value).bitLength() < 64) {
            assertThat(array.longs()).containsExactly(Long.parseLong(value));
        }
    }

    /** Asked for by name, a whole number is read as it is or not at all; exact decimal arithmetic says which. */
    @ParameterizedTest
    @CsvSource({
        ">i8, 0020000000000000, 9007199254740992",
        ">i8, 0020000000000001, 9007199254740993",
        ">i8, FFDFFFFFFFFFFFFF, -9007199254740993",
        ">i8, 0020000000000002, 9007199254740994",
        ">i8, 7FFFFFFFFFFFFFFF, 9223372036854775807",
        ">i8, 8000000000000000, -9223372036854775808",
        ">i8, 0000000000000000, 0",
        ">u8, 8000000000000400, 9223372036854776832",
        ">u8, 8000000000000800, 9223372036854777856",
        ">u8, FFFFFFFFFFFFFFFF, 18446744073709551615",
    })
    void wholeNumbersAreNotRounded(String type, String hex, String value) throws IOException {
        byte[] body = java.util.HexFormat.of().parseHex("0000000000000001" + hex);
        byte[] npz = NpyBytes.packed(Map.of("X.npy", NpyBytes.of("'" + type + "'", "False", "2,", body)));
        double nearest = Double.parseDouble(value);
        if (new BigDecimal(nearest).compareTo(new BigDecimal(value)) == 0) {
            assertThat(Npz.read(new ByteArrayInputStream(npz), "X"::equals, "test")
                            .get("X")
                            .doubles())
                    .containsExactly(1, nearest);
        } else {
            assertThatIOException()
                    .isThrownBy(() -> Npz.read(new ByteArrayInputStream(npz), "X"::equals, "test"))
                    .withMessage("test: X: must hold whole numbers that a double can equal, as all up to 2^53 are, got "
                            + value + " as number 1 in the file");
        }
        assertThat(Npz.read(new ByteArrayInputStream(npz), "Y"::equals, "test")
                        .get("X")
                        .shape())
                .containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyVersionOfTheHeader(int version) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        body.putDouble(1).putDouble(2).putDouble(3);
        for (String header : List.of(
                "{'descr': '<f8', 'fortran_order': False, 'shape': (3L, 1L), }   \n",
                "{\"shape\":(3,1),\"fortran_order\":True,\"descr\":\"<f8\"}")) {
            NpyArray array = NpyFormat.decode(NpyBytes.withHeader(version, header, body.array()), "test");
            assertThat(array.shape()).containsExactly(3, 1);
            assertThat(array.doubles()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void membersThatAreNoArraysArePassedOver() throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("folder/", new byte[0]);
        members.put("README.txt", "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        members.put("short", new byte[] {(byte) 0x93});
        members.put("a.npy", NpyBytes.of(NpyArray.scalar(1)));
        members.put("no suffix", NpyBytes.of(NpyArray.scalar(2)));
        members.put("broken.npy", new byte[20]);
        Path file = file(members);
        SequencedMap<String, NpyArray> arrays = Npz.read(file, name -> !name.equals("broken"));
        assertThat(arrays.sequencedKeySet()).containsExactly("a", "no suffix", "broken");
        assertThat(arrays.get("no suffix").value()).isEqualTo(2);
        assertThatIOException()
                .isThrownBy(() -> Npz.read(file))
                .withMessage(file + ": broken: must be in npy format, got other bytes");
        assertThatIOException()
                .isThrownBy(() -> Npz.read(Files.write(folder.resolve("one.npy"), NpyBytes.of(NpyArray.scalar(1)))))
                .withMessageEndingWith("one.npy: must be an npz file (numpy.savez), got one array in npy format");
    }

    /** No name of a file's own drives the terminal on which a message is shown. */
    @Test
    void namesAreShownEscaped() throws IOException {
        Path file = file(Map.of("\u001b[31m\n\u202e.npy", new byte[20]));
        assertThatIOException()
                .isThrownBy(() -> Npz.read(file))
                .withMessage(file + ": \\u001b[31m\\n\\u202e: must be in npy format, got other bytes");
    }

    /** A quarter of a gigabyte of zeros in a quarter of a megabyte; only the asked-for count, and all of them together. */
    @Test
    void whatUnpacksToMoreThanTheLimitIsRefused() throws IOException {
        byte[] zeros = NpyBytes.of("'<f8'", "False", "1000,", new byte[8000]);
        Path file = file(new LinkedHashMap<>(Map.of("a.npy", zeros, "b.npy", zeros)));
        System.setProperty(LIMIT, Integer.toString(zeros.length));
        assertThat(Npz.read(file, "a"::equals).get("a").doubles()).hasSize(1000);
        assertThatIOException()
                .isThrownBy(() -> Npz.read(file))
                .withMessageContaining("must unpack to at most " + zeros.length
                        + " bytes (-Dicd.npz.limit=BYTES changes that), got " + 2 * zeros.length + " bytes");
        System.setProperty(LIMIT, "4g");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npz.read(file))
                .withMessage("-Dicd.npz.limit must be a whole number of bytes, got 4g");
    }

    /** A directory of the zip file that promises 2^31 - 1 numbers, where there are eighty packed bytes. */
    @Test
    void sizesThatCannotBeAreRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] bytes = NpyBytes.packed(Map.of("a.npy", NpyBytes.of("'<f8'", "False", "2147483647,", new byte[8])));
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int directory = zip.getInt(bytes.length - 6); // where the end of the directory says that it begins
        zip.putInt(directory + 24, Integer.MAX_VALUE);
        Path file = Files.write(folder.resolve("lie.npz"), bytes);
        assertThatIOException()
                .isThrownBy(() -> Npz.read(file))
                .withMessageContaining(
                        "a: must be a whole member of an npz file, got one that says to hold 2147483647 bytes in ");
        zip.putInt(directory + 24, 60); // and one that holds more than it says
        Files.write(file, bytes);
        assertThatIOException().isThrownBy(() -> Npz.read(file)).withMessageStartingWith(file + ": ");
    }

    @Test
    void emptyArraysOfAnyShape() throws IOException {
        NpyArray array = NpyFormat.decode(
                NpyBytes.of("'<f8'", "True", "2000000000, 2000000000, 2000000000, 0", new byte[0]), "test");
        assertThat(array.doubles()).isEmpty();
    }

    @Test
    void twoArraysOfOneName() throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("a.npy", NpyBytes.of(NpyArray.scalar(1)));
        members.put("a", NpyBytes.of(NpyArray.scalar(2)));
        assertThatIOException()
                .isThrownBy(() -> Npz.read(file(members)))
                .withMessageEndingWith("file.npz: a: must stand once in the file, got two arrays of this name");
    }
}
