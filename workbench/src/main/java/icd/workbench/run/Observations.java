package icd.workbench.run;

import icd.io.Csv;
import icd.math.Estimate;
import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.Metrics;
import icd.workbench.recipe.TrialSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** All numbers of a run with their coordinates: what curves are drawn from and expectations are held against. */
public final class Observations {

    private static final String ERROR = "_error";

    private final RunResult run;
    private final List<Measured> found = new ArrayList<>();
    private final Map<String, BaselineResult> bayesOf = new HashMap<>();

    private Observations(RunResult run) {
        this.run = run;
    }

    /** Those of a run: of baselines, then of each trial and its evaluations. */
    public static List<Measured> of(RunResult run) {
        Observations observations = new Observations(run);
        BaselineGroups.of(run.recipe().trials()).forEach(observations::baselines);
        Map<String, TrialSpec> specs = new LinkedHashMap<>();
        run.recipe().trials().forEach(spec -> specs.put(spec.id(), spec));
        for (TrialResult trial : run.trials()) {
            observations.trial(specs.get(trial.id()), trial);
        }
        return List.copyOf(observations.found);
    }

    private void add(SequencedMap<String, String> at, String metric, Estimate estimate) {
        if (!Double.isNaN(estimate.value())) { // what is infinite must not make a mean look better
            found.add(new Measured(at, metric, estimate));
        }
    }

    private void add(SequencedMap<String, String> at, String metric, double value) {
        add(at, metric, Estimate.of(value));
    }

    private void baselines(BaselineGroups.Group group) {
        SequencedMap<String, BaselineResult> results =
                run.baselines().getOrDefault(group.name(), new LinkedHashMap<>());
        group.trials()
                .forEach(trial ->
                        Optional.ofNullable(results.get("bayes")).ifPresent(bayes -> bayesOf.put(trial.id(), bayes)));
        results.forEach((baseline, result) -> {
            SequencedMap<String, String> at = new LinkedHashMap<>();
            at.put("case", group.first().label());
            at.put("model", baseline);
            at.putAll(group.coordinates(baseline));
            add(at, Metrics.BASELINE, Estimate.of(result.msePerDim(), result.standardError(), result.draws()));
        });
    }

    private void trial(TrialSpec spec, TrialResult trial) {
        SequencedMap<String, String> at = new LinkedHashMap<>();
        at.put("case", trial.caseName());
        at.put("model", trial.model());
        at.put("trial", trial.id());
        at.putAll(spec.axes());
        if (trial.epochs() > 0) {
            add(at, "train_mse_per_dim", trial.trainLoss()[trial.epochs()]);
            add(at, "test_mse_per_dim", trial.testLoss()[trial.epochs()]);
        }
        if (trial.hasModel()) {
            Estimate fresh = Estimate.of(
                    trial.fresh(), trial.freshStandardError(), spec.data().fresh());
            add(at, Metrics.FRESH, fresh);
            Optional.ofNullable(bayesOf.get(trial.id())).ifPresent(bayes -> {
                double ratio = trial.fresh() / bayes.msePerDim();
                double error = Math.hypot(
                                trial.freshStandardError() / trial.fresh(), bayes.standardError() / bayes.msePerDim())
                        * ratio;
                add(at, Metrics.OVER_BAYES, Estimate.of(ratio, error, fresh.n()));
            });
            add(at, "alpha", trial.alpha());
            add(at, "beta", trial.beta());
            add(at, "alpha_beta", trial.alpha() * trial.beta());
            add(at, "W_PV_off_diagonal_rms", trial.weight("W_PV", "final").offDiagonalRms());
            add(at, "W_KQ_off_diagonal_rms", trial.weight("W_KQ", "final").offDiagonalRms());
        }
        trial.tables().forEach((name, table) -> {
            SequencedMap<String, String> of = new LinkedHashMap<>(at);
            of.put("evaluation", name);
            table(of, table);
        });
    }

    private void table(SequencedMap<String, String> trial, Table table) {
        for (Table.Row row : table.rows()) {
            SequencedMap<String, String> at = new LinkedHashMap<>(trial);
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
     * All numbers of a run as CSV: one row a number, with what it is of, its error and what that is, of how many it is the mean, and a
     * column for each coordinate, empty where it has none.
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
                    Double.toString(estimate.value()),
                    Double.isNaN(estimate.error()) ? "" : Double.toString(estimate.error()),
                    estimate.kind() == Estimate.Kind.UNKNOWN
                            ? ""
                            : estimate.kind().name().toLowerCase(Locale.ROOT),
                    estimate.n() == 0 ? "" : Long.toString(estimate.n())));
            coordinates.forEach(coordinate -> row.add(each.at().getOrDefault(coordinate, "")));
            csv.row(row);
        }
        return csv.toString();
    }
}
