package icd.workbench.report;

import icd.figure.Markup;
import icd.workbench.figures.FigureBuilder;
import icd.workbench.page.PageTable.Column;
import icd.workbench.recipe.Coordinate;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import icd.workbench.result.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The columns of a table that say which trial, layer or baseline a row is of: its case, its model, and each coordinate in a column of its
 * own. A column in which all cells are equal is left out, except the case and the model of series, and a column that a table needs at its left.
 */
final class TrialColumns {

    private static final String CASE = "case";
    private static final String MODEL = "model";

    private final RunResult run;
    private final Map<String, SequencedMap<String, Coordinate>> ofTrials;
    private final SequencedMap<String, List<Coordinate>> values = new LinkedHashMap<>();

    private TrialColumns(
            RunResult run,
            Map<String, SequencedMap<String, Coordinate>> ofTrials,
            Collection<SequencedMap<String, Coordinate>> places,
            Set<String> always) {
        this.run = run;
        this.ofTrials = ofTrials;
        places.forEach(place -> place.keySet().forEach(name -> values.computeIfAbsent(name, _ -> new ArrayList<>())));
        values.forEach((name, all) -> places.forEach(place -> all.add(place.get(name))));
        String first = values.isEmpty() ? CASE : values.firstEntry().getKey();
        Set<String> same = new HashSet<>();
        values.forEach((name, all) -> {
            if (all.stream().distinct().count() < 2 && !always.contains(name)) {
                same.add(name);
            }
        });
        if (same.containsAll(values.keySet())) {
            same.remove(first);
        }
        values.keySet().removeAll(same);
    }

    /** The columns for trials, repeats and all. */
    static TrialColumns ofTrials(RunResult run, List<FinishedTrial> trials) {
        Map<String, SequencedMap<String, Coordinate>> places = new LinkedHashMap<>();
        Series.of(run, trials)
                .forEach((series, repeats) -> repeats.forEach(trial -> {
                    SequencedMap<String, Coordinate> place = place(series);
                    trial.spec().axes().forEach((axis, value) -> {
                        if (run.recipe().isRepeat(axis)) {
                            place.put(axis, value);
                        }
                    });
                    places.put(trial.spec().id(), place);
                }));
        return new TrialColumns(run, places, places.values(), Set.of());
    }

    /** The columns for series of trials that repeat each other, or for baselines. */
    static TrialColumns ofSeries(RunResult run, Collection<Series> all) {
        return new TrialColumns(
                run, Map.of(), all.stream().map(TrialColumns::place).toList(), Set.of(CASE, MODEL));
    }

    /** The columns. */
    List<Column> columns() {
        return values.entrySet().stream()
                .map(each -> FieldWords.column(each.getKey(), each.getValue()))
                .toList();
    }

    /** The cells of a trial. */
    List<String> cells(FinishedTrial trial) {
        return cells(ofTrials.get(trial.spec().id()));
    }

    /** The cells of a series, or a baseline. */
    List<String> cells(Series series) {
        return cells(place(series));
    }

    private List<String> cells(Map<String, Coordinate> place) {
        return values.keySet().stream()
                .map(name -> place.containsKey(name) ? cell(name, place.get(name)) : "")
                .toList();
    }

    private String cell(String name, Coordinate value) {
        return switch (name) {
            case CASE -> caseName(run, value.toString());
            case MODEL -> FieldWords.model(value.toString());
            default -> value.toString().replace('-', value instanceof Coordinate.Numeric ? '−' : '-');
        };
    }

    /** A case by its number in the paper and its name. */
    static String caseName(RunResult run, String name) {
        return Markup.plain(FigureBuilder.title(run, name));
    }

    private static SequencedMap<String, Coordinate> place(Series series) {
        SequencedMap<String, Coordinate> place = new LinkedHashMap<>();
        put(place, CASE, series.caseName());
        put(place, MODEL, series.model());
        place.putAll(series.at());
        return place;
    }

    private static void put(Map<String, Coordinate> place, String name, String value) {
        if (!value.isEmpty()) {
            place.put(name, Coordinate.of(value));
        }
    }
}
