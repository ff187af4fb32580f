package icd.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.Golden;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.math.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights of an old run as a model. */
class WeightFilesTest {

    @TempDir
    Path folder;

    static List<Attention> layers() {
        return Layers.all(4, RandomStream.of(1, "weights"));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void thereAndBack(Attention layer) throws IOException {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>(layer.arrays("_init"));
        Attention trained = layer.uniform(RandomStream.of(2, "weights"));
        arrays.putAll(trained.arrays("_final"));
        Path file = folder.resolve("weights.npz");
        Npz.write(file, arrays);
        assertThat(layer.read(file, "_final").theta()).isEqualTo(trained.theta());
        assertThat(trained.read(file, "_init").theta()).isEqualTo(layer.theta());
        assertThat(layer.read(file, "_final").name()).isEqualTo(layer.name());
    }

    /** float32 arrays, as other programs write, are as good. */
    @Test
    void otherTypes() {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("beta", NpyArray.of(new float[] {0.5f}));
        arrays.put("alpha", NpyArray.of(new long[] {2}));
        assertThat(AttentionLayer.softmax(4).scalar().with(arrays, "").theta()).containsExactly(0.5, 2);
    }

    @Test
    void errors() throws IOException {
        Path file = folder.resolve("weights.npz");
        Npz.write(file, AttentionLayer.softmax(3).arrays("_final"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AttentionLayer.softmax(4).read(file, "_final"))
                .withMessage(
                        file + ": weights of softmax attention, n = 4: must be W_KQ_final (4 x 4), W_PV_final (4 x 4),"
                                + " got W_KQ_final (3 x 3), W_PV_final (3 x 3)");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AttentionLayer.softmax(3).scalar().read(file, "_init"))
                .withMessage(
                        file + ": weights of softmax_scalar attention, n = 3: must be beta_init (a number), alpha_init"
                                + " (a number), got W_KQ_final (3 x 3), W_PV_final (3 x 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        AttentionLayer.softmax(8).unmerged().with(Golden.shipped("train_sphere_softmax_adam"), "_init"))
                .withMessageContaining(
                        "must be W_Q_init (8 x 8), W_K_init (8 x 8), W_V_init (8 x 8), got batch_order (20 x 64), ");
        SequencedMap<String, NpyArray> bad = new LinkedHashMap<>();
        bad.put("beta", NpyArray.scalar(1));
        bad.put("alpha", NpyArray.scalar(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionLayer.linear(3).scalar().with(bad, ""))
                .withMessage("weights of linear_scalar attention: alpha must hold finite numbers, got NaN");
    }
}
