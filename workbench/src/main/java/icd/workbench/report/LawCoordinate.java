package icd.workbench.report;

import icd.attention.Attention;
import icd.task.Mixtures;
import icd.task.Spheres;
import icd.task.Subspaces;
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
                (at, value) -> at.layer()
                        .map(layer -> at.layer(how.apply(layer, value)))
                        .orElse(at));
    }

    /** A parameter of the task. */
    private static Optional<LawCoordinate> ofTask(String name, Task task) {
        boolean whole = name.equals("d") || name.equals("K");
        return with(task, name, 1)
                .flatMap(_ -> known(
                        whole,
                        (at, value) -> at.task(with(at.task(), name, value).orElseThrow())));
    }

    private static Optional<Task> with(Task task, String name, double value) {
        int whole = (int) Math.rint(value);
        return switch (task) {
            case Transformed(Task plain, Transform change) ->
                with(plain, name, value).map(other -> other.transformed(change));
            case Subspaces s ->
                switch (name) {
                    case "d" -> Optional.of(s.d(whole));
                    case "variance" -> Optional.of(s.variance(value));
                    case "noise_variance" -> Optional.of(s.noiseVariance(value));
                    default -> Optional.empty();
                };
            case Spheres s ->
                switch (name) {
                    case "d" -> Optional.of(s.d(whole));
                    case "radius" -> Optional.of(s.radius(value));
                    case "noise_variance" -> Optional.of(s.noiseVariance(value));
                    default -> Optional.empty();
                };
            case Mixtures m ->
                switch (name) {
                    case "K" -> Optional.of(m.K(whole));
                    case "radius" -> Optional.of(m.radius(value));
                    case "variance" -> Optional.of(m.variance(value));
                    case "noise_variance" -> Optional.of(m.noiseVariance(value));
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }
}
