package icd.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import icd.Golden;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {

    @TempDir
    Path folder;

    private static SequencedMap<String, NpyArray> everything() {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("matrix", NpyArray.of(new double[] {1, -0.0, Double.NaN, Double.MIN_VALUE, 1e300, 6}, 2, 3));
        arrays.put("single", NpyArray.of(new float[] {1.5f, Float.NEGATIVE_INFINITY}, 2));
        arrays.put("whole", NpyArray.of(new long[] {Long.MIN_VALUE, 7}, 2, 1));
        arrays.put("scalar", NpyArray.scalar(0.25));
        arrays.put("empty", NpyArray.of(new double[0], 3, 0, 2));
        return arrays;
    }

    @Test
    void roundTrip() throws IOException {
        Path file = folder.resolve("all.npz");
        Npz.write(file, everything());
        SequencedMap<String, NpyArray> read = Npz.read(file);
        assertThat(read).isEqualTo(everything());
        assertThat(read.sequencedKeySet()).containsExactly("matrix", "single", "whole", "scalar", "empty");
        assertThat(read.get("single").data()).isInstanceOf(float[].class);
        assertThat(read.get("whole").data()).isInstanceOf(long[].class);
        assertThat(read.get("scalar").shape()).isEmpty();
        assertThat(read.get("empty").shape()).containsExactly(3, 0, 2);
    }

    @Test
    void matrices() {
        assertThat(everything().get("matrix").matrix().get(1, 1)).isEqualTo(1e300);
        assertThat(everything().get("single").matrix().getRowDim()).isEqualTo(2);
        assertThat(everything().get("whole").matrix().get(1, 0)).isEqualTo(7);
        assertThat(everything().get("scalar").matrix().get(0, 0)).isEqualTo(0.25);
        assertThatIllegalStateException()
                .isThrownBy(() -> everything().get("empty").matrix())
                .withMessage(
                        "NpyArray.matrix: the array must have one or two axes, none of them of length 0, got double[3, 0, 2]");
    }

    @Test
    void equalArraysGiveEqualBytes() throws IOException {
        Npz.write(folder.resolve("a.npz"), everything());
        Npz.write(folder.resolve("b.npz"), everything());
        assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
    }

    /** NumPy wants the numbers at a multiple of 64 bytes, and a header that ends with a line feed. */
    @Test
    void layout() throws IOException {
        byte[] bytes = NpyBytes.of(NpyArray.of(new double[] {2}, 1));
        assertThat(bytes).hasSize(128 + 8);
        assertThat(bytes[127]).isEqualTo((byte) '\n');
        assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII).strip())
                .isEqualTo("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }");
        assertThat(bytes[8] + 256 * bytes[9]).isEqualTo(118);
    }

    @Test
    void compressed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZipOutputStream zip = new ZipOutputStream(out); // deflates
        for (var array : everything().entrySet()) {
            zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
            zip.write(NpyBytes.of(array.getValue()));
        }
        zip.close();
        Path file = folder.resolve("compressed.npz");
        Files.write(file, out.toByteArray());
        assertThat(Npz.read(file)).isEqualTo(everything());
        assertThat(Npz.read(new ByteArrayInputStream(out.toByteArray()), "stream"))
                .isEqualTo(everything());
    }

    /** [[[0, 1], [2, 3], [4, 5]], [[6, ...]]] column by column, in big-endian int16. */
    @Test
    void fortranOrderAndOtherTypes() throws IOException {
        byte[] body = new byte[24];
        int[] fortran = {0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11};
        for (int i = 0; i < 12; i++) {
            body[2 * i + 1] = (byte) fortran[i];
        }
        NpyArray array = NpyFormat.decode(NpyBytes.of("'>i2'", "True", "2, 3, 2", body), "test");
        assertThat(array.shape()).containsExactly(2, 3, 2);
        assertThat(array.longs()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(NpyFormat.decode(NpyBytes.of("'|b1'", "False", "2,", new byte[] {1, 0}), "test")
                        .longs())
                .containsExactly(1, 0);
        assertThat(NpyFormat.decode(NpyBytes.of("'>f4'", "False", "", new byte[] {0x3f, (byte) 0xc0, 0, 0}), "test"))
                .isEqualTo(NpyArray.of(new float[] {1.5f}));
    }

    /** These came from a transpose and lie in Fortran order; the numbers are those that NumPy shows. */
    @Test
    void goldenPredictionsAreReadInTheRightOrder() {
        SequencedMap<String, NpyArray> golden = Golden.shipped("train_sphere_softmax_adam");
        NpyArray prediction = golden.get("prediction");
        assertThat(prediction.shape()).containsExactly(80, 8);
        assertThat(prediction.doubles()[0]).isEqualTo(0.08668508203454091);
        assertThat(prediction.doubles()[1]).isEqualTo(0.1582872180910751);
        assertThat(prediction.doubles()[8]).isEqualTo(-0.028365463473564927);
        assertThat(prediction.doubles()[639]).isEqualTo(-0.11728974423212898);
    }

    @Test
    void arraysOfTheWrongKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyArray.of(new double[5], 2, 3))
                .withMessage("NpyArray: data must hold as many numbers as shape [2, 3] says (6), got 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NpyArray(new int[] {1}, new int[] {1}))
                .withMessage("NpyArray: data must be double[], float[] or long[], got int[]");
        assertThatIllegalStateException()
                .isThrownBy(() -> NpyArray.scalar(1).longs())
                .withMessage("NpyArray.longs: the array must hold whole numbers, got double[]");
        assertThatIllegalStateException()
                .isThrownBy(() -> NpyArray.of(new float[2], 2).value())
                .withMessage("NpyArray.value: the array must hold one number, got float[2]");
        assertThat(Arrays.stream(NpyArray.of(new float[] {0.1f}, 1).doubles()).sum())
                .isEqualTo(0.1f);
    }
}
