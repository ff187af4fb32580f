package icd.workbench.result;

import icd.io.Csv;
import icd.workbench.recipe.Coordinate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Measured numbers, each row at a place; values are finite or NaN.
 *
 * <p>A column of values named {@code x_error} is the standard error of the column {@code x}.
 *
 * @param coordinates the names of the coordinates: letters, digits, underscore and dot
 * @param values the names of the columns of values
 * @param rows the rows in order
 */
public record Table(List<String> coordinates, List<String> values, List<Row> rows) {

    /** One row; the arrays are not copied, and their owner must not change them. */
    public record Row(List<Coordinate> at, double[] values) {

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
            if (row.at().stream().anyMatch(cell -> cell.toString().matches("(?s).*[,\"\\n\\r].*"))) {
                throw new IllegalArgumentException(
                        "Table: a coordinate must hold no comma, quote or line break, got " + row.at());
            }
        }
    }

    /** Returns a number in few characters: {@code 8}, {@code 0.1}. */
    public static String coordinate(double value) {
        return value == Math.rint(value) && Math.abs(value) < 0x1p53
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** Returns a coordinate in its form on disk and in the names of random streams. */
    public static String cell(Coordinate at) {
        return at instanceof Coordinate.Numeric number ? coordinate(number.value()) : at.toString();
    }

    /** Returns a column of values, by name. */
    public double[] column(String name) {
        int column = index(values, name);
        return rows.stream().mapToDouble(row -> row.values()[column]).toArray();
    }

    /** Returns a column of coordinates as text, by name. */
    public List<String> at(String name) {
        int column = index(coordinates, name);
        return rows.stream().map(row -> row.at().get(column).toString()).toList();
    }

    /** Returns a column of coordinates as numbers, by name; NaN for words. */
    public double[] numbers(String name) {
        int column = index(coordinates, name);
        return rows.stream().mapToDouble(row -> row.at().get(column).number()).toArray();
    }

    /**
     * Returns the same table after a check that the words in it stand where a reader will expect words.
     *
     * @throws IllegalArgumentException if another coordinate has a word, or one of these a number
     */
    public Table withWords(Set<String> words) {
        for (int i = 0; i < coordinates.size(); i++) {
            int column = i;
            boolean isWord = words.contains(coordinates.get(i));
            rows.stream()
                    .map(row -> row.at().get(column))
                    .filter(cell -> cell instanceof Coordinate.Word != isWord)
                    .findFirst()
                    .ifPresent(cell -> {
                        throw new IllegalArgumentException("Table: coordinate " + coordinates.get(column) + " must be "
                                + (isWord ? "a word" : "a number, as it is none of the words " + words) + ", got "
                                + cell);
                    });
        }
        return this;
    }

    private static int index(List<String> names, String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("Table: a column must be one of " + names + ", got " + name);
        }
        return index;
    }

    /** Returns the table as CSV: a line of names, coordinates first, then a line for each row; NaN is an empty cell. */
    String csv() {
        List<String> names = new ArrayList<>(coordinates);
        names.addAll(values);
        Csv csv = new Csv();
        csv.row(names);
        for (Row row : rows) {
            List<String> cells =
                    new ArrayList<>(row.at().stream().map(Table::cell).toList());
            Arrays.stream(row.values()).mapToObj(Csv::cell).forEach(cells::add);
            csv.row(cells);
        }
        return csv.toString();
    }

    /**
     * Reads the output of {@link #csv}; the first columns are coordinates, of which those named in {@code words} hold
     * words.
     */
    static Table read(int coordinates, Set<String> words, List<String> lines) {
        List<String> names = List.of(lines.getFirst().split(","));
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            rows.add(new Row(
                    IntStream.range(0, coordinates)
                            .mapToObj(i -> words.contains(names.get(i))
                                    ? Coordinate.of(cells.get(i))
                                    : Coordinate.of(Double.parseDouble(cells.get(i))))
                            .toList(),
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
