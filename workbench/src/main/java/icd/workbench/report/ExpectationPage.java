package icd.workbench.report;

import icd.workbench.page.Judged;
import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.recipe.Coordinate;
import icd.workbench.recipe.ExpectSpec;
import icd.workbench.result.Expectation;
import icd.workbench.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** The expectations of a recipe beside what its run found, for a page: each coordinate has a column of its own. */
final class ExpectationPage {

    private final RunResult run;
    private final List<Expectation> all;
    private final SequencedSet<String> places = new LinkedHashSet<>();
    private final boolean placed;

    private ExpectationPage(RunResult run, List<Expectation> all) {
        this.run = run;
        this.all = all;
        all.forEach(each -> places.addAll(each.spec().at().keySet()));
        placed = all.stream().anyMatch(each -> !where(each).isEmpty());
    }

    /** Empty if the recipe expects nothing. */
    static Stream<Judged> of(RunResult run) {
        List<Expectation> all = Expectation.of(run);
        return all.isEmpty() ? Stream.empty() : Stream.of(new ExpectationPage(run, all).judged());
    }

    private Judged judged() {
        int met = (int) all.stream().filter(Expectation::met).count();
        String summary =
                met + " of " + all.size() + (all.size() == 1 ? " expectation is met" : " expectations are met");
        PageTable table = new PageTable(
                "The recipe expects these numbers. One is met if what was found is off by no more than the tolerance.",
                columns(),
                all.stream().map(this::row).toList());
        return new Judged("Expectations", summary, met == all.size(), List.of(table));
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(Column.formulas("quantity")));
        places.forEach(name -> columns.add(FieldWords.column(name, List.of(Coordinate.of(name)))));
        columns.addAll(
                List.of(Column.numbers("expected", ""), Column.numbers("tolerance", ""), Column.numbers("found", "")));
        if (placed) {
            columns.add(Column.words("where"));
        }
        columns.addAll(List.of(Column.verdicts("verdict"), Column.words("source")));
        return columns;
    }

    private List<String> row(Expectation expectation) {
        ExpectSpec spec = expectation.spec();
        String take =
                spec.take() == ExpectSpec.Take.MEAN ? "" : spec.take().name().toLowerCase(Locale.ROOT) + " ";
        List<String> row = new ArrayList<>(List.of(take + FieldWords.measured(spec.metric())));
        places.forEach(name -> row.add(place(name, spec.at().getOrDefault(name, ""))));
        row.add(relation(spec)
                + PageNumbers.beside(
                        spec.value(),
                        expectation.measured(),
                        expectation.estimate().error()));
        row.add(PageNumbers.tolerance(spec.tolerance()));
        row.add(expectation.observations() == 0 ? "nothing" : PageNumbers.of(expectation.estimate()));
        if (placed) {
            row.add(where(expectation));
        }
        row.add(expectation.met() ? Judged.GOOD + "met" : Judged.BAD + "not met");
        row.add(spec.source());
        return row;
    }

    private String place(String name, String value) {
        return switch (name) {
            case "case" -> value.isEmpty() ? "" : TrialColumns.caseName(run, value);
            case "model" -> FieldWords.model(value);
            default -> value.replace('_', ' ');
        };
    }

    private static String relation(ExpectSpec spec) {
        return switch (spec.relation()) {
            case EQUAL -> "= ";
            case AT_MOST -> "≤ ";
            case AT_LEAST -> "≥ ";
        };
    }

    /** The place of a least or greatest number, or the axes besides repeats that a mean is over; empty for any other number. */
    private static String where(Expectation expectation) {
        return !expectation.place().isEmpty()
                ? "at " + expectation.place()
                : expectation.over().isEmpty() ? "" : "mean over " + String.join(", ", expectation.over());
    }
}
