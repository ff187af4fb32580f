package icd.kernel;

import icd.math.RandomStream;
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

/** Single passes over one prompt (n = 16, L = 500) in the nearest cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenPasses {

    private static final int N = 16;
    private static final int L = 500;

    @Param({"FLOAT32", "FLOAT64"})
    public Precision precision;

    @Param({"simd", "scalar", "ojalgo"})
    public String kernel;

    private Passes<?> passes;

    @Setup
    public void draw() {
        Kernel chosen = switch (kernel) {
            case "simd" -> Kernel.simd();
            case "scalar" -> Kernel.scalar();
            default -> Kernel.ojalgo();
        };
        TokenStack<?> tokens = TokenStack.allocate(precision, 1, N, L);
        RandomStream random = RandomStream.of(1, "benchmark");
        double[] row = new double[L];
        for (int i = 0; i < N; i++) {
            random.gaussians(row, 0, L);
            tokens.setRow(0, i, row, 0);
        }
        double[] u = new double[N];
        random.gaussians(u, 0, N);
        passes = Passes.of(tokens, chosen, u);
    }

    @Benchmark
    public Object scores() {
        return passes.scores();
    }

    /** After scores, as the exponentials overwrite them: subtract the time of {@link #scores}. */
    @Benchmark
    public double scoresAndExponentiate() {
        return passes.exponentials();
    }

    @Benchmark
    public Object weightedSum() {
        return passes.weightedSum();
    }

    @Benchmark
    public Object secondMoment() {
        return passes.secondMoment();
    }

    private record Passes<A>(TokenStack<A> x, TokenKernel<A> kernel, double[] u, A s, double[] m, double[] c) {

        static <A> Passes<A> of(TokenStack<A> x, Kernel kernels, double[] u) {
            TokenKernel<A> kernel = kernels.of(x);
            Passes<A> passes =
                    new Passes<>(x, kernel, u, kernel.allocate(x.stride()), new double[N], new double[N * N]);
            passes.exponentials();
            return passes;
        }

        A scores() {
            kernel.scores(x.data(), x.at(0), N, x.stride(), u, s);
            return s;
        }

        double exponentials() {
            scores();
            return kernel.exponentiate(s, L, x.stride());
        }

        double[] weightedSum() {
            kernel.weightedSum(x.data(), x.at(0), N, x.stride(), s, 0, 1, m, 0);
            return m;
        }

        double[] secondMoment() {
            kernel.secondMoment(x.data(), x.at(0), N, L, x.stride(), c, 0);
            return c;
        }
    }
}
