package icd.figure;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The numbers of a mark by columns. Tables, axes and pages read these, so that none of them must know every kind of mark.
 *
 * @param kind what tables and pages call the mark
 * @param numbers the columns that there are, but for the values of a grid
 * @param values of a grid; null where the mark has none
 */
public record Columns(String kind, Map<Name, Numbers> numbers, Grid values) {

    /** The columns that a mark can have, in the order in which tables have them. */
    public enum Name {
        X,
        X_END,
        Y,
        Z,
        LOW,
        HIGH,
        VALUE;

        /** Returns the name that tables and pages show. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Numbers NONE = Numbers.of();

    public Columns {
        numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
    }

    /** A mark without columns yet. */
    static Columns of(String kind) {
        return new Columns(kind, Map.of(), null);
    }

    /** A mark with points in the plane. */
    static Columns of(String kind, Numbers x, Numbers y) {
        return of(kind).with(Name.X, x).with(Name.Y, y);
    }

    /** A mark with a value at each place of a grid, (x[j], y[i]) for row i and column j. */
    static Columns of(String kind, Numbers x, Numbers y, Grid values) {
        return new Columns(kind, Map.of(Name.X, x, Name.Y, y), values);
    }

    Columns with(Name name, Numbers column) {
        Map<Name, Numbers> more = new TreeMap<>(numbers);
        more.put(name, column);
        return new Columns(kind, more, values);
    }

    Columns with(Name name, double number) {
        return with(name, Numbers.of(number));
    }

    /** One column; empty where the mark has none of this name. */
    public Numbers column(Name name) {
        return numbers.getOrDefault(name, NONE);
    }

    /** The names of the columns of the table that {@link #at} reads. */
    public Set<Name> names() {
        Set<Name> names = new LinkedHashSet<>(numbers.keySet());
        if (values != null) {
            names.add(Name.VALUE);
        }
        return names;
    }

    /** How many rows the table of the mark has: for a grid as many as it has values. */
    public int rows() {
        return values != null
                ? values.rows() * values.columns()
                : numbers.values().iterator().next().size();
    }

    /** One cell of the table of the mark; a grid is read row by row. */
    public double at(Name name, int row) {
        if (values == null) {
            return column(name).at(row);
        }
        int i = row / values.columns();
        int j = row % values.columns();
        return name == Name.VALUE ? values.at(i, j) : column(name).at(name == Name.X ? j : i);
    }

    /** All that lies along the x axis. */
    public DoubleStream alongX() {
        return along(Name.X, Name.X_END);
    }

    /** All that lies along the y axis. */
    public DoubleStream alongY() {
        return along(Name.Y, Name.LOW, Name.HIGH);
    }

    private DoubleStream along(Name... names) {
        return Stream.of(names).flatMapToDouble(name -> column(name).stream());
    }

    @Override
    public String toString() {
        return kind + " " + numbers + (values == null ? "" : ", " + values);
    }
}
