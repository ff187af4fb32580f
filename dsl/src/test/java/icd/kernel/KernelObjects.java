package icd.kernel;

import icd.math.RandomStream;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A program that makes each pass of the SIMD kernel until it makes no objects, and names those that go on making them:
 * vectors that the compiler did not keep in registers.
 */
final class KernelObjects {

    /** Rows of tokens by eights, fours and ones. */
    private static final int N = 13;

    /** More than a tile. */
    private static final int L = 1100;

    private static final int LAYERS = 5;
    private static final int POINTS = 160;

    /** A loop over L numbers with one object for each vector makes some ten times this. */
    private static final long BYTES_PER_CALL = 512;

    private static final int CALLS = 200;
    private static final long PATIENCE = 20_000_000_000L;

    private KernelObjects() {}

    public static void main(String[] args) {
        Kernel kernel = Kernel.simd();
        Map<String, Runnable> passes = new LinkedHashMap<>();
        for (Precision precision : Precision.values()) {
            TokenStack<?> tokens = Numbers.tokens(precision, 1, N, L, RandomStream.of(1, "tokens"));
            addPasses(passes, precision + " ", tokens, kernel);
        }
        addProducts(passes, kernel.dense());
        addPowers(passes, kernel.powers().get());
        List<String> making =
                passes.keySet().stream().filter(name -> !ends(passes.get(name))).toList();
        System.out.println(kernel + ", " + passes.size() + " passes, objects from " + making);
    }

    private static boolean ends(Runnable pass) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long deadline = System.nanoTime() + PATIENCE;
        do {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < CALLS; call++) {
                pass.run();
            }
            if (threads.getCurrentThreadAllocatedBytes() - before < CALLS * BYTES_PER_CALL) {
                return true;
            }
        } while (System.nanoTime() < deadline);
        return false;
    }

    private static <A> void addPasses(
            Map<String, Runnable> passes, String precision, TokenStack<A> tokens, Kernel kernels) {
        TokenKernel<A> kernel = kernels.of(tokens);
        A x = tokens.data();
        int at = tokens.at(0);
        int stride = tokens.stride();
        RandomStream random = RandomStream.of(2, "vectors");
        List<double[]> u = IntStream.range(0, LAYERS)
                .mapToObj(_ -> Numbers.gaussians(N, random))
                .toList();
        List<double[]> m =
                IntStream.range(0, LAYERS).mapToObj(_ -> new double[N]).toList();
        List<A> s = IntStream.range(0, LAYERS)
                .mapToObj(_ -> kernel.allocate(stride))
                .toList();
        A c = kernel.allocate(stride);
        A y = kernel.allocate(N * stride);
        double[] scales = Numbers.gaussians(LAYERS, random);
        double[] moment = new double[N * N];
        passes.put(precision + "scores", () -> kernel.scores(x, at, N, stride, u.get(0), s.get(0)));
        passes.put(precision + "scores of layers", () -> kernel.scores(x, at, N, stride, u, s));
        passes.put(precision + "max", () -> kernel.max(s.get(0), L));
        passes.put(precision + "exponentiate", () -> kernel.exponentiate(s.get(0), L, stride));
        passes.put(precision + "reweigh", () -> kernel.reweigh(s.get(0), 0.1, c, stride));
        passes.put(precision + "sum", () -> kernel.weightedSum(x, at, N, stride, c, 0, 1, m.get(0), 0));
        passes.put(precision + "sums of layers", () -> kernel.weightedSums(x, at, N, stride, s, scales, m));
        passes.put(precision + "squares", () -> kernel.addSquares(x, at, 0.1, 1e-9, c, stride));
        passes.put(precision + "subtract", () -> kernel.subtract(x, at, N, stride, u.get(0), 0, y));
        passes.put(precision + "multiply", () -> kernel.multiply(c, x, at, y, stride));
        passes.put(precision + "moment", () -> kernel.secondMoment(x, at, N, L, stride, moment, 0));
        passes.put(precision + "pass over memory", () -> kernel.sum(x, at, at + N * stride));
    }

    private static void addProducts(Map<String, Runnable> passes, DenseKernel dense) {
        RandomStream random = RandomStream.of(3, "matrices");
        int n = 61; // rows by fours of vectors, twos and ones
        double[] square = Numbers.gaussians(n * n, random);
        double[] x = Numbers.gaussians(n, random);
        double[] y = new double[n];
        double[] points = Numbers.gaussians(n * POINTS, random);
        double[] sum = new double[n * POINTS];
        passes.put("multiply", () -> dense.multiply(square, 0, n, x, 0, y));
        passes.put("outer product", () -> dense.addOuter(x, y, 0, n, square, 0));
        passes.put("product", () -> dense.addProduct(square, 1, n, n, n, points, 0, POINTS, POINTS, sum));
    }

    private static void addPowers(Map<String, Runnable> passes, Powers powers) {
        double[] d = new double[L];
        double[] p = new double[L];
        double[] sums = new double[2];
        for (int t = 0; t < L; t++) {
            d[t] = -t / (double) L;
        }
        // multiplied, with a square root or without; then roots; then logarithms with a shift or without
        for (double k : new double[] {0.5, 1 / 1.5, 4, 4 / 3.0, 0.7}) {
            for (double l : new double[] {-0.1, -3}) {
                passes.put("powers " + 1 / k + " " + l, () -> powers.deformed(d, L, 0.5, k, l, p, sums));
            }
            passes.put("powers " + 1 / k, () -> powers.of(d, L, 1 / k, p, sums));
        }
    }
}
