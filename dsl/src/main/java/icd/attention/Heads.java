package icd.attention;

import java.util.Collections;
import java.util.List;

/**
 * Several layers side by side, their outputs added: {@math x^ = f_1(X, x~) + ... + f_H(X, x~)}, as the heads of multi-head attention.
 *
 * <p>Each keeps its own residual stream, where it has one; {@link #residual} adds one around the sum. {@link #normalised} puts
 * the norm before each head, inside its residual stream. Parameters of head h,
 * from 1 on, have {@code _head<h>} behind their names.
 */
public final class Heads extends Composite {

    private Heads(List<? extends Attention> heads) {
        super("Heads", heads);
    }

    /** @throws IllegalArgumentException if there is none, or they are of several dimensions */
    public static Heads of(Attention... heads) {
        return new Heads(List.of(heads));
    }

    /** The same layer several times over; {@link #uniform} then gives each weights of its own. */
    public static Heads of(Attention head, int count) {
        checkCount("Heads", count);
        return new Heads(Collections.nCopies(count, head));
    }

    /** The layers whose sum this is. */
    public List<Attention> heads() {
        return parts();
    }

    @Override
    public Attention head(int index) {
        if (!(index >= 0 && index < parts().size())) {
            throw new IllegalArgumentException(
                    "Heads.head: index must be 0 to " + (parts().size() - 1) + ", got " + index);
        }
        return parts().get(index);
    }

    @Override
    public String name() {
        return name("_heads", "+");
    }

    @Override
    public Heads normalised() {
        return of(parts().stream().map(Attention::normalised).toList());
    }

    @Override
    Heads of(List<Attention> parts) {
        return new Heads(parts);
    }

    @Override
    String suffix(int part) {
        return "_head" + (part + 1);
    }

    @Override
    Pass pass(PassMaker maker) {
        List<Pass> passes = parts().stream().map(part -> maker.of(part, false)).toList();
        return passes.size() == 1
                ? passes.getFirst()
                : new SumPass(n(), passes, parts()); // alone, it adds up as it would without
    }

    private static final class SumPass extends CompositePass {

        private final double[] sum;
        private final double[] one;

        SumPass(int n, List<Pass> passes, List<Attention> parts) {
            super(n, passes, parts);
            this.sum = new double[n];
            this.one = new double[n];
        }

        @Override
        public void forward(int k, double[] query, int at, double[] estimate, int to) {
            pass(0).forward(k, query, at, sum, 0);
            for (int h = 1; h < count(); h++) {
                pass(h).forward(k, query, at, one, 0);
                for (int i = 0; i < n; i++) {
                    sum[i] += one[i];
                }
            }
            System.arraycopy(sum, 0, estimate, to, n);
        }

        @Override
        public void backward(int k, double[] residual, double[] gradient, double[] queryGradient) {
            for (int h = 0; h < count(); h++) {
                backward(h, k, residual, gradient, queryGradient);
            }
        }
    }
}
