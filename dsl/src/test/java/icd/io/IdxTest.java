package icd.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import icd.describe.InputFile;
import icd.task.TokenTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Files of pictures in the format of MNIST. */
class IdxTest {

    /** Two pictures of 2 x 3 pixels, 0, 51, ..., 255 and so on. */
    private static byte[] pictures() {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 12 + 12);
        bytes.put(new byte[] {0, 0, 8, 3}).putInt(2).putInt(2).putInt(3);
        for (int i = 0; i < 12; i++) {
            bytes.put((byte) (51 * (i % 6)));
        }
        return bytes.array();
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static TokenTable tokens(byte[] bytes) {
        return TokenTable.of(InputFile.of("images-idx3-ubyte", bytes));
    }

    @Test
    void picturesAreTokens() throws IOException {
        TokenTable table = tokens(pictures());
        assertThat(table).hasToString("2 tokens in R^6");
        assertThat(table.matrix().transpose().toRawCopy2D()[1]).containsExactly(0, .2, .4, .6, .8, 1);
        assertThat(tokens(packed(pictures()))).isEqualTo(table);
        assertThat(Idx.read(pictures()).shape()).containsExactly(2, 2, 3);
    }

    @Test
    void numbersOfEveryType() throws IOException {
        for (int type : new int[] {9, 11, 12, 13, 14}) {
            ByteBuffer bytes = ByteBuffer.allocate(64);
            bytes.put(new byte[] {0, 0, (byte) type, 1}).putInt(2);
            for (int number : new int[] {-3, 7}) {
                switch (type) {
                    case 9 -> bytes.put((byte) number);
                    case 11 -> bytes.putShort((short) number);
                    case 12 -> bytes.putInt(number);
                    case 13 -> bytes.putFloat(number);
                    default -> bytes.putDouble(number);
                }
            }
            byte[] whole = Arrays.copyOf(bytes.array(), bytes.position());
            assertThat(Idx.read(whole).doubles()).as("type %d", type).containsExactly(-3, 7);
        }
    }

    @Test
    void damageIsNamed() throws IOException {
        byte[] good = pictures();
        refused(Arrays.copyOf(good, good.length - 1), "must hold 12 bytes of numbers for the shape [2, 2, 3], got 11");
        refused(Arrays.copyOf(good, good.length + 2), "got 14");
        refused(Arrays.copyOf(good, 9), "must be an IDX file of at most 8 axes", "9 bytes");
        byte[] packed = packed(good);
        refused(Arrays.copyOf(packed, packed.length - 9), "cut off");
        byte[] changed = packed.clone();
        changed[packed.length - 6] ^= 1;
        refused(changed, "gzip", "damaged");
        refused(packed(packed(good)), "must be an IDX file");
        byte[] negative = good.clone();
        negative[4] = -1;
        refused(negative, "must have axes of length 1 or more");
        byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 5, 7};
        refused(labels, "labels");
        byte[] infinite = ByteBuffer.allocate(16)
                .put(new byte[] {0, 0, 13, 2})
                .putInt(1)
                .putInt(1)
                .putFloat(Float.NaN)
                .array();
        refused(infinite, "must hold finite numbers");
    }

    private static void refused(byte[] bytes, String... says) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> tokens(bytes))
                .withMessageStartingWith("images-idx3-ubyte: must ")
                .satisfies(e -> assertThat(e.getMessage()).contains(says));
    }
}
