package icd.train;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.kernel.Kernel;
import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Forward and backward over the paper's training set (800 prompts, n = 16, L = 500) on one thread, in batches of 80, and
 * summing its array once, which no epoch that reads it can beat.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Epochs {

    private static final int N = 16;
    private static final int PROMPTS = 800;
    private static final int BATCH = 80;

    @Param({"FLOAT32", "FLOAT64"})
    public Precision precision;

    @Param({"simd", "scalar", "ojalgo"})
    public String kernel;

    private Kernel chosen;
    private PromptSet prompts;
    private int[] order;
    private double[] theta;
    private double[] gradient;
    private Losses softmax;
    private Losses linear;

    @Setup
    public void draw() {
        chosen = switch (kernel) {
            case "simd" -> Kernel.simd();
            case "scalar" -> Kernel.scalar();
            default -> Kernel.ojalgo();
        };
        prompts = PromptSet.draw(new Subspaces(N, 8, 2, 1), PROMPTS, 500, precision, 0, "benchmark", Workers.caller());
        order = RandomStream.of(1, "benchmark").permutation(PROMPTS);
        Attention layer = AttentionLayer.softmax(N).uniform(RandomStream.of(1, "weights"));
        theta = layer.theta();
        gradient = new double[theta.length];
        softmax = new Losses(layer, prompts, chosen, Workers.caller());
        linear = new Losses(AttentionLayer.linear(N).identity(1, 1), prompts, chosen, Workers.caller());
    }

    @Benchmark
    public double softmax() {
        return epoch(softmax);
    }

    @Benchmark
    public double linear() {
        return epoch(linear);
    }

    private double epoch(Losses losses) {
        double sum = 0;
        for (int from = 0; from < PROMPTS; from += BATCH) {
            sum += losses.loss(theta, order, from, from + BATCH, gradient);
        }
        return sum;
    }

    @Benchmark
    public double streaming() {
        return sum(prompts.contexts());
    }

    private <A> double sum(TokenStack<A> x) {
        return chosen.of(x).sum(x.data(), x.at(0), x.at(x.count()));
    }
}
