package icd.task;

import icd.kernel.Precision;
import icd.kernel.TokenStack;
import icd.math.CheckedMatrix;
import icd.math.Digits;
import icd.math.Finite;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * One prompt, {@math E = (X, x~)}, with its target x: prompt {@code index} of a set. Immutable.
 *
 * @param set where it is from
 * @param index its number there
 */
public record Prompt(PromptSet set, int index) {

    /** Tokens and coordinates that are printed; of more, the first. */
    private static final int SHOWN = 6;

    /** @throws IndexOutOfBoundsException if the set has no such prompt */
    public Prompt {
        if (!(0 <= index && index < set.size())) {
            throw new IndexOutOfBoundsException(
                    "Prompt: index must be between 0 and " + (set.size() - 1) + ", got " + index);
        }
    }

    /**
     * A prompt of one's own, in float64.
     *
     * @param context X, n x L with {@math L &gt; 0} (copied)
     * @param query {@math x~}, n x 1 (copied)
     * @param target x, n x 1 (copied)
     * @throws IllegalArgumentException if the shapes do not fit, or a number is not finite
     */
    public static Prompt of(MatrixStore<Double> context, MatrixStore<Double> query, MatrixStore<Double> target) {
        return of(context, query, column("target", target, context.getRowDim()));
    }

    /** The prompt whose {@link #context} a matrix is, as that gave it; empty for every other matrix. */
    public static Optional<Prompt> ofContext(MatrixStore<Double> X) {
        return CheckedMatrix.bare(X) instanceof ContextView view
                ? Optional.of(new Prompt(view.set(), view.k()))
                : Optional.empty();
    }

    private static Prompt of(MatrixStore<Double> context, MatrixStore<Double> query, double[] target) {
        int n = context.getRowDim();
        int L = context.getColDim();
        TokenStack<?> stack = TokenStack.allocate(Precision.FLOAT64, 1, n, L);
        double[] row = new double[L];
        for (int i = 0; i < n; i++) {
            for (int t = 0; t < L; t++) {
                row[t] = Finite.entry("Prompt.of", "context", context, i, t);
            }
            stack.setRow(0, i, row, 0);
        }
        return new Prompt(PromptSet.of(stack, column("query", query, n), target), 0);
    }

    /** A prompt of one's own whose target is unknown: it can be denoised, but not scored. */
    public static Prompt of(MatrixStore<Double> context, MatrixStore<Double> query) {
        double[] unknown = new double[context.getRowDim()];
        Arrays.fill(unknown, Double.NaN);
        return of(context, query, unknown);
    }

    private static double[] column(String name, MatrixStore<Double> given, int n) {
        if (given.getRowDim() != n || given.getColDim() != 1) {
            throw new IllegalArgumentException("Prompt.of: " + name + " must be n x 1 with n = " + n + ", got "
                    + given.getRowDim() + " x " + given.getColDim());
        }
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = Finite.entry("Prompt.of", name, given, i, 0);
        }
        return numbers;
    }

    /** Ambient dimension. */
    public int n() {
        return set.n();
    }

    /** Context length. */
    public int L() {
        return set.L();
    }

    /** X, n x L: a view that cannot be modified. */
    public MatrixStore<Double> context() {
        return set.context(index);
    }

    /** {@math x~}, n x 1 (a copy). */
    public R064Store query() {
        return set.query(index);
    }

    /**
     * x, n x 1 (a copy).
     *
     * @throws IllegalStateException if it is unknown
     */
    public R064Store target() {
        if (!knowsTarget()) {
            throw new IllegalStateException(
                    "Prompt.target: the prompt must have a target, got one that was made without");
        }
        return set.target(index);
    }

    /** Whether it has a target. */
    public boolean knowsTarget() {
        return !Double.isNaN(set.targets()[index * n()]);
    }

    /**
     * The instance {@math p_X} it was drawn from.
     *
     * @throws UnknownInstanceException if it was imported
     */
    public Instance instance() {
        return set.instance(index);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("prompt of " + L() + (L() == 1 ? " token" : " tokens") + " in R^" + n());
        text.append(set.knowsTruth() ? ", " + set.task() : "");
        text.append("\n  query  ").append(numbers(set.queries()));
        text.append(knowsTarget() ? "\n  target " + numbers(set.targets()) : "\n  target unknown");
        return text.toString();
    }

    private String numbers(double[] of) {
        return IntStream.range(0, Math.min(n(), SHOWN))
                .mapToObj(i -> Digits.of(of[index * n() + i], 4))
                .collect(Collectors.joining(", ", "(", n() > SHOWN ? ", ...)" : ")"));
    }
}
