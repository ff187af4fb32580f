package icd.attention;

import icd.denoise.Denoiser;
import icd.io.NpyArray;
import icd.kernel.Kernel;
import icd.task.PromptSet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A denoiser with parameters that can be trained by gradient. Immutable: training makes new ones. */
public interface Attention extends Denoiser {

    /** Ambient dimension. */
    int n();

    /** What the numbers of {@link #theta} are, in order. */
    List<Parameter> parameters();

    /** All parameters, one after another, matrices row-major (a copy). */
    double[] theta();

    /** The same layer with other numbers. */
    Attention with(double[] theta);

    /** A pass over these prompts, for one thread at a time. */
    Pass pass(PromptSet prompts, Kernel kernel);

    /** The parameters as named arrays; {@code suffix} goes behind each name, as in {@code W_KQ_final}. */
    default SequencedMap<String, NpyArray> arrays(String suffix) {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        double[] theta = theta();
        int at = 0;
        for (Parameter parameter : parameters()) {
            double[] part = Arrays.copyOfRange(theta, at, at + parameter.size());
            arrays.put(parameter.name() + suffix, NpyArray.of(part, parameter.shape()));
            at += parameter.size();
        }
        return arrays;
    }
}
