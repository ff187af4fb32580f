package icd.workbench.evaluation;

import icd.denoise.Score;
import icd.describe.Describe;
import icd.describe.Kinds;
import icd.describe.RefusedException;
import icd.describe.Schema.Kind;
import icd.task.PromptSet;
import icd.task.Task;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The layer on fresh prompts of tasks and contexts that it was not trained for. */
@Describe("the layer on fresh prompts whose task or context length differs from those it was trained on")
public record Shift(
        String name,

        @Describe(
                value = "dimensions d to draw from; none for that of the task. For mixtures there are none",
                min = 1,
                byDefault = "[]")
        List<Integer> d,

        @Describe(value = "context lengths; none for data.L", min = 1, byDefault = "[]")
        List<Integer> L,

        @Describe(
                value = "variances sigma_Z^2 of isotropic noise; none for the task's noise",
                above = 0,
                max = Task.MOST,
                byDefault = "[]")
        List<Double> noiseVariance,

        @Describe(value = "tasks to draw from; none for the trial's", byDefault = "[]")
        List<Task> task,

        @Describe(value = "fresh prompts for each combination", min = 2, byDefault = "4000")
        int prompts)
        implements Evaluation {

    /** Copies the lists. */
    public Shift {
        d = List.copyOf(d);
        L = List.copyOf(L);
        noiseVariance = List.copyOf(noiseVariance);
        task = List.copyOf(task);
    }

    /** The tasks to draw from, before d and noise. */
    private List<Task> tasks(TrialSpec trial) {
        return task.isEmpty() ? List.of(trial.task()) : task;
    }

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        for (Task from : tasks(trial)) {
            Kind kind = Kinds.of(from.getClass());
            if (d.isEmpty() && from.dimension().isEmpty()) {
                return Optional.of("must have d, as each prompt of the task draws its own, got none");
            } else if (!d.isEmpty() && kind.parameter("d") == null) {
                return Optional.of("must have d left out for " + from.name() + ", got " + d.getFirst());
            }
            if (!noiseVariance.isEmpty() && kind.parameter("noise") == null) {
                return Optional.of(
                        "must have noise_variance left out for " + from.name() + ", got " + noiseVariance.getFirst());
            }
            for (int each : d) {
                try {
                    kind.with(from, "d", each);
                } catch (RefusedException e) {
                    return Optional.of("must have another d: it " + e.complaint());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public List<String> coordinates() {
        return Stream.concat(Stream.of("d", "L"), further().keySet().stream()).toList();
    }

    /** The further coordinates, those for which the recipe gives values. */
    private SequencedMap<String, Set<Coordinate>> further() {
        SequencedMap<String, Set<Coordinate>> further = new LinkedHashMap<>();
        if (!noiseVariance.isEmpty()) {
            further.put("noise_variance", Fits.places(noiseVariance));
        }
        if (!task.isEmpty()) {
            further.put(
                    "task",
                    IntStream.range(0, task.size())
                            .mapToObj(i -> Coordinate.of(label(i)))
                            .collect(Collectors.toSet()));
        }
        return further;
    }

    /** The kind of a task, with its place in the list where several are of one kind. */
    private String label(int index) {
        String name = task.get(index).name();
        return task.stream().filter(each -> each.name().equals(name)).count() > 1 ? name + (index + 1) : name;
    }

    @Override
    public Map<String, Set<Coordinate>> places() {
        Map<String, Set<Coordinate>> places = new LinkedHashMap<>(further());
        places.put("d", Fits.places(d));
        places.put("L", Fits.places(L));
        return places;
    }

    @Override
    public long rows(TrialSpec trial) {
        return Math.max(1L, d.size())
                * Math.max(1, L.size())
                * Math.max(1, noiseVariance.size())
                * Math.max(1, task.size());
    }

    @Override
    public Optional<Draws> draws(TrialSpec trial) {
        int most =
                L.stream().mapToInt(Integer::intValue).max().orElse(trial.data().L());
        return Optional.of(new Draws(prompts, most));
    }

    @Override
    public Set<String> words() {
        return Set.of("task");
    }

    @Override
    public List<String> values() {
        return List.of("mse_per_dim", "mse_per_dim_error", "mse_per_d", "mse_per_d_error");
    }

    @Override
    public Table run(Subject subject) {
        TrialSpec trial = subject.trial();
        List<Table.Row> rows = new ArrayList<>();
        List<Task> tasks = tasks(trial);
        for (int i = 0; i < tasks.size(); i++) {
            for (OptionalDouble noise : noises()) {
                Task base = noise.isEmpty() ? tasks.get(i) : noisy(tasks.get(i), noise.getAsDouble());
                for (int length : L.isEmpty() ? List.of(trial.data().L()) : L) {
                    for (int dimension : d.isEmpty() ? List.of(base.dimension().getAsInt()) : d) {
                        List<Coordinate> at = new ArrayList<>(List.of(Coordinate.of(dimension), Coordinate.of(length)));
                        noise.ifPresent(variance -> at.add(Coordinate.of(variance)));
                        if (!task.isEmpty()) {
                            at.add(Coordinate.of(label(i)));
                        }
                        Task from = d.isEmpty()
                                ? base
                                : (Task) Kinds.of(base.getClass()).with(base, "d", dimension);
                        rows.add(new Table.Row(at, measured(from, dimension, length, at, subject)));
                    }
                }
            }
        }
        return new Table(coordinates(), values(), rows);
    }

    private List<OptionalDouble> noises() {
        return noiseVariance.isEmpty()
                ? List.of(OptionalDouble.empty())
                : noiseVariance.stream().map(OptionalDouble::of).toList();
    }

    private static Task noisy(Task task, double variance) {
        return (Task) Kinds.of(task.getClass()).with(task, "noise", variance);
    }

    private double[] measured(Task from, int dimension, int length, List<Coordinate> at, Subject subject) {
        TrialSpec trial = subject.trial();
        String rest = at.size() > 2
                ? ", at " + at.subList(2, at.size()).stream().map(Table::cell).toList()
                : "";
        PromptSet fresh = PromptSet.draw(
                trial.transformed(from).heldOut(),
                prompts,
                length,
                trial.precision(),
                trial.data().seed(),
                "evaluation " + name + ", d = " + dimension + ", L = " + length + rest,
                subject.workers());
        Score score = Score.of(subject.layer(), fresh, subject.workers());
        double perD = (double) trial.data().n() / dimension;
        return new double[] {
            score.msePerDim(), score.standardError(), score.msePerDim() * perD, score.standardError() * perD
        };
    }
}
