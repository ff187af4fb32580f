package icd.workbench.run;

import icd.workbench.recipe.BaselineGroups;
import icd.workbench.recipe.Metrics;
import icd.workbench.recipe.TrialSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** All numbers of a run with their coordinates: what curves are drawn from and expectations are held against. */
public final class Observations {

    private static final String ERROR = "_error";

    private final RunResult run;
    private final List<Observation> found = new ArrayList<>();
    private final Map<String, SequencedMap<String, BaselineResult>> baselinesOf = new HashMap<>();

    private Observations(RunResult run) {
        this.run = run;
    }

    /** Those of a run: of baselines, then of each trial and its evaluations. */
    public static List<Observation> of(RunResult run) {
        Observations observations = new Observations(run);
        BaselineGroups.of(run.recipe().trials()).forEach(observations::baselines);
        Map<String, TrialSpec> specs = new LinkedHashMap<>();
        run.recipe().trials().forEach(spec -> specs.put(spec.id(), spec));
        for (TrialResult trial : run.trials()) {
            observations.trial(specs.get(trial.id()), trial);
        }
        return List.copyOf(observations.found);
    }

    private void add(SequencedMap<String, String> at, String metric, double value, double error) {
        if (!Double.isNaN(value)) { // what is infinite must not make a mean look better
            found.add(new Observation(at, metric, value, error));
        }
    }

    private void baselines(String name, List<TrialSpec> group) {
        SequencedMap<String, BaselineResult> results = run.baselines().getOrDefault(name, new LinkedHashMap<>());
        group.forEach(trial -> baselinesOf.put(trial.id(), results));
        results.forEach((baseline, result) -> {
            SequencedMap<String, String> at = new LinkedHashMap<>();
            at.put("case", group.getFirst().label());
            at.put("model", baseline);
            at.putAll(BaselineGroups.coordinates(group));
            add(at, Metrics.BASELINE, result.msePerDim(), result.standardError());
        });
    }

    private void trial(TrialSpec spec, TrialResult trial) {
        SequencedMap<String, String> at = new LinkedHashMap<>();
        at.put("case", trial.caseName());
        at.put("model", trial.model());
        at.put("trial", trial.id());
        at.putAll(spec.axes());
        if (trial.epochs() > 0) {
            add(at, "train_mse_per_dim", trial.trainLoss()[trial.epochs()], Double.NaN);
            add(at, "test_mse_per_dim", trial.testLoss()[trial.epochs()], Double.NaN);
        }
        if (trial.hasModel()) {
            add(at, "fresh_mse_per_dim", trial.fresh(), trial.freshStandardError());
            bayes(trial)
                    .ifPresent(bayes -> add(
                            at,
                            "over_bayes",
                            trial.fresh() / bayes.msePerDim(),
                            Math.hypot(
                                            trial.freshStandardError() / trial.fresh(),
                                            bayes.standardError() / bayes.msePerDim())
                                    * trial.fresh()
                                    / bayes.msePerDim()));
            add(at, "alpha", trial.alpha(), Double.NaN);
            add(at, "beta", trial.beta(), Double.NaN);
            add(at, "alpha_beta", trial.alpha() * trial.beta(), Double.NaN);
            add(at, "W_PV_off_diagonal_rms", trial.weight("W_PV", "final").offDiagonalRms(), Double.NaN);
            add(at, "W_KQ_off_diagonal_rms", trial.weight("W_KQ", "final").offDiagonalRms(), Double.NaN);
        }
        trial.tables().forEach((name, table) -> {
            SequencedMap<String, String> of = new LinkedHashMap<>(at);
            of.put("evaluation", name);
            table(of, table);
        });
    }

    private Optional<BaselineResult> bayes(TrialResult trial) {
        return Optional.ofNullable(baselinesOf.get(trial.id())).map(baselines -> baselines.get("bayes"));
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
                    add(at, metric, row.values()[i], error < 0 ? Double.NaN : row.values()[error]);
                }
            }
        }
    }
}
