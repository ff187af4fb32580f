package icd.workbench.report;

import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The findings of the evaluations of trials: a table for each evaluation, which holds the first rows of a very long one. */
final class EvaluationTables {

    private static final int MOST_ROWS = 2_000;
    private static final int MOST_OPEN = 24;
    private static final String ERROR = "_error";

    private EvaluationTables() {}

    static List<PageTable> of(RunResult run) {
        SequencedMap<String, List<FinishedTrial>> trials = new LinkedHashMap<>();
        run.finished()
                .forEach(trial -> trial.result()
                        .tables()
                        .keySet()
                        .forEach(name -> trials.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(trial)));
        List<PageTable> tables = new ArrayList<>();
        for (Map.Entry<String, List<FinishedTrial>> entry : trials.entrySet()) {
            PageTable table = table(run, entry.getKey(), entry.getValue());
            tables.add(table.rows().size() <= MOST_OPEN ? table : table.fold());
        }
        return tables;
    }

    private static PageTable table(RunResult run, String name, List<FinishedTrial> trials) {
        Table first = trials.getFirst().result().tables().get(name);
        TrialColumns places = TrialColumns.ofTrials(run, trials);
        List<Column> columns = new ArrayList<>(places.columns());
        for (int i = 0; i < first.coordinates().size(); i++) {
            int at = i;
            columns.add(FieldWords.column(
                    first.coordinates().get(i),
                    first.rows().stream().map(row -> row.at().get(at)).toList()));
        }
        List<String> shown =
                first.values().stream().filter(value -> !isError(value, first)).toList();
        shown.forEach(value -> columns.add(Column.numbers(FieldWords.metric(value), FieldWords.unit(value))));
        List<List<String>> rows = new ArrayList<>();
        int all = 0;
        for (FinishedTrial trial : trials) {
            Table table = trial.result().tables().get(name);
            all += table.rows().size();
            for (Table.Row row : table.rows().subList(0, Math.min(table.rows().size(), MOST_ROWS - rows.size()))) {
                List<String> cells = new ArrayList<>(places.cells(trial));
                row.at().forEach(coordinate -> cells.add(coordinate.toString().replace('_', ' ')));
                shown.forEach(value -> cells.add(cell(value, table, row)));
                rows.add(cells);
            }
        }
        String some = all > rows.size() ? ", the first " + rows.size() + " of " + all + " rows" : "";
        return new PageTable("Evaluation " + name.replace('_', ' ') + some, columns, rows).allIn("observations.csv");
    }

    private static boolean isError(String value, Table table) {
        return value.endsWith(ERROR) && table.values().contains(value.substring(0, value.length() - ERROR.length()));
    }

    private static String cell(String value, Table table, Table.Row row) {
        int error = table.values().indexOf(value + ERROR);
        double number = row.values()[table.values().indexOf(value)];
        return error < 0 ? PageNumbers.of(number) : PageNumbers.of(number, row.values()[error]);
    }
}
