package icd.workbench.report;

import icd.workbench.page.PageTable;
import icd.workbench.page.PageTable.Column;
import icd.workbench.result.RunResult;
import icd.workbench.result.Table;
import icd.workbench.result.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What the evaluations of trials found, a table for each evaluation; of a very long one the first rows. */
final class EvaluationTables {

    private static final int MOST_ROWS = 2_000;
    private static final int MOST_OPEN = 24;
    private static final String ERROR = "_error";

    private EvaluationTables() {}

    static List<PageTable> of(RunResult run) {
        SequencedMap<String, List<TrialResult>> trials = new LinkedHashMap<>();
        run.trials()
                .forEach(trial -> trial.tables()
                        .keySet()
                        .forEach(name -> trials.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(trial)));
        List<PageTable> tables = new ArrayList<>();
        for (Map.Entry<String, List<TrialResult>> entry : trials.entrySet()) {
            PageTable table = table(entry.getKey(), entry.getValue());
            tables.add(table.rows().size() <= MOST_OPEN ? table : table.fold());
        }
        return tables;
    }

    private static PageTable table(String name, List<TrialResult> trials) {
        Table first = trials.getFirst().tables().get(name);
        List<Column> columns = new ArrayList<>(List.of(Column.words("trial")));
        first.coordinates().forEach(coordinate -> columns.add(Column.numbers(coordinate, "")));
        List<String> shown =
                first.values().stream().filter(value -> !isError(value, first)).toList();
        shown.forEach(value -> columns.add(Column.numbers(value, "")));
        List<List<String>> rows = new ArrayList<>();
        int all = 0;
        for (TrialResult trial : trials) {
            Table table = trial.tables().get(name);
            all += table.rows().size();
            for (Table.Row row : table.rows().subList(0, Math.min(table.rows().size(), MOST_ROWS - rows.size()))) {
                List<String> cells = new ArrayList<>(List.of(trial.id()));
                row.at().forEach(coordinate -> cells.add(coordinate.toString()));
                shown.forEach(value -> cells.add(cell(value, table, row)));
                rows.add(cells);
            }
        }
        String some = all > rows.size() ? ", the first " + rows.size() + " of " + all + " rows" : "";
        return new PageTable("Evaluation " + name + ": values ± standard errors" + some, columns, rows)
                .allIn("observations.csv");
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
