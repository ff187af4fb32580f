package icd.theory;

import icd.attention.Attention;
import icd.task.Task;
import java.util.Optional;

/**
 * A number that theory gives for a task and, where it concerns one, a layer.
 *
 * <p>Users may implement it. The built-in laws are {@link KnownLaw}, which recipes name.
 */
public interface Law {

    /** Returns its name in figures, with markup as in {@code σ_0^2}. */
    String label();

    /** Returns the quantity of its value. */
    Quantity quantity();

    /**
     * Returns whether it is known for this task and this kind of layer; the layer is empty for a law about the task
     * alone.
     */
    boolean appliesTo(Task task, Optional<? extends Attention> layer);

    /**
     * Returns its value; a loss is summed over coordinates.
     *
     * @throws IllegalArgumentException if it does not apply, or a condition that it needs is not given
     */
    double at(Conditions conditions);
}
