package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A run of Figure 3 that takes a second or two, and the numbers in its CSV files. */
record SmallRun(Path directory) {

    static final int EPOCHS = 12;

    private static final String SMALL = """
            extends: %s
            name: small
            title: "Figure 3, small"
            data: {L: 50, train: 96, test: 20, fresh: 100, baseline_draws: 20000}
            training: {epochs: %d}
            cases: {spheres: {training: {epochs: %2$d}}, mixtures: {training: {epochs: %2$d}}}
            sweep: {model.attention: [linear, softmax], training.seed: [1, 2]}
            differs:
              - "The prompts are few, so that this takes a second."
            expect:
              - {metric: mse_per_dim, at: {case: spheres, model: bayes}, value: 0.02899, tolerance: 0.001, source: "[6]"}
              - {metric: over_bayes, at: {case: spheres}, value: 1.0, tolerance: 0.001, source: "what training cannot reach"}
            """;

    /** Runs it in a folder. */
    static SmallRun in(Path folder) throws IOException {
        Path figure3 = Path.of("../recipes/fig3.yaml").toAbsolutePath().normalize();
        Path recipe = Files.writeString(folder.resolve("small.yaml"), SMALL.formatted(figure3, EPOCHS));
        CommandLineRunner said = workbench("run", recipe, "--out", folder.resolve("run"));
        assertThat(said.code()).as(said.err()).isEqualTo(1); // one expectation is not met
        return new SmallRun(folder.resolve("run"));
    }

    Path report() {
        return directory.resolve("report.html");
    }

    /** Returns the data of a figure, row by row. */
    List<Map<String, String>> csv(String figure) throws IOException {
        return rows(directory.resolve("figures/" + figure + ".csv"));
    }

    /** The rows of a table. */
    static List<Map<String, String>> rows(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> names = List.of(lines.getFirst().split(","));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1); // commas between quotes are text
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), cells[i].replace("\"", ""));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The row of a mark at an epoch; its only row where the epoch is negative. */
    static Map<String, String> row(List<Map<String, String>> csv, int panel, String kind, String series, int epoch) {
        return csv.stream()
                .filter(row -> row.get("panel").equals("" + panel)
                        && row.get("kind").equals(kind)
                        && row.get("series").equals(series)
                        && (epoch < 0 || number(row, "x") == epoch))
                .findFirst()
                .orElseThrow();
    }

    static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }

    /** A number to six significant digits, as the page sets it, which has the double next to eight of them. */
    static String six(Map<String, String> row, String column) {
        return new BigDecimal(new BigDecimal(row.get(column))
                        .round(new MathContext(8))
                        .doubleValue())
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString()
                .replace('-', '−');
    }
}
