package icd.workbench.run;

import icd.io.Csv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measured numbers, each row at a place: coordinates are words or numbers in their shortest spelling, values are finite or NaN.
 *
 * <p>A column of values named {@code x_error} is the standard error of the column {@code x}.
 *
 * @param coordinates their names; letters, digits, underscore and dot
 * @param values names of the columns of values
 * @param rows in order
 */
public record Table(List<String> coordinates, List<String> values, List<Row> rows) {

    /** One row; the arrays' owner leaves them alone. */
    public record Row(List<String> at, double[] values) {

        /** Copies the list. */
        public Row {
            at = List.copyOf(at);
        }

        @Override
        public String toString() {
            return at + " " + Arrays.toString(values);
        }
    }

    /** @throws IllegalArgumentException if a row does not have a cell for each column, or a cell holds a comma or line break */
    public Table {
        coordinates = List.copyOf(coordinates);
        values = List.copyOf(values);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.at().size() != coordinates.size() || row.values().length != values.size()) {
                throw new IllegalArgumentException(
                        "Table: every row must have " + coordinates + " and " + values + ", got " + row);
            }
            if (row.at().stream().anyMatch(cell -> cell.matches("(?s).*[,\"\\n\\r].*"))) {
                throw new IllegalArgumentException(
                        "Table: a coordinate must hold no comma, quote or line break, got " + row.at());
            }
        }
    }

    /** A number as a coordinate: {@code 8}, {@code 0.1}. */
    public static String coordinate(double value) {
        return value == Math.rint(value) && Math.abs(value) < 0x1p53
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** A column of values, by name. */
    public double[] column(String name) {
        int column = index(values, name);
        return rows.stream().mapToDouble(row -> row.values()[column]).toArray();
    }

    /** A column of coordinates, by name. */
    public List<String> at(String name) {
        int column = index(coordinates, name);
        return rows.stream().map(row -> row.at().get(column)).toList();
    }

    private static int index(List<String> names, String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("Table: a column must be one of " + names + ", got " + name);
        }
        return index;
    }

    /** As CSV: a line of names, coordinates first, then a line for each row; NaN is an empty cell. */
    String csv() {
        List<String> names = new ArrayList<>(coordinates);
        names.addAll(values);
        Csv csv = new Csv();
        csv.row(names);
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(row.at());
            Arrays.stream(row.values()).mapToObj(Csv::cell).forEach(cells::add);
            csv.row(cells);
        }
        return csv.toString();
    }

    /** Reads what {@link #csv} wrote; the first columns are coordinates. */
    static Table read(int coordinates, List<String> lines) {
        List<String> names = List.of(lines.getFirst().split(","));
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            rows.add(new Row(
                    cells.subList(0, coordinates),
                    cells.subList(coordinates, cells.size()).stream()
                            .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                            .toArray()));
        }
        return new Table(names.subList(0, coordinates), names.subList(coordinates, names.size()), rows);
    }

    @Override
    public String toString() {
        return csv();
    }
}
