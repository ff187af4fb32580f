package consumer;

import static icd.Dsl.*;

/** Measures the Bayes loss of case 1 of Figure 3, 16/3, and ends with an error where it is another. */
final class Consumer {

    public static void main(String[] arguments) {
        var prompts = subspaces(16, 8).variance(2).noiseVariance(1).prompts(2000, 20, seed(1));
        double[] errors = errors(bayes(), prompts);
        double standardError = std(errors) / sqrt(errors.length);
        System.out.println(mean(errors) + " ± " + standardError);
        if (Math.abs(mean(errors) - 16 / 3.0) > 4 * standardError) {
            throw new AssertionError("the Bayes loss is 16/3, measured " + mean(errors) + " ± " + standardError);
        }
    }
}
