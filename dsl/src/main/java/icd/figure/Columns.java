package icd.figure;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The numbers of a mark by columns. Tables, axes and pages read these, so that none of them must know every kind of mark. */
public final class Columns {

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

    private final String kind;
    private final Map<Name, Numbers> numbers = new EnumMap<>(Name.class);
    private final Grid values;

    private Columns(String kind, Grid values) {
        this.kind = kind;
        this.values = values;
    }

    /** A mark without columns yet; the kind is what tables and pages call it. */
    static Columns of(String kind) {
        return new Columns(kind, null);
    }

    /** A mark with a value at each place of a grid, (x[j], y[i]) for row i and column j. */
    static Columns of(String kind, Numbers x, Numbers y, Grid values) {
        return new Columns(kind, values).with(Name.X, x).with(Name.Y, y);
    }

    Columns with(Name name, Numbers column) {
        Columns more = new Columns(kind, values);
        more.numbers.putAll(numbers);
        more.numbers.put(name, column);
        return more;
    }

    Columns with(Name name, double number) {
        return with(name, Numbers.of(number));
    }

    public String kind() {
        return kind;
    }

    /** One column; empty where the mark has none of this name. */
    public Numbers column(Name name) {
        return numbers.getOrDefault(name, NONE);
    }

    /** The columns that there are, but for the values of a grid. */
    public Map<Name, Numbers> numbers() {
        return numbers;
    }

    /** The values of a grid; null where the mark has none. */
    public Grid values() {
        return values;
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
