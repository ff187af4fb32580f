package icd.task;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.math.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ojalgo.matrix.store.R064Store;

/**
 * A transform of all prompts of a trial: drawn from a seed, {@link Transform#random} with the stream of that seed, or given by its
 * matrix.
 *
 * @param n ambient dimension
 * @param condition ratio of the largest to the smallest singular value of an A that is drawn, at least 1
 * @param A an A that is given, by rows
 * @param target in which coordinates the target is wanted
 * @param seed of an A that is drawn
 */
@Describe("a fixed invertible map A of all tokens and queries [App. H], drawn from a seed or given")
public record FixedTransform(
        int n,

        @Describe(
                value =
                        "condition number c of a drawn A, whose singular values fall geometrically from sqrt(c) to 1/sqrt(c)",
                min = 1,
                max = 1e7)
        Optional<Double> condition,

        @Describe("instead of condition: the matrix A, a list of its n rows")
        Optional<List<List<Double>>> A,

        @Describe(value = "which coordinates the target is in", byDefault = "old")
        Transform.Target target,

        @Describe(value = "seed of an A that is drawn", min = 0, byDefault = "0")
        long seed) {

    /** @throws RefusedException if both or neither of condition and A are given, or A is not n x n and invertible */
    public FixedTransform {
        if (condition.isPresent() == A.isPresent()) {
            throw new RefusedException(
                    "FixedTransform",
                    "condition",
                    "be given, or A in its place",
                    condition.isPresent() ? "both" : "neither");
        }
        if (A.isPresent()) {
            A = Optional.of(A.get().stream().map(List::copyOf).toList());
            given(n, A.get(), target);
        }
    }

    /** This one, by its matrix. */
    public static FixedTransform of(Transform transform) {
        R064Store matrix = transform.matrix();
        List<List<Double>> rows = IntStream.range(0, transform.n())
                .mapToObj(i -> IntStream.range(0, transform.n())
                        .mapToObj(j -> matrix.doubleValue(i, j))
                        .toList())
                .toList();
        return new FixedTransform(transform.n(), Optional.empty(), Optional.of(rows), transform.target(), 0);
    }

    private static Transform given(int n, List<List<Double>> rows, Transform.Target target) {
        if (rows.size() != n || rows.stream().anyMatch(row -> row.size() != n)) {
            throw new RefusedException(
                    "FixedTransform",
                    "A",
                    "be n rows of n = " + n + " numbers",
                    rows.size() + " of "
                            + rows.stream().map(List::size).distinct().toList());
        }
        R064Store matrix = R064Store.FACTORY.make(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix.set(i, j, rows.get(i).get(j));
            }
        }
        try {
            return Transform.of(matrix, target);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("FixedTransform", "A", "be invertible", "a matrix of which: " + e.getMessage());
        }
    }

    /** The transform. */
    public Transform transform() {
        return condition
                .map(ratio -> Transform.random(n, ratio, target, RandomStream.of(seed, "transform")))
                .orElseGet(() -> given(n, A.orElseThrow(), target));
    }
}
