package icd.task;

/**
 * The second moments of tokens that are drawn uniformly from N, all different. With m their mean and V = sum_t (x_t - m)(x_t - m)^T/(N - 1),
 * two tokens of a prompt have E (x - x')(x - x')^T / 2 = V and E x x'^T = m m^T - V/N.
 */
final class DrawnTokens {

    private DrawnTokens() {}

    /** @param tokens N x n, one token after another. Not modified. */
    static TokenMoments moments(int n, double[] tokens) {
        int count = tokens.length / n;
        double[] mean = new double[n];
        for (int t = 0; t < count; t++) {
            for (int i = 0; i < n; i++) {
                mean[i] += tokens[t * n + i] / count;
            }
        }
        double spread = 0;
        for (int t = 0; t < count; t++) {
            for (int i = 0; i < n; i++) {
                double difference = tokens[t * n + i] - mean[i];
                spread = Math.fma(difference, difference, spread);
            }
        }
        double variance = spread / Math.max(1, count - 1);
        double square = 0;
        for (double each : mean) {
            square = Math.fma(each, each, square);
        }
        double between = square - variance / count;
        return new TokenMoments(
                SecondMoment.of(n, () -> variance, () -> within(n, tokens, mean)),
                SecondMoment.of(n, () -> between, () -> between(n, tokens, mean)));
    }

    private static double[] within(int n, double[] tokens, double[] mean) {
        int count = tokens.length / n;
        double[] matrix = new double[n * n];
        double[] difference = new double[n];
        for (int t = 0; t < count; t++) {
            for (int i = 0; i < n; i++) {
                difference[i] = tokens[t * n + i] - mean[i];
            }
            for (int i = 0; i < n; i++) {
                double scaled = difference[i] / Math.max(1, count - 1);
                for (int l = 0; l < n; l++) {
                    matrix[i * n + l] = Math.fma(scaled, difference[l], matrix[i * n + l]);
                }
            }
        }
        return matrix;
    }

    private static double[] between(int n, double[] tokens, double[] mean) {
        double[] matrix = within(n, tokens, mean);
        double count = tokens.length / n;
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < n; l++) {
                matrix[i * n + l] = Math.fma(mean[i], mean[l], -matrix[i * n + l] / count);
            }
        }
        return matrix;
    }
}
