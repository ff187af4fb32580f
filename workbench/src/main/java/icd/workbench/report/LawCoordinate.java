package icd.workbench.report;

import icd.attention.Attention;
import icd.describe.Kinds;
import icd.describe.Schema;
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
 * A coordinate of observations that laws know of, by its whole path: the context length, the steps and the rate of a descent,
 * the scales of a layer, the parameters of the task. A path that is not here, such as {@code training.optimiser.rate}, changes
 * nothing that a law is asked under; nor do initial scales once the layer is trained.
 *
 * @param whole whether it takes whole numbers alone
 * @param how puts a value of it in its place
 */
record LawCoordinate(boolean whole, BiFunction<Conditions, Double, Conditions> how) {

    /** @param name a path of the recipe, or a coordinate of an evaluation's table */
    static Optional<LawCoordinate> of(String name, Task task, boolean trained) {
        return switch (name) {
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
                (at, value) -> at.layer().map(layer -> at.layer(how.apply(layer, value))).orElse(at));
    }

    /** A parameter of the task that is a number, or may be written as one. */
    private static Optional<LawCoordinate> ofTask(String name, Task task) {
        Task plain = task instanceof Transformed moved ? moved.task() : task;
        Kind kind = Kinds.of(plain.getClass());
        Parameter parameter = kind.parameter(name);
        Schema number = parameter == null
                ? null
                : parameter.schema() instanceof Brief written ? written.brief() : parameter.schema();
        return switch (number) {
            case Whole _ ->
                known(true, (at, value) -> at.task(with(kind, at.task(), parameter, (int) Math.rint(value))));
            case Real _ -> known(false, (at, value) -> at.task(with(kind, at.task(), parameter, value)));
            case null, default -> Optional.empty();
        };
    }

    private static Task with(Kind kind, Task task, Parameter parameter, Object value) {
        return task instanceof Transformed(Task plain, Transform change)
                ? with(kind, plain, parameter, value).transformed(change)
                : (Task) kind.with(task, parameter.name(), value);
    }
}
