package icd.energy;

import icd.kernel.Kernel;
import icd.kernel.TokenStack;
import icd.math.Finite;
import icd.task.Prompt;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * An energy of {@link Energies} over its memories X (n x L); derivatives by formula. Immutable.
 *
 * <p>Methods on matrices refuse results that double precision cannot hold, as for high powers and exponentials, with an
 * ArithmeticException. Methods on arrays, which descents call, return an infinity or NaN there, and descents diverge.
 */
public final class MemoryEnergy implements Energy {

    private final ScoreEnergy form;
    private final TokenStack<double[]> memories;
    private final double[] prior;
    private final Prompt prompt;

    /** @param prompt the prompt whose context the memories are, or null */
    MemoryEnergy(ScoreEnergy form, TokenStack<double[]> memories, Prompt prompt) {
        this.prompt = prompt;
        this.form = form;
        this.memories = memories;
        if (form.hasPrior()) {
            prior = new double[memories.stride()];
            form.prior(prior);
        } else {
            prior = null;
        }
    }

    @Override
    public String name() {
        return form.name();
    }

    @Override
    public int n() {
        return memories.n();
    }

    /** Returns the number of memories. */
    public int L() {
        return memories.L();
    }

    /** Returns X, n x L (a copy). */
    public R064Store memories() {
        R064Store copy = R064Store.FACTORY.make(n(), L());
        for (int i = 0; i < n(); i++) {
            for (int t = 0; t < L(); t++) {
                copy.set(i, t, memory(i, t));
            }
        }
        return copy;
    }

    /** Returns coordinate i of memory t. */
    public double memory(int i, int t) {
        return memories.get(0, i, t);
    }

    /** Returns the kind that makes this energy of its memories; empty where none does. */
    public Optional<ContextEnergy> kind() {
        return form.kind();
    }

    /** Returns the prompt whose context its memories are; empty where they were given otherwise. */
    public Optional<Prompt> prompt() {
        return Optional.ofNullable(prompt);
    }

    /** Returns buffers for one thread. */
    Tokens tokens() {
        return tokens(Kernel.chosen());
    }

    Tokens tokens(Kernel kernel) {
        return Tokens.of(memories, prior, kernel);
    }

    ScoreEnergy form() {
        return form;
    }

    @Override
    public double value(double[] s) {
        Check.length(name(), "state", s, n());
        Tokens t = tokens();
        form.score(t, s);
        return form.value(t, s);
    }

    @Override
    public void gradient(double[] s, double[] gradient) {
        Check.length(name(), "state", s, n());
        Check.length(name(), "gradient", gradient, n());
        form.gradient(tokens(), s, gradient);
    }

    @Override
    public void hessian(double[] s, double[] hessian) {
        Check.length(name(), "state", s, n());
        Check.length(name(), "hessian", hessian, n() * n());
        form.hessian(tokens(), s, hessian);
    }

    @Override
    public SequencedMap<String, Double> terms(double[] s) {
        Check.length(name(), "state", s, n());
        Tokens t = tokens();
        form.score(t, s);
        return form.terms(t, s);
    }

    @Override
    public SequencedMap<String, Double> terms(MatrixStore<Double> s) {
        SequencedMap<String, Double> terms = Energy.super.terms(s);
        terms.values().forEach(term -> Check.value(name(), this, term));
        return terms;
    }

    /**
     * Returns the weight of each memory in the gradient: w in {@math grad E = Q s - K^T X w}. These are softmax's p for the
     * log-sum-exp family, y for Hopfield-Fenchel-Young; exactly zero for memories without influence.
     *
     * @param s n numbers. Not modified.
     * @return L numbers
     */
    public double[] weights(double[] s) {
        Check.length(name(), "state", s, n());
        Tokens t = tokens();
        form.score(t, s);
        double factor = form.weigh(t, s);
        double[] weights = new double[L()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = factor * t.z[i];
        }
        return weights;
    }

    /** Does the same as {@link #weights(double[])} for a state n x 1, as L x 1. */
    public R064Store weights(MatrixStore<Double> s) {
        return R064Store.wrap(Finite.numbers(name(), "weights", weights(Check.vector(name(), "state", s, n()))));
    }

    @Override
    public OptionalDouble rate() {
        return form.rate();
    }

    @Override
    public Optional<String> unbounded() {
        return form.unbounded(this);
    }

    @Override
    public void precondition(double[] s, double[] gradient) {
        form.precondition(tokens(), s, gradient);
    }

    @Override
    public String toString() {
        return form + ", over " + L() + " memories in R^" + n();
    }
}
