package icd.kernel;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One implementation of all loops.
 *
 * @param name {@code simd}, {@code scalar} or {@code ojalgo}
 * @param description a text for provenance and banners, such as {@code simd, 512 bits}
 * @param order empty where sums have the order that {@link TokenKernel} describes, so that all such kernels give the
 *     same bits; otherwise the name and version of the library that has an order of its own. It belongs to the identity of
 *     the kernel's results.
 * @param float32 makes a token kernel for one thread
 * @param float64 makes one for tokens in double precision
 * @param dense products with matrices, for any number of threads
 * @param powers makes powers for one thread
 */
public record Kernel(
        String name,
        String description,
        String order,
        Supplier<TokenKernel<float[]>> float32,
        Supplier<TokenKernel<double[]>> float64,
        DenseKernel dense,
        Supplier<Powers> powers) {

    /** The system property that forces a kernel: {@code simd}, {@code scalar} or {@code ojalgo}. */
    public static final String PROPERTY = "icd.kernel";

    private static final Map<String, Supplier<Kernel>> BY_NAME =
            Map.of("simd", Kernel::simd, "scalar", Kernel::scalar, "ojalgo", Kernel::ojalgo);

    private static final String MODULE = "jdk.incubator.vector";

    private static final Kernel SCALAR = new Kernel(
            "scalar", "scalar", "", ScalarKernel32::new, ScalarKernel64::new, new ScalarDense(), ScalarPowers::new);

    /**
     * The kernel chosen at start-up, with the reason.
     *
     * @param why a reason such as {@code named by -Dicd.kernel}
     */
    public record Choice(Kernel kernel, String why) {

        /** Returns a text such as {@code simd, 512 bits (the default where Java has vectors)}. */
        @Override
        public String toString() {
            return kernel + " (" + why + ")";
        }
    }

    /** Returns the plain Java implementation: the reference; takes rows of any length. */
    public static Kernel scalar() {
        return SCALAR;
    }

    /**
     * Computes {@math s_i &lt;- exp(s_i - max s)} for a few numbers, to the same bits as {@link TokenKernel#exponentiate}.
     *
     * @param s all of it is modified
     * @return the sum of the exponentials
     */
    public static double exponentiate(double[] s) {
        return new ScalarKernel64().exponentiate(s, s.length, s.length);
    }

    /**
     * Returns the implementation on the Vector API.
     *
     * @throws IllegalStateException if the JVM was started without {@code --add-modules jdk.incubator.vector}
     */
    public static Kernel simd() {
        if (!vectors()) {
            throw new IllegalStateException(
                    "Kernel.simd: the JVM must be started with --add-modules " + MODULE + ", got none");
        }
        return VectorProvider.kernel();
    }

    /**
     * Returns the implementation on ojAlgo's array operations and multithreaded products. Its sums have an order of
     * their own, so its results differ from the other kernels' in their last digits. Where ojAlgo has no operation
     * (exponentials, powers, the largest of some numbers) it uses the fastest of the other kernels.
     */
    public static Kernel ojalgo() {
        return OjalgoProvider.kernel(vectors() ? simd() : scalar());
    }

    /**
     * Returns the kernel chosen at start-up: the one {@value #PROPERTY} names, else simd where available, else scalar.
     */
    public static Kernel chosen() {
        return choice().kernel();
    }

    /**
     * Returns the kernel chosen at start-up, with the reason.
     *
     * @throws IllegalArgumentException if {@value #PROPERTY} names none; on every call
     * @throws IllegalStateException if it names one that is not available here
     */
    public static Choice choice() {
        return Chosen.CHOICE.get();
    }

    /**
     * Holds the choice. A static initialiser that throws would tell its reason only to the first caller, so this one
     * keeps the exception for later callers.
     */
    private static final class Chosen {

        static final Supplier<Choice> CHOICE = supplier(System.getProperty(PROPERTY));

        private static Supplier<Choice> supplier(String forced) {
            try {
                Choice choice = choose(forced);
                return () -> choice;
            } catch (IllegalArgumentException | IllegalStateException e) {
                return () -> choose(forced);
            }
        }
    }

    private static Choice choose(String forced) {
        if (forced != null) {
            Supplier<Kernel> named = BY_NAME.get(forced);
            if (named == null) {
                throw new IllegalArgumentException("system property " + PROPERTY + " must be one of "
                        + String.join(", ", new TreeMap<>(BY_NAME).keySet()) + ", got '" + forced + "'");
            }
            return new Choice(named.get(), "named by -D" + PROPERTY);
        }
        if (vectors()) {
            return new Choice(simd(), "the default where Java has vectors");
        }
        System.getLogger("icd.kernel")
                .log(
                        System.Logger.Level.WARNING,
                        "plain scalar kernels: several times slower; start java with --add-modules " + MODULE);
        return new Choice(scalar(), "java was started without --add-modules " + MODULE);
    }

    private static boolean vectors() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** Returns a token kernel for a stack's precision, for one thread. */
    @SuppressWarnings("unchecked") // the array's class decides
    public <A> TokenKernel<A> of(TokenStack<A> stack) {
        return (TokenKernel<A>) (stack.precision() == Precision.FLOAT32 ? float32 : float64).get();
    }

    @Override
    public String toString() {
        return description;
    }
}
