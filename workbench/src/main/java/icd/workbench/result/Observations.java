package icd.workbench.result;

import icd.io.Csv;
import icd.math.Estimate;
import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.Metric;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** All numbers of a run with their coordinates: curves are drawn from them, and expectations are compared with them. */
public final class Observations {

    private static final String ERROR = "_error";

    private final List<Measured> found = new ArrayList<>();

    private Observations() {}

    /** Returns the numbers of a run: of baselines, then of each trial and its evaluations. */
    public static List<Measured> of(RunResult run) {
        return run.observations();
    }

    /**
     * Those that have some coordinates: as {@link #of}, but where {@code epoch} is among these, of trials what was found along their
     * trainings.
     */
    public static List<Measured> of(RunResult run, Collection<String> coordinates) {
        return coordinates.contains(Metric.EPOCH) ? alongEpochs(run) : of(run);
    }

    private static List<Measured> alongEpochs(RunResult run) {
        Observations observations = new Observations();
        observations.baselines(run);
        run.finished().stream()
                .filter(trial -> trial.spec().training().isPresent())
                .forEach(observations::epochs);
        return List.copyOf(observations.found);
    }

    private void epochs(FinishedTrial trial) {
        TrialResult result = trial.result();
        for (int epoch = 0; epoch <= result.epochs(); epoch++) {
            SequencedMap<String, Coordinate> at = new LinkedHashMap<>(trial.at());
            at.put(Metric.EPOCH, Coordinate.of(epoch));
            TrialResult.Last after = result.after(epoch);
            add(at, Metric.TRAIN.named(), Estimate.of(after.train()));
            add(at, Metric.TEST.named(), Estimate.of(after.test()));
            add(at, Metric.ALPHA.named(), Estimate.of(after.alpha()));
            add(at, Metric.BETA.named(), Estimate.of(after.beta()));
            add(at, Metric.ALPHA_BETA.named(), Estimate.of(after.alpha() * after.beta()));
            add(at, Metric.PV_REST.named(), Estimate.of(after.pvRest()));
            add(at, Metric.KQ_REST.named(), Estimate.of(after.kqRest()));
        }
    }

    static List<Measured> measured(RunResult run) {
        Observations observations = new Observations();
        observations.baselines(run);
        run.finished().forEach(observations::trial);
        return List.copyOf(observations.found);
    }

    private void baselines(RunResult run) {
        for (BaselineGroups.Group group : run.recipe().baselineGroups()) {
            run.baselinesOf(group).forEach((name, result) -> add(group.at(name), Metric.BASELINE, result.estimate()));
        }
    }

    private void add(SequencedMap<String, Coordinate> at, String metric, Estimate estimate) {
        if (!Double.isNaN(estimate.value())) { // an infinite value must not make a mean look better
            found.add(new Measured(at, metric, estimate));
        }
    }

    private void trial(FinishedTrial trial) {
        for (Metric metric : Metric.values()) {
            add(trial.at(), metric.named(), metric.of(trial));
        }
        trial.result().tables().forEach((name, table) -> {
            SequencedMap<String, Coordinate> of = new LinkedHashMap<>(trial.at());
            of.put("evaluation", Coordinate.of(name));
            table(of, table);
        });
    }

    private void table(SequencedMap<String, Coordinate> trial, Table table) {
        for (Table.Row row : table.rows()) {
            SequencedMap<String, Coordinate> at = new LinkedHashMap<>(trial);
            for (int i = 0; i < table.coordinates().size(); i++) {
                at.put(table.coordinates().get(i), row.at().get(i));
            }
            for (int i = 0; i < table.values().size(); i++) {
                String metric = table.values().get(i);
                int error = table.values().indexOf(metric + ERROR);
                if (!metric.endsWith(ERROR)) {
                    add(
                            at,
                            metric,
                            error < 0
                                    ? Estimate.of(row.values()[i])
                                    : Estimate.of(row.values()[i], row.values()[error], 0));
                }
            }
        }
    }

    /**
     * Returns all numbers of a run as CSV: one row for each number, with its metric, its error and the kind of the
     * error, the number of values in its mean, and a column for each coordinate, empty where it has none.
     */
    public static String csv(RunResult run) {
        List<Measured> all = of(run);
        SequencedSet<String> coordinates = new LinkedHashSet<>(List.of("case", "model", "trial"));
        all.forEach(each -> coordinates.addAll(each.at().keySet()));
        Csv csv = new Csv();
        List<String> header = new ArrayList<>(List.of("metric", "value", "error", "error_kind", "n"));
        header.addAll(coordinates);
        csv.row(header);
        for (Measured each : all) {
            Estimate estimate = each.estimate();
            List<String> row = new ArrayList<>(List.of(
                    each.metric(),
                    Csv.cell(estimate.value()),
                    Csv.cell(estimate.error()),
                    estimate.kind() == Estimate.Kind.UNKNOWN
                            ? ""
                            : estimate.kind().name().toLowerCase(Locale.ROOT),
                    estimate.n() == 0 ? "" : Long.toString(estimate.n())));
            coordinates.forEach(coordinate -> row.add(
                    each.at().containsKey(coordinate)
                            ? each.at().get(coordinate).toString()
                            : ""));
            csv.row(row);
        }
        return csv.toString();
    }
}
