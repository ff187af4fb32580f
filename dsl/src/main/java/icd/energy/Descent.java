package icd.energy;

import icd.kernel.Workers;
import icd.math.Finite;
import icd.math.Norm;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * Gradient descent, equation 17: {@math s &lt;- s - gamma P grad E(s)}, where P is the energy's own preconditioner (the identity for
 * all of {@link Energies} but the warped and the Epanechnikov one).
 *
 * <p>An immutable description; {@link #run} makes the steps. By default the rate is the one at which a step is the
 * update that the energy is known by ({@link Energy#rate}: {@math alpha} for {@link Energies#lse}, which makes it attention),
 * there are at most 1000 steps, and descent ends once a step is no longer than 1e-12 times the largest norm of a state
 * so far: convergence is judged by the state, whatever the energy does, and only when rates and inverse temperatures no
 * longer change.
 */
public final class Descent {

    private static final int STEPS = 1000;
    private static final double TOLERANCE = 1e-12;

    private final DoubleFunction<? extends Energy> family;
    private final double[] betas;
    private final Energy energy;
    private final double[] start;
    private final double[] rates;
    private final int steps;
    private final double tolerance;

    private Descent(
            Energy energy,
            DoubleFunction<? extends Energy> family,
            double[] betas,
            double[] start,
            double[] rates,
            int steps,
            double tolerance) {
        this.energy = energy;
        this.family = family;
        this.betas = betas;
        this.start = start;
        this.rates = rates;
        this.steps = steps;
        this.tolerance = tolerance;
    }

    /**
     * Returns a descent on an energy from a state.
     *
     * @param start n x 1. Not modified.
     * @throws IllegalArgumentException if start is not n finite numbers, or has no finite energy
     */
    public static Descent of(Energy energy, MatrixStore<Double> start) {
        double[] s = Check.vector("descent", "start", start, energy.n());
        Check.value("descent", energy, energy.value(s));
        return of(energy, s);
    }

    static Descent of(Energy energy, double[] start) {
        return new Descent(energy, null, new double[0], start, new double[0], STEPS, TOLERANCE);
    }

    /**
     * Returns the same with this step size {@math gamma}.
     *
     * @throws IllegalArgumentException if not &gt; 0 and finite
     */
    public Descent rate(double gamma) {
        return rates(gamma);
    }

    /**
     * Returns the same with a step size for each step; the last one stays.
     *
     * @throws IllegalArgumentException if there is none, or one is not &gt; 0 and finite
     */
    public Descent rates(double... gammas) {
        Check.atLeast("descent", "the number of rates", 1, gammas.length);
        for (double gamma : gammas) {
            Check.positive("descent", "rate", gamma);
        }
        return new Descent(energy, family, betas, start, gammas.clone(), steps, tolerance);
    }

    /** Returns the same with at most this many steps, 0 or more. */
    public Descent steps(int count) {
        Check.atLeast("descent", "steps", 0, count);
        return new Descent(energy, family, betas, start, rates, count, tolerance);
    }

    /**
     * Returns the same, ending once a step is no longer than the tolerance times the largest norm of a state so far;
     * with 0, once nothing moves at all. A problem in other units therefore ends after equally many steps.
     */
    public Descent tolerance(double tolerance) {
        Check.notNegative("descent", "tolerance", tolerance);
        return new Descent(energy, family, betas, start, rates, steps, tolerance);
    }

    /**
     * Returns the same with an energy for each step, {@code family.apply(beta)}; the last one stays. An example is
     * {@code annealed(beta -> Energies.lse(X, 1, beta), 1, 2, 4, 8)}.
     *
     * @throws IllegalArgumentException if there is no {@math beta}, or an energy has another dimension
     */
    public Descent annealed(DoubleFunction<? extends Energy> family, double... betas) {
        Check.atLeast("descent", "the number of betas", 1, betas.length);
        return new Descent(energy, family, betas.clone(), start, rates, steps, tolerance);
    }

    /** Returns the energy of the last steps. */
    public Energy energy() {
        return energyAt(Integer.MAX_VALUE);
    }

    /** Returns the state it starts from, n x 1 (a copy). */
    public R064Store start() {
        return R064Store.wrap(start.clone());
    }

    /** Returns the step size of each step, of which the last one stays; the energy's own if none was given (a copy). */
    public double[] rates() {
        return rates.length > 0 ? rates.clone() : new double[] {ownRate(energy.name(), energy.rate())};
    }

    /** Returns the largest number of steps. */
    public int steps() {
        return steps;
    }

    /** Returns the tolerance. */
    public double tolerance() {
        return tolerance;
    }

    /** Returns whether its energy changes from step to step. */
    public boolean isAnnealed() {
        return family != null;
    }

    private Energy energyAt(int step) {
        if (family == null) {
            return energy;
        }
        Energy annealed = family.apply(betas[Math.min(step, betas.length - 1)]);
        if (annealed.n() != energy.n()) {
            throw new IllegalArgumentException(
                    "descent: annealed energies must be of dimension " + energy.n() + ", got " + annealed.n());
        }
        return annealed;
    }

    private double rateAt(int step, Energy energy) {
        return rates.length > 0 ? rates[Math.min(step, rates.length - 1)] : ownRate(energy.name(), energy.rate());
    }

    /** @throws IllegalArgumentException if the energy has no rate of its own */
    static double ownRate(String name, OptionalDouble rate) {
        return rate.orElseThrow(() -> new IllegalArgumentException(
                "descent: rate must be given, as " + name + " has none of its own, got none"));
    }

    /**
     * Makes the steps.
     *
     * @throws IllegalArgumentException if no rate is given and the energy has none of its own
     */
    public Trajectory run() {
        int n = start.length;
        double[] states = new double[n * (Math.min(steps, 64) + 1)];
        double[] energies = new double[Math.min(steps, 64) + 1];
        double[] s = start.clone();
        double[] g = new double[n];
        System.arraycopy(s, 0, states, 0, n);
        int last = family == null ? 0 : betas.length - 1;
        int settled = Math.max(last, rates.length - 1);
        Energy current = energyAt(0);
        energies[0] = current.value(s);
        double unit = 0;
        for (double term : current.terms(s).values()) {
            unit += Math.abs(term);
        }
        Stop stop = Double.isFinite(energies[0]) ? Stop.STEPS_DONE : Stop.DIVERGED;
        int made = 0;
        int firstRise = -1;
        double extent = Norm.of(start, 0, n);
        while (made < steps && stop == Stop.STEPS_DONE) {
            Workers.poll();
            double rate = rateAt(made, current);
            current.gradient(s, g);
            current.precondition(s, g);
            if (made == 0) {
                Finite.numbers("descent", "the gradient of " + current.name() + " at the start", g);
            }
            double moved = 0;
            double size = 0;
            for (int i = 0; i < n; i++) {
                double before = s[i];
                s[i] = Math.fma(-rate, g[i], s[i]);
                moved = Math.fma(s[i] - before, s[i] - before, moved);
                size = Math.fma(s[i], s[i], size);
            }
            double value = current.value(s);
            double rounding = 1e-12 * Math.max(unit, Math.abs(value));
            // this uses the energy that was descended, not the next one
            boolean rose = value > energies[made] + rounding;
            if (made < last) {
                current = energyAt(made + 1);
                value = current.value(s);
            }
            if (!(size < Double.POSITIVE_INFINITY && Double.isFinite(value))) {
                stop = Stop.DIVERGED;
                break;
            }
            made++;
            firstRise = rose && firstRise < 0 ? made : firstRise;
            if (made == energies.length) {
                int longer = (int) Math.min(steps + 1L, 2L * made);
                states = Arrays.copyOf(states, Math.multiplyExact(n, longer));
                energies = Arrays.copyOf(energies, longer);
            }
            System.arraycopy(s, 0, states, made * n, n);
            energies[made] = value;
            extent = Math.max(extent, Math.sqrt(size));
            if (made > settled && Math.sqrt(moved) <= tolerance * extent) {
                stop = Stop.CONVERGED;
            }
        }
        return new Trajectory(
                current,
                n,
                Arrays.copyOf(states, n * (made + 1)),
                Arrays.copyOf(energies, made + 1),
                firstRise,
                steps,
                stop);
    }

    @Override
    public String toString() {
        String rate = rates.length == 0
                ? energy.rate().isPresent() ? "rate " + energy.rate().getAsDouble() : "no rate yet"
                : rates.length == 1 ? "rate " + rates[0] : "rates " + rates[0] + " to " + rates[rates.length - 1];
        String schedule = family == null ? "" : ", beta " + betas[0] + " to " + betas[betas.length - 1];
        return String.format(
                Locale.ROOT,
                "descent on %s: %s%s, at most %d steps, tolerance %.3g",
                energy.name(),
                rate,
                schedule,
                steps,
                tolerance);
    }
}
