package icd.energy;

import icd.math.Digits;
import icd.math.Norm;
import java.util.Arrays;
import org.ojalgo.matrix.store.R064Store;

/** The states that a descent went through, the start among them, and their energies. Immutable. */
public final class Trajectory {

    private final Energy energy;
    private final int n;
    private final double[] states;
    private final double[] energies;
    private final int firstRise;
    private final int allowed;
    private final Stop stop;

    Trajectory(Energy energy, int n, double[] states, double[] energies, int firstRise, int allowed, Stop stop) {
        this.energy = energy;
        this.n = n;
        this.states = states;
        this.energies = energies;
        this.firstRise = firstRise;
        this.allowed = allowed;
        this.stop = stop;
    }

    /** Dimension of the states. */
    public int n() {
        return n;
    }

    /** How many steps were made: one less than there are states. */
    public int steps() {
        return energies.length - 1;
    }

    /** Why it ended. */
    public Stop stop() {
        return stop;
    }

    /** Whether the last step was within the tolerance. */
    public boolean converged() {
        return stop == Stop.CONVERGED;
    }

    /** The energy descended, at last where it was annealed. */
    public Energy energy() {
        return energy;
    }

    /** The state after step t, n x 1 (a copy); t = 0 is the start. */
    public R064Store state(int t) {
        return R064Store.wrap(numbers(t));
    }

    double[] numbers(int t) {
        if (!(0 <= t && t < energies.length)) {
            throw new IndexOutOfBoundsException(
                    "Trajectory.state: step must be between 0 and " + steps() + ", got " + t);
        }
        return Arrays.copyOfRange(states, t * n, (t + 1) * n);
    }

    /** The last state, n x 1 (a copy). */
    public R064Store last() {
        return state(steps());
    }

    /** All states as columns, n x (steps + 1) (a copy). */
    public R064Store states() {
        return R064Store.wrap(states.clone(), n);
    }

    /** The energy of each state, the one of the next step where it was annealed (a copy). */
    public double[] energies() {
        return energies.clone();
    }

    /**
     * The first step that raised the energy it descended by more than rounding (1e-12 of its terms), or -1. What an annealed
     * energy gains by its change of beta is no step's doing.
     */
    public int firstRise() {
        return firstRise;
    }

    @Override
    public String toString() {
        double[] moved = numbers(steps());
        for (int i = 0; i < n; i++) {
            moved[i] -= states[i];
        }
        return Digits.text(
                "descent on %s: %s after %d of %d steps%n  energy %.6g -> %.6g%s, moved %.4g%s",
                energy.name(),
                stop,
                steps(),
                allowed,
                energies[0],
                energies[energies.length - 1],
                firstRise() < 0 ? "" : " (not monotone: up at step " + firstRise() + ")",
                Norm.of(moved, 0, n),
                energy.unbounded().map(why -> "\n  " + why).orElse(""));
    }
}
