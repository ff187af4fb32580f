package icd.energy;

import icd.math.Digits;
import icd.math.Norm;
import java.util.Arrays;
import org.ojalgo.matrix.store.R064Store;

/** The states of a descent, the start among them, and their energies. Immutable. */
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

    /** Returns the dimension of the states. */
    public int n() {
        return n;
    }

    /** Returns the number of steps, one less than the number of states. */
    public int steps() {
        return energies.length - 1;
    }

    /** Returns the reason why it ended. */
    public Stop stop() {
        return stop;
    }

    /** Returns whether the last step was within the tolerance. */
    public boolean converged() {
        return stop == Stop.CONVERGED;
    }

    /** Returns the energy descended; for an annealed descent the last one. */
    public Energy energy() {
        return energy;
    }

    /** Returns the state after step t, n x 1 (a copy); {@math t = 0} is the start. */
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

    /** Returns the last state, n x 1 (a copy). */
    public R064Store last() {
        return state(steps());
    }

    /** Returns all states as columns, n x (steps + 1) (a copy). */
    public R064Store states() {
        return R064Store.wrap(states.clone(), n);
    }

    /** Returns the energy of each state; for an annealed descent the energy of the next step (a copy). */
    public double[] energies() {
        return energies.clone();
    }

    /**
     * Returns the first step that raised the energy it descended by more than rounding (1e-12 of its terms), or -1. A
     * gain of an annealed energy from its change of {@math beta} does not count.
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
