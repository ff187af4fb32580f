package icd.task;

import icd.io.NpyArray;
import icd.io.Npz;
import icd.io.Visible;
import icd.kernel.Precision;
import icd.kernel.TokenStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Prompt sets as npz files. */
final class PromptFiles {

    private static final List<String> NUMBERS = List.of("X", "query", "target");

    /** The arrays that are read; a file may lack the target, and all that tells where its prompts come from. */
    static final List<String> READ =
            Stream.of(NUMBERS, TruthArrays.READ).flatMap(List::stream).toList();

    private PromptFiles() {}

    static void write(PromptSet prompts, Path npz) throws IOException {
        Npz.write(npz, withProjectors(prompts));
    }

    static void save(PromptSet prompts, String npz) throws IOException {
        Npz.save("PromptSet.write", npz, withProjectors(prompts));
    }

    private static SequencedMap<String, NpyArray> withProjectors(PromptSet prompts) {
        SequencedMap<String, NpyArray> arrays = arrays(prompts);
        prompts.truth().flatMap(TruthArrays::projectors).ifPresent(all -> arrays.put("projector", all));
        return arrays;
    }

    /** The arrays of a file that holds these prompts, by their names. */
    static SequencedMap<String, NpyArray> arrays(PromptSet prompts) {
        int size = prompts.size();
        int n = prompts.n();
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(
                "X",
                new NpyArray(
                        new int[] {size, n, prompts.L()}, prompts.contexts().packed()));
        arrays.put("query", numbers(prompts.queries(), prompts.precision(), size, n));
        arrays.put("target", numbers(prompts.targets(), prompts.precision(), size, n));
        prompts.truth().map(TruthArrays::of).ifPresent(arrays::putAll);
        return arrays;
    }

    private static NpyArray numbers(double[] values, Precision precision, int size, int n) {
        if (precision == Precision.FLOAT64) {
            return NpyArray.of(values, size, n);
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return NpyArray.of(rounded, size, n);
    }

    static PromptSet of(SequencedMap<String, NpyArray> arrays, String name) throws IOException {
        if (!(arrays.containsKey("X") && arrays.containsKey("query"))) {
            throw new IOException(name + ": must hold the arrays X, query and, where it is known, target, got "
                    + Visible.of(arrays.sequencedKeySet().toString()));
        }
        int[] shape = arrays.get("X").shape();
        if (shape.length != 3 || Arrays.stream(shape).anyMatch(length -> length == 0)) {
            throw new IOException(
                    name + ": X must be of shape (N, n, L), none of them 0, got " + Arrays.toString(shape));
        }
        int[] flat = {shape[0], shape[1]};
        if (!arrays.containsKey("target")) {
            double[] unknown = new double[shape[0] * shape[1]];
            Arrays.fill(unknown, Double.NaN);
            arrays = new LinkedHashMap<>(arrays);
            arrays.put("target", NpyArray.of(unknown, flat));
        }
        for (String array : new String[] {"query", "target"}) {
            if (!Arrays.equals(arrays.get(array).shape(), flat)) {
                throw new IOException(name + ": " + array + " must be of shape " + Arrays.toString(flat)
                        + " to go with X " + Arrays.toString(shape) + ", got "
                        + Arrays.toString(arrays.get(array).shape()));
            }
        }
        for (String array : NUMBERS) {
            double[] values = arrays.get(array).doubles();
            for (int i = 0; i < values.length; i++) {
                boolean unknown = array.equals("target") && isUnknown(values, i / shape[1], shape[1]);
                if (!(Double.isFinite(values[i]) || unknown)) {
                    throw new IOException(
                            name + ": " + array + " must hold finite numbers, got " + values[i] + " as number " + i);
                }
            }
        }
        Object data = switch (arrays.get("X").data()) {
            case float[] f -> f;
            default -> arrays.get("X").doubles();
        };
        TokenStack<?> contexts = TokenStack.of(data, shape[0], shape[1], shape[2]);
        PromptSet prompts = PromptSet.of(
                contexts,
                rounded(arrays.get("query"), contexts.precision()),
                rounded(arrays.get("target"), contexts.precision()));
        try {
            return TruthArrays.read(arrays, prompts);
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    /** Whether a target has no number at all: an unknown one is written as NaN. */
    private static boolean isUnknown(double[] targets, int prompt, int n) {
        return Arrays.stream(targets, prompt * n, (prompt + 1) * n).allMatch(Double::isNaN);
    }

    private static double[] rounded(NpyArray array, Precision precision) {
        return Arrays.stream(array.doubles())
                .map(value -> PromptDrawing.round(value, precision))
                .toArray();
    }
}
