package icd.workbench.figures;

import icd.attention.Attention;
import icd.describe.Describe;
import icd.describe.Kinds;
import icd.describe.Schema.Brief;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Parameter;
import icd.describe.Schema.Real;
import icd.describe.Schema.Whole;
import icd.task.Task;
import icd.task.Transform;
import icd.task.Transformed;
import icd.theory.Conditions;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A coordinate of observations that laws depend on, by its whole path: the context length, the training prompts, the variance of the noise, the steps and the rate of a descent,
 * the scales of a layer, the parameters of the task. No law depends on any other path, such as
 * {@code training.optimiser.rate}, nor on initial scales once the layer is trained.
 *
 * @param whole whether it takes whole numbers alone
 * @param how sets a value of it in the conditions
 */
record LawCoordinate(boolean whole, BiFunction<Conditions, Double, Conditions> how) {

    /** @param name a path of the recipe, or a coordinate of an evaluation's table */
    static Optional<LawCoordinate> of(String name, Task task, boolean trained) {
        return switch (name) {
            case "data.train" -> known(true, (at, value) -> at.train((int) Math.rint(value)));
            case "noise_variance" -> ofTask("noise", task);
            case "data.L", "L" -> known(true, (at, value) -> at.L((int) Math.rint(value)));
            case "steps" -> known(true, (at, value) -> at.steps((int) Math.rint(value)));
            case "rate" -> known(false, Conditions::rate);
            case "alpha" -> scales((layer, value) -> layer.identity(value, layer.beta()));
            case "beta" -> scales((layer, value) -> layer.identity(layer.alpha(), value));
            case "model.init.alpha" -> trained ? Optional.empty() : of("alpha", task, false);
            case "model.init.beta" -> trained ? Optional.empty() : of("beta", task, false);
            case "d" -> ofTask("d", task);
            default -> name.startsWith("task.") ? ofTask(name.substring("task.".length()), task) : Optional.empty();
        };
    }

    Conditions place(Conditions conditions, double value) {
        return how.apply(conditions, value);
    }

    private static Optional<LawCoordinate> known(boolean whole, BiFunction<Conditions, Double, Conditions> how) {
        return Optional.of(new LawCoordinate(whole, how));
    }

    private static Optional<LawCoordinate> scales(BiFunction<Attention, Double, Attention> how) {
        return known(
                false,
                (at, value) -> at.layer()
                        .map(layer -> at.layer(how.apply(layer, value)))
                        .orElse(at));
    }

    /** A numerical parameter of the task. */
    private static Optional<LawCoordinate> ofTask(String name, Task task) {
        if (task instanceof Transformed(Task plain, Transform change)) {
            return ofTask(name, plain)
                    .map(inner -> new LawCoordinate(
                            inner.whole,
                            (at, value) -> at.task(inner.how
                                    .apply(at.task(((Transformed) at.task()).task()), value)
                                    .task()
                                    .transformed(change))));
        }
        if (!task.getClass().isAnnotationPresent(Describe.class)
                || !(Kinds.of(task.getClass()).parameter(name) instanceof Parameter parameter)) {
            return Optional.empty();
        }
        Kind kind = Kinds.of(task.getClass());
        return switch (parameter.schema() instanceof Brief written ? written.brief() : parameter.schema()) {
            case Whole _ ->
                known(
                        true,
                        (at, value) -> at.task((Task) kind.with(at.task(), parameter.name(), (int) Math.rint(value))));
            case Real _ -> known(false, (at, value) -> at.task((Task) kind.with(at.task(), parameter.name(), value)));
            default -> Optional.empty();
        };
    }
}
