package icd.theory;

import icd.attention.Attention;
import icd.task.Task;
import java.util.Optional;

/**
 * A number that theory gives for a task and, where it is about one, a layer.
 *
 * <p>Open to users. Those built in are {@link KnownLaw}, which recipes name.
 */
public interface Law {

    /** What figures call it, with markup as {@code σ_0^2}. */
    String label();

    /** What its value is. */
    Quantity quantity();

    /** Whether it is known for this task and this kind of layer; none for a law that is about the task alone. */
    boolean appliesTo(Task task, Optional<? extends Attention> layer);

    /**
     * Its value; a loss is summed over coordinates.
     *
     * @throws IllegalArgumentException if it does not apply, or needs what is not given
     */
    double at(Conditions conditions);
}
