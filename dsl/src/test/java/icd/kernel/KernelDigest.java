package icd.kernel;

import icd.math.RandomStream;
import java.util.stream.IntStream;

/** One number for all bits that a kernel computes over many sizes; as a program, that of the chosen kernel. */
final class KernelDigest {

    /** With one beyond 32, where ojAlgo's products begin to work on several threads. */
    private static final int[] DIMENSIONS =
            IntStream.concat(IntStream.of(Numbers.DIMENSIONS), IntStream.of(70)).toArray();

    private long hash;

    private KernelDigest() {}

    public static void main(String[] args) {
        try {
            System.out.println(Kernel.choice());
        } catch (IllegalArgumentException e) {
            e.printStackTrace();
            try {
                Kernel.chosen();
            } catch (IllegalArgumentException again) {
                System.out.println("once more: " + again);
            }
            System.exit(1);
        }
        System.out.println(Kernel.chosen() + " " + of(Kernel.chosen()));
    }

    static String of(Kernel kernel) {
        KernelDigest digest = new KernelDigest();
        for (Precision precision : Precision.values()) {
            for (int n : DIMENSIONS) {
                for (int L : new int[] {1, 7, 8, 9, 15, 16, 17, 31, 33, 100, 517}) {
                    RandomStream random = RandomStream.of(4, "digest", n, L);
                    digest.passes(Numbers.tokens(precision, 1, n, L, random), kernel, random);
                }
            }
        }
        return Long.toHexString(digest.hash);
    }

    private <A> void passes(TokenStack<A> x, Kernel kernels, RandomStream random) {
        TokenKernel<A> kernel = kernels.of(x);
        int n = x.n();
        int stride = x.stride();
        double[] u = Numbers.gaussians(n, random);
        A s = kernel.allocate(stride);
        A c = kernel.allocate(stride);
        double[] m = new double[n];
        double[] square = new double[n * n];
        kernel.scores(x.data(), x.at(0), n, stride, u, s);
        add(s);
        double total = kernel.exponentiate(s, x.L(), stride);
        add(s);
        add(new double[] {total, kernel.sum(x.data(), 3, x.at(1))});
        kernel.weightedSum(x.data(), x.at(0), n, stride, s, 0, 1 / total, m, 0);
        add(m);
        kernel.scores(x.data(), x.at(0), n, stride, m, c);
        kernel.reweigh(s, 0.3, c, stride);
        add(c);
        kernel.secondMoment(x.data(), x.at(0), n, x.L(), stride, square, 0);
        add(square);
        kernels.dense().multiply(square, 0, n, u, 0, m);
        kernels.dense().addOuter(m, u, 0, n, square, 0);
        add(square);
        double[] y = Numbers.gaussians(64 * 160, random);
        double[] points = Numbers.gaussians(n * 160, random);
        kernels.dense().addProduct(y, 1, n, n, 64, y, 0, 160, 160, points); // small and large, as n is
        add(points);
    }

    private void add(Object numbers) {
        for (int i = 0; i < Numbers.length(numbers); i++) {
            hash = hash * 0x9E3779B97F4A7C15L + Double.doubleToLongBits(Numbers.get(numbers, i)) + (hash >>> 29);
        }
    }
}
