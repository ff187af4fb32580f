package icd.workbench.evaluation;

import icd.attention.Architecture;
import icd.attention.Attention;
import icd.describe.Describe;
import icd.energy.Descent;
import icd.energy.LayerEnergy;
import icd.energy.MemoryEnergy;
import icd.energy.Stop;
import icd.energy.Trajectory;
import icd.math.RandomStream;
import icd.task.Prompt;
import icd.task.PromptSet;
import icd.task.Scratch;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ojalgo.matrix.store.R064Store;

/**
 * Memories recalled: contexts are drawn, one of their tokens is corrupted by the noise of the task, and descent on the energy of
 * which the layer is a step goes from there. A memory is recalled if the descent ends nearer to it than a share of its
 * distance to the nearest other memory.
 */
@Describe("the share of corrupted memories that descent on the layer's energy recalls, by their number and by beta")
public record Recall(
        String name,

        @Describe(value = "numbers of memories; none for data.L", min = 2, byDefault = "[]")
        List<Integer> memories,

        @Describe(
                value = "values of beta, W_KQ = beta I; none for the layer's",
                min = -1e30,
                max = 1e30,
                byDefault = "[]")
        List<Double> beta,

        @Describe(value = "contexts for each combination, one memory recalled in each", min = 2, byDefault = "500")
        int prompts,

        @Describe(value = "steps of descent, at most", min = 1, byDefault = "200")
        int steps,

        @Describe(
                value =
                        "a memory is recalled if the descent ends within this share of its distance to the nearest other memory",
                above = 0,
                max = 1,
                byDefault = "0.25")
        double within)
        implements Evaluation {

    /** Copies the lists. */
    public Recall {
        memories = List.copyOf(memories);
        beta = List.copyOf(beta);
    }

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        boolean scalar = trial.model().stream()
                .allMatch(model ->
                        model instanceof Architecture.Alike alike && alike.weights() == Architecture.Weights.SCALAR);
        if (!beta.isEmpty() && !scalar) {
            return Optional.of("must come with model.weights scalar, of which beta is set, got others");
        }
        return memories.isEmpty() && trial.data().L() < 2
                ? Optional.of(
                        "must have two memories, got data.L = " + trial.data().L())
                : Fits.unlessEnergy(trial);
    }

    @Override
    public List<String> coordinates() {
        return List.of("memories", "beta");
    }

    @Override
    public Map<String, Set<Coordinate>> places() {
        return Map.of("memories", Fits.places(memories));
    }

    @Override
    public long rows(TrialSpec trial) {
        return Math.max(1L, memories.size()) * Math.max(1, beta.size());
    }

    @Override
    public Optional<Draws> draws(TrialSpec trial) {
        return Optional.of(new Draws(
                prompts, memories(trial).stream().max(Integer::compare).orElseThrow()));
    }

    private List<Integer> memories(TrialSpec trial) {
        return memories.isEmpty() ? List.of(trial.data().L()) : memories;
    }

    /** The share recalled, and the mean final distance in units of the distance to the nearest other memory. */
    @Override
    public List<String> values() {
        return List.of("recalled", "recalled_error", "distance", "distance_error");
    }

    @Override
    public Table run(Subject subject) {
        TrialSpec trial = subject.trial();
        List<Table.Row> rows = new ArrayList<>();
        for (int count : memories(trial)) {
            PromptSet contexts = PromptSet.draw(
                    trial.promptTask().heldOut(),
                    prompts,
                    count,
                    trial.precision(),
                    trial.data().seed(),
                    "evaluation " + name + ", memories = " + count,
                    subject.workers());
            for (double scale : beta.isEmpty() ? List.of(subject.layer().beta()) : beta) {
                Attention layer = beta.isEmpty()
                        ? subject.layer()
                        : subject.layer().with("beta", R064Store.wrap(new double[] {scale}));
                rows.add(new Table.Row(
                        List.of(Coordinate.of(count), Coordinate.of(scale)),
                        row(LayerEnergy.of(layer), contexts, subject)));
            }
        }
        return new Table(coordinates(), values(), rows);
    }

    private double[] row(LayerEnergy energy, PromptSet contexts, Subject subject) {
        double[] recalled = new double[contexts.size()];
        double[] distances = new double[contexts.size()];
        subject.workers().forEach(contexts.size(), (_, k) -> {
            Prompt prompt = contexts.prompt(k);
            MemoryEnergy over = energy.step(prompt.context());
            Trajectory path = Descent.of(
                            over, corrupted(prompt, subject.trial().data().seed()))
                    .rate(1)
                    .steps(steps)
                    .run();
            double distance = path.stop() == Stop.DIVERGED
                    ? Double.POSITIVE_INFINITY
                    : distance(over, 0, path.last()) / apart(over, 0);
            recalled[k] = distance <= within ? 1 : 0;
            distances[k] = distance;
        });
        Mean share = Mean.of(recalled);
        Mean distance = Mean.of(distances);
        return Double.isFinite(distance.value())
                ? new double[] {share.value(), share.error(), distance.value(), distance.error()}
                : new double[] {share.value(), share.error(), Double.NaN, Double.NaN};
    }

    /** The first token with noise. */
    private R064Store corrupted(Prompt prompt, long seed) {
        double[] query = new double[prompt.n()];
        for (int i = 0; i < query.length; i++) {
            query[i] = prompt.context().doubleValue(i, 0);
        }
        RandomStream random = RandomStream.of(seed, "evaluation " + name + ", corruption", prompt.index());
        prompt.set().noise(prompt.index()).addDraw(random, query, 0, new Scratch());
        return R064Store.wrap(query);
    }

    private static double distance(MemoryEnergy energy, int memory, R064Store state) {
        double square = 0;
        for (int i = 0; i < energy.n(); i++) {
            double difference = energy.memory(i, memory) - state.doubleValue(i);
            square = Math.fma(difference, difference, square);
        }
        return Math.sqrt(square);
    }

    /** The distance of a memory to the nearest other. */
    static double apart(MemoryEnergy energy, int memory) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int t = 0; t < energy.L(); t++) {
            double square = 0;
            for (int i = 0; i < energy.n(); i++) {
                double difference = energy.memory(i, memory) - energy.memory(i, t);
                square = Math.fma(difference, difference, square);
            }
            nearest = t == memory ? nearest : Math.min(nearest, square);
        }
        return Math.sqrt(nearest);
    }
}
