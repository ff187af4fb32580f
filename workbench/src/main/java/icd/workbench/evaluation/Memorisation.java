package icd.workbench.evaluation;

import icd.describe.Describe;
import icd.task.PromptSet;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.EpochPrompts;
import icd.workbench.recipe.Prompts;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Counts how many estimates of a layer are targets that it was trained on, spurious states, or neither.
 *
 * <p>Delta is the 1 % quantile of the distances between two fresh targets; it says how close two targets of this task may come by chance. An
 * estimate is memorised if its nearest training target is closer than {@math delta}; spurious if it is not, but another estimate of the same
 * prompts is closer than {@math delta}; else generalised (Pham et al. 2025 ask this of diffusion models).
 *
 * <p>Among many training targets one is close by chance: {@code by_chance} is the share of fresh targets, which the layer never saw, that lie
 * closer than {@math delta} to a training target. Only memorised estimates beyond that share were learnt by heart.
 */
@Describe(
        "estimates that are training targets, spurious states or neither, on the prompts trained on and on fresh ones")
public record Memorisation(
        String name,

        @Describe(
                value = "the largest number of prompts of either kind that are evaluated",
                min = 2,
                max = 5_000,
                byDefault = "2000")
        int prompts)
        implements Evaluation {

    private static final double QUANTILE = 0.01;

    @Override
    public Optional<String> misfit(TrialSpec trial) {
        return Fits.tooFew(trial, 2)
                .or(() -> trial.data().train() >= 2
                        ? Optional.empty()
                        : Optional.of("must have training prompts: data.train must be >= 2, got "
                                + trial.data().train()))
                .or(() -> trial.training().stream().anyMatch(training -> training.prompts() == EpochPrompts.FIXED)
                        ? Optional.empty()
                        : Optional.of("must come with a training on fixed prompts, whose targets can be memorised"));
    }

    /** {@code prompts} is {@code train} or {@code fresh}. */
    @Override
    public List<String> coordinates() {
        return List.of("prompts");
    }

    @Override
    public Set<String> words() {
        return Set.of("prompts");
    }

    @Override
    public Map<String, Set<Coordinate>> places() {
        return Map.of(
                "prompts", Set.of(Coordinate.of(Prompts.TRAIN.toString()), Coordinate.of(Prompts.FRESH.toString())));
    }

    @Override
    public long rows(TrialSpec trial) {
        return 2;
    }

    /** Shares of estimates, the last that of fresh targets; {@code nearest} is the mean distance to the nearest training target. */
    @Override
    public List<String> values() {
        return List.of(
                "memorised",
                "memorised_error",
                "spurious",
                "spurious_error",
                "generalised",
                "generalised_error",
                "by_chance",
                "by_chance_error",
                "nearest",
                "delta");
    }

    @Override
    public Table run(Subject subject) {
        PromptSet train = subject.prompts().train();
        PromptSet fresh = subject.prompts().fresh();
        int n = train.n();
        double[] unseen = targets(fresh);
        double delta = delta(unseen, n, subject);
        double chance = share(nearest(unseen, train.targets(), n, subject), delta);
        List<Table.Row> rows = new ArrayList<>();
        for (Prompts which : List.of(Prompts.TRAIN, Prompts.FRESH)) {
            PromptSet asked = which == Prompts.TRAIN ? train : fresh;
            PromptSet some = asked.slice(0, Math.min(prompts, asked.size()));
            double[] estimates = subject.layer().estimate(some);
            double[] toTargets = nearest(estimates, train.targets(), n, subject);
            double[] toOthers = nearest(estimates, estimates, n, subject);
            int count = some.size();
            double memorised = share(toTargets, delta);
            double spurious = (double) IntStream.range(0, count)
                            .filter(k -> toTargets[k] >= delta && toOthers[k] < delta)
                            .count()
                    / count;
            double generalised = 1 - memorised - spurious;
            rows.add(new Table.Row(List.of(Coordinate.of(which.toString())), new double[] {
                memorised,
                error(memorised, count),
                spurious,
                error(spurious, count),
                generalised,
                error(generalised, count),
                chance,
                error(chance, unseen.length / n),
                Arrays.stream(toTargets).average().orElseThrow(),
                delta
            }));
        }
        return new Table(coordinates(), values(), rows);
    }

    private double[] targets(PromptSet set) {
        return Arrays.copyOf(set.targets(), Math.min(prompts, set.size()) * set.n());
    }

    private static double share(double[] distances, double delta) {
        return (double) Arrays.stream(distances).filter(each -> each < delta).count() / distances.length;
    }

    private static double error(double share, int count) {
        return Math.sqrt(Math.max(0, share * (1 - share)) / count);
    }

    /** The quantile of the distances of all pairs, each once. */
    private static double delta(double[] points, int n, Subject subject) {
        int count = points.length / n;
        double[] distances = new double[count * (count - 1) / 2];
        subject.workers().forEach(count, (_, k) -> {
            int at = k * (k - 1) / 2;
            for (int j = 0; j < k; j++) {
                distances[at + j] = distance(points, k, points, j, n);
            }
        });
        Arrays.sort(distances);
        return distances[(int) (QUANTILE * distances.length)];
    }

    /** The distance of each point to the nearest of others, but for itself where they are the same array. */
    private static double[] nearest(double[] points, double[] others, int n, Subject subject) {
        double[] nearest = new double[points.length / n];
        subject.workers().forEach(nearest.length, (_, k) -> {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < others.length / n; j++) {
                if (points != others || j != k) {
                    least = Math.min(least, distance(points, k, others, j, n));
                }
            }
            nearest[k] = least;
        });
        return nearest;
    }

    private static double distance(double[] a, int k, double[] b, int j, int n) {
        double square = 0;
        for (int i = 0; i < n; i++) {
            double difference = a[k * n + i] - b[j * n + i];
            square = Math.fma(difference, difference, square);
        }
        return Math.sqrt(square);
    }
}
