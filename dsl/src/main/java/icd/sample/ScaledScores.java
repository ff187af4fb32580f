package icd.sample;

import icd.attention.Attention;
import icd.attention.Parameter;
import java.util.regex.Pattern;

/** Layers whose scores are multiplied by a factor, whatever the form of their weights. */
final class ScaledScores {

    /** Those that scores are linear in; heads and layers have suffixes. */
    private static final Pattern WHOLE = Pattern.compile("(beta|W_KQ)(_.*)?");

    /** Those of which scores have a product of two, or a squared difference. */
    private static final Pattern HALF = Pattern.compile("(W_K|W_Q)(_.*)?");

    private ScaledScores() {}

    /**
     * The same layer with W_KQ times a factor: beta or W_KQ times it, or W_K and W_Q each times its root.
     *
     * @param factor &gt; 0
     * @throws IllegalArgumentException if the layer has none of these
     */
    static Attention of(Attention layer, double factor) {
        Check.positive("sample", "the factor on W_KQ", factor);
        double[] theta = layer.theta();
        boolean found = false;
        int at = 0;
        for (Parameter parameter : layer.parameters()) {
            boolean whole = WHOLE.matcher(parameter.name()).matches();
            boolean half = HALF.matcher(parameter.name()).matches();
            double by = whole ? factor : half ? Math.sqrt(factor) : 1;
            found |= whole || half;
            for (int i = at; i < at + parameter.size(); i++) {
                theta[i] *= by;
            }
            at += parameter.size();
        }
        if (!found) {
            throw new IllegalArgumentException("sample: the layer must have beta, W_KQ, or W_K and W_Q, to be asked at"
                    + " other levels of noise, got " + layer.parameters());
        }
        return layer.with(theta);
    }
}
