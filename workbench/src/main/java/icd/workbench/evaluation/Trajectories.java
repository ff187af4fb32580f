package icd.workbench.evaluation;

import icd.attention.Attention;
import icd.describe.Describe;
import icd.energy.Descent;
import icd.energy.LayerEnergy;
import icd.energy.Stop;
import icd.energy.Trajectory;
import icd.kernel.Precision;
import icd.math.RandomStream;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.task.Scratch;
import icd.task.StateSpace;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ojalgo.matrix.store.R064Store;

/** Descents on the energy of the layer, from queries of one context and from those of all fresh prompts. */
@Describe(
        "descents on the energy of which the layer is a step: from queries of one context (n = 2), and over all fresh prompts")
public record Trajectories(
        String name,

        @Describe(value = "which of the fresh prompts, from 1", min = 1, byDefault = "1")
        int prompt,

        @Describe(value = "queries: that of the prompt, and others drawn for its context", min = 1, byDefault = "3")
        int queries,

        @Describe(value = "steps of size gamma = alpha [17]", min = 1, byDefault = "50")
        int steps)
        implements Evaluation {

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.tooFew(trial, prompt)
                .or(() -> Fits.unlessPlane(trial))
                .or(() -> Fits.unlessEnergy(trial))
                .or(() -> Fits.ifTransformed(trial))
                .or(() -> queries == 1 || trial.data().prompts().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                "must have queries 1 with data.prompts, as a file does not say where others could be"
                                        + " drawn, got " + queries))
                .or(() -> queries == 1 || !(trial.promptTask() instanceof StateSpace)
                        ? Optional.empty()
                        : Optional.of("must have queries 1 on a state space, whose target follows the context, got "
                                + queries));
    }

    /** {@code query} is a number from 1, or {@code all} for the mean over the fresh prompts. */
    @Override
    public List<String> coordinates() {
        return List.of("query", "step");
    }

    @Override
    public long rows(TrialSpec trial) {
        return (queries + 1L) * (steps + 1L);
    }

    @Override
    public Set<String> words() {
        return Set.of("query");
    }

    /**
     * State and target (neither for {@code all}), energy, whether the step is the first to raise it by more than rounding (0
     * or 1; the share of prompts for {@code all}), and how far the first step is from the layer's output (at most, for
     * {@code all}).
     */
    @Override
    public List<String> values() {
        return List.of("s1", "s2", "x1", "x2", "energy", "rise", "layer_distance");
    }

    @Override
    public Table run(Subject subject) {
        PromptSet fresh = subject.prompts().fresh();
        Prompt shown = fresh.prompt(prompt() - 1);
        List<Table.Row> rows = new ArrayList<>();
        for (int q = 0; q < queries(); q++) {
            Path path = descend(q == 0 ? shown : further(shown, q, subject), subject);
            for (int step = 0; step <= steps(); step++) {
                rows.add(row(String.valueOf(q + 1), step, path.state(step), path.target(), List.of(path)));
            }
        }
        Path[] all = new Path[fresh.size()];
        subject.workers().forEach(all.length, (_, k) -> all[k] = descend(fresh.prompt(k), subject));
        R064Store none = R064Store.wrap(new double[] {Double.NaN, Double.NaN});
        for (int step = 0; step <= steps(); step++) {
            rows.add(row("all", step, none, none, List.of(all)));
        }
        return new Table(coordinates(), values(), rows);
    }

    private static Table.Row row(String query, int step, R064Store s, R064Store x, List<Path> paths) {
        return new Table.Row(List.of(Coordinate.of(query), Coordinate.of(step)), new double[] {
            s.doubleValue(0),
            s.doubleValue(1),
            x.doubleValue(0),
            x.doubleValue(1),
            mean(paths, path -> path.energy(step)),
            step == 0 ? Double.NaN : mean(paths, path -> path.descent.firstRise() == step ? 1 : 0),
            step == 1 ? paths.stream().mapToDouble(Path::fromLayer).max().orElseThrow() : Double.NaN
        });
    }

    /** Adds in the order of the prompts, so that no bit depends on the threads. */
    private static double mean(List<Path> paths, ToDoubleFunction<Path> value) {
        double sum = 0;
        for (Path path : paths) {
            sum += value.applyAsDouble(path);
        }
        return sum / paths.size();
    }

    private Path descend(Prompt prompt, Subject subject) {
        Attention layer = subject.layer();
        Trajectory descent = Descent.of(LayerEnergy.of(layer).step(prompt.context()), prompt.query())
                .steps(steps())
                .tolerance(0)
                .run();
        if (descent.stop() == Stop.DIVERGED) {
            throw new ArithmeticException(name() + ": states must stay finite, got one that is not after step "
                    + descent.steps() + " of " + descent);
        }
        return new Path(descent, prompt.target(), layer.estimate(prompt));
    }

    /** Another query of the same context: a new target of the instance, with noise of its own. */
    private static Prompt further(Prompt prompt, int q, Subject subject) {
        RandomStream random = RandomStream.of(
                subject.trial().data().seed(), "further queries of fresh prompt " + (prompt.index() + 1), q);
        double[] target = target(prompt, random);
        double[] query = target.clone();
        prompt.set().noise(prompt.index()).addDraw(random, query, 0, new Scratch());
        return Prompt.of(prompt.context(), R064Store.wrap(query), R064Store.wrap(target));
    }

    /** A token that is not in the context, for tasks whose tokens all differ within a prompt: the first such token of a further prompt. */
    private static double[] target(Prompt prompt, RandomStream random) {
        int n = prompt.n();
        int L = prompt.L();
        int count = prompt.set().task().longestContext() == Integer.MAX_VALUE ? 1 : L + 1;
        double[] tokens = new double[n * count];
        prompt.instance().sample(random, count, tokens);
        double[] target = new double[n];
        for (int t = 0; t < count; t++) {
            for (int i = 0; i < n; i++) {
                target[i] = tokens[i * count + t];
            }
            if (count == 1 || !isIn(prompt, target)) {
                return target;
            }
        }
        return target;
    }

    private static boolean isIn(Prompt prompt, double[] token) {
        Precision precision = prompt.set().precision();
        return IntStream.range(0, prompt.L())
                .anyMatch(t -> IntStream.range(0, token.length)
                        .allMatch(i -> prompt.context().doubleValue(i, t)
                                == (precision == Precision.FLOAT32 ? (float) token[i] : token[i])));
    }

    /** One descent; it ends early once it no longer moves, and its last state is repeated. */
    private record Path(Trajectory descent, R064Store target, R064Store output) {

        R064Store state(int step) {
            return descent.state(Math.min(step, descent.steps()));
        }

        double energy(int step) {
            return descent.energies()[Math.min(step, descent.steps())];
        }

        double fromLayer() {
            return state(1).subtract(output).norm();
        }
    }
}
