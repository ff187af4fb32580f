package icd.kernel;

import java.util.function.Supplier;

/**
 * One implementation of all loops.
 *
 * @param name {@code simd} or {@code scalar}
 * @param float32 makes a token kernel for one thread
 * @param float64 likewise
 * @param dense for any number of threads
 * @param powers makes powers for one thread
 * @param description for provenance and banners, such as {@code simd, 512 bits}
 */
public record Kernel(
        String name,
        String description,
        Supplier<TokenKernel<float[]>> float32,
        Supplier<TokenKernel<double[]>> float64,
        DenseKernel dense,
        Supplier<Powers> powers) {

    /** The system property that forces a kernel: {@code simd} or {@code scalar}. */
    public static final String PROPERTY = "icd.kernel";

    private static final Kernel SCALAR = new Kernel(
            "scalar", "scalar", ScalarKernel32::new, ScalarKernel64::new, new ScalarDense(), ScalarPowers::new);

    /** The plain Java implementation: the reference; takes rows of any length. */
    public static Kernel scalar() {
        return SCALAR;
    }

    /**
     * s_i &lt;- exp(s_i - max s) for a few numbers, to the same bits as {@link TokenKernel#exponentiate}.
     *
     * @param s all of it is modified
     * @return the sum of the exponentials
     */
    public static double exponentiate(double[] s) {
        return new ScalarKernel64().exponentiate(s, s.length, s.length);
    }

    /**
     * The implementation on the Vector API.
     *
     * @throws IllegalStateException if the JVM was started without {@code --add-modules jdk.incubator.vector}
     */
    public static Kernel simd() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            throw new IllegalStateException(
                    "Kernel.simd: the JVM must be started with --add-modules jdk.incubator.vector, got none");
        }
        return VectorProvider.kernel();
    }

    /** The kernel chosen at start-up: the one {@value #PROPERTY} names, else simd where available, else scalar. */
    public static Kernel chosen() {
        return Chosen.KERNEL;
    }

    /** A token kernel for a stack's precision, for one thread. */
    @SuppressWarnings("unchecked") // the array's class decides
    public <A> TokenKernel<A> of(TokenStack<A> stack) {
        return (TokenKernel<A>) (stack.precision() == Precision.FLOAT32 ? float32 : float64).get();
    }

    @Override
    public String toString() {
        return description;
    }

    private static final class Chosen {

        static final Kernel KERNEL = choose(System.getProperty(PROPERTY));

        private static Kernel choose(String forced) {
            return switch (forced) {
                case "simd" -> simd();
                case "scalar" -> scalar();
                case null -> {
                    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
                        yield simd();
                    }
                    System.getLogger("icd.kernel")
                            .log(
                                    System.Logger.Level.WARNING,
                                    "plain scalar kernels: several times slower; start java with"
                                            + " --add-modules jdk.incubator.vector");
                    yield scalar();
                }
                default ->
                    throw new IllegalArgumentException(
                            "system property " + PROPERTY + " must be simd or scalar, got " + forced);
            };
        }
    }
}
