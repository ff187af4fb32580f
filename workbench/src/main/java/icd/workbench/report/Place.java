package icd.workbench.report;

import icd.task.Mixtures;
import icd.task.Spheres;
import icd.task.Subspaces;
import icd.task.Task;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Observation;
import icd.workbench.run.TrialResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where theory is asked: a task, and parameters by the last word of their keys.
 *
 * @param parameters n, L, those of the task, alpha and beta of the layer, and what coordinates add
 */
record Place(Task task, Map<String, Double> parameters) {

    /**
     * Where trials that differ in their seeds alone were observed.
     *
     * @param trials at least one; alpha and beta become such that their product is the mean of the trials' products
     * @param observation whose coordinates override the trial's parameters
     */
    static Place of(TrialSpec spec, List<TrialResult> trials, Observation observation) {
        Map<String, Double> values = new HashMap<>();
        values.put("n", (double) spec.data().n());
        values.put("L", (double) spec.data().L());
        if (spec.task().noise().isIsotropic()) {
            values.put("noise_variance", spec.task().noiseVariance());
        }
        switch (spec.task()) {
            case Subspaces s -> {
                values.put("d", (double) s.d());
                values.put("variance", s.variance());
            }
            case Spheres s -> {
                values.put("d", (double) s.d());
                values.put("radius", s.radius());
            }
            case Mixtures m -> {
                values.put("variance", m.varianceOf(0));
                values.put("radius", m.radius());
            }
            default -> {}
        }
        if (trials.getFirst().hasModel()) {
            double alpha =
                    trials.stream().mapToDouble(TrialResult::alpha).average().orElseThrow();
            double product = trials.stream()
                    .mapToDouble(trial -> trial.alpha() * trial.beta())
                    .average()
                    .orElseThrow();
            values.put("alpha", alpha);
            values.put("beta", alpha == 0 ? 0 : product / alpha);
        }
        Place place = new Place(spec.task(), values);
        for (String coordinate : observation.at().keySet()) {
            double value = observation.number(coordinate);
            place = Double.isNaN(value) ? place : place.with(coordinate, value);
        }
        return place;
    }

    /** The same with another value of a coordinate, such as {@code data.L} or {@code steps}. */
    Place with(String coordinate, double value) {
        Map<String, Double> changed = new HashMap<>(parameters);
        changed.put(name(coordinate), value);
        return new Place(task, changed);
    }

    /** The last word of a coordinate: {@code L} of {@code data.L}. */
    static String name(String coordinate) {
        return coordinate.substring(coordinate.lastIndexOf('.') + 1);
    }

    /** Whether a coordinate takes whole numbers alone. */
    static boolean isWhole(String coordinate) {
        return List.of("n", "L", "d", "K", "steps").contains(name(coordinate));
    }

    /** @throws IllegalArgumentException if there is no such parameter */
    double get(String name) {
        Double value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("theory: " + name + " must be known, got none of it");
        }
        return value;
    }

    int whole(String name) {
        return (int) Math.rint(get(name));
    }
}
