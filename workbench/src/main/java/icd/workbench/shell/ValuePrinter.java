package icd.workbench.shell;

import icd.figure.Figure;
import icd.io.NpyArray;
import icd.io.Visible;
import icd.math.Digits;
import icd.table.Column;
import icd.table.Table;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.scalar.ComplexNumber;
import org.ojalgo.structure.Access1D;
import org.ojalgo.structure.Access2D;

/**
 * Prints values for a person: numbers to a few digits, matrices as tables, collections by their elements, other values
 * by {@code toString}. It looks at one page of a value, however large the value is.
 *
 * <p>An exception that a {@code toString} throws is reported in place of the text.
 */
final class ValuePrinter {

    private static final int DEPTH = 8;

    /** The text that {@link Object#toString} makes of an object, which tells a person nothing. */
    private static final Pattern IDENTITY = Pattern.compile("[\\w.$/\\[;]+@[0-9a-f]+");

    private static final Pattern STYLING = Pattern.compile("\033\\[[0-9;]*m");

    private final PrintStyle style;

    ValuePrinter(PrintStyle style) {
        this.style = style;
    }

    /** Returns one line or several, without a line end. */
    String text(Object value) {
        // otherwise each value gets as many digits as suit it
        boolean asked = style.digits() != PrintStyle.PLAIN.digits();
        return guarded(value, () -> asked ? Digits.asked(style.digits(), () -> page(value)) : page(value));
    }

    private interface Attempt {
        String text();
    }

    private static String guarded(Object value, Attempt attempt) {
        try {
            return attempt.text();
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            String message = e.getMessage() == null ? "" : ": " + e.getMessage();
            return "(" + type(value) + ", its toString threw " + e.getClass().getSimpleName() + Visible.of(message)
                    + ")";
        }
    }

    /** Returns the text with unlimited room. */
    private String page(Object value) {
        return switch (value) {
            case Access2D<?> matrix when matrix.countRows() > 0 && matrix.countColumns() > 0 -> matrix(matrix);
            case Object[] rows when isTable(rows) -> table(rows);
            case NpyArray array when array.count() > 0 -> npy(array);
            case Figure figure -> FigureText.of(figure, style);
            case Table table -> table.text(style.width());
            case Eigenvalue<?> decomposition -> eigen(decomposition);
            case List<?> rows when areRows(rows) -> rows(rows);
            case String text when text.indexOf('\n') >= 0 -> "\"\"\"\n" + text + "\"\"\"";
            case Collection<?> all -> collection(all, 0);
            case Map<?, ?> map -> map(map, 0);
            case null, default -> line(value, style.width(), 0);
        };
    }

    /** Returns an array of a file by its values; of more than two axes, the first ones and the last as they lie in the file. */
    private String npy(NpyArray array) {
        int[] shape = array.shape();
        if (shape.length != 2) {
            return elements(faint(array.toString()) + " ", array.count(), i -> at(array, i), style.width(), 0);
        }
        Grid grid = new Grid(style);
        return titled(
                array.toString(),
                array.data() instanceof long[] whole
                        ? grid.texts(shape[0], shape[1], (i, j) -> Long.toString(whole[i * shape[1] + j]))
                        : grid.numbers(
                                shape[0], shape[1], (i, j) -> ((Number) at(array, i * shape[1] + j)).doubleValue()));
    }

    private static Object at(NpyArray array, int i) {
        return Array.get(array.data(), i);
    }

    private String matrix(Access2D<?> matrix) {
        int rows = Math.toIntExact(matrix.countRows());
        int columns = Math.toIntExact(matrix.countColumns());
        Grid grid = new Grid(style);
        boolean real = matrix.get(0, 0) instanceof Double || matrix.get(0, 0) instanceof Float;
        return titled(
                rows + " x " + columns,
                real
                        ? grid.numbers(rows, columns, matrix::doubleValue)
                        : grid.texts(rows, columns, (i, j) -> String.valueOf(matrix.get(i, j))));
    }

    /** Returns the eigenvalues, and, where they are real, the eigenvectors. */
    private String eigen(Eigenvalue<?> decomposition) {
        List<String> values = new ArrayList<>();
        boolean real = true;
        for (ComplexNumber value : decomposition.getEigenvalues()) {
            String imaginary = Numerals.of(Math.abs(value.getImaginary()), style.digits());
            boolean complex = value.getImaginary() != 0;
            values.add(Numerals.of(value.getReal(), style.digits())
                    + (complex ? (value.getImaginary() < 0 ? " - " : " + ") + imaginary + "i" : ""));
            real &= !complex;
        }
        String text = faint("eigenvalues") + " {" + String.join(", ", values) + "}";
        return real
                ? text + "\n" + faint("eigenvectors, a column each (getV)") + " " + matrix(decomposition.getV())
                : text;
    }

    /**
     * Returns whether the rows are two or more records of one kind that hold words and numbers and do not print
     * themselves.
     */
    private static boolean areRows(List<?> rows) {
        if (rows.size() < 2
                || !(rows.getFirst() instanceof Record first)
                || !rows.stream().allMatch(row -> row != null && row.getClass() == first.getClass())
                || first.getClass().getRecordComponents().length < 2) {
            return false;
        }
        return isGenerated(first)
                && Stream.of(first.getClass().getRecordComponents())
                        .allMatch(component -> component.getType().isPrimitive()
                                || component.getType() == String.class
                                || component.getType().isEnum());
    }

    /** Returns such rows as a table, as many of the first rows as fit. */
    private String rows(List<?> rows) {
        List<?> shown = rows.size() <= style.rows() ? rows : rows.subList(0, style.rows() - 1);
        List<Column> columns = new ArrayList<>();
        for (RecordComponent component : rows.getFirst().getClass().getRecordComponents()) {
            List<Object> cells =
                    shown.stream().map(row -> get(component, (Record) row)).toList();
            columns.add(
                    cells.getFirst() instanceof Number
                            ? Column.of(
                                    component.getName(),
                                    cells.stream()
                                            .mapToDouble(cell -> ((Number) cell).doubleValue())
                                            .toArray())
                            : Column.of(
                                    component.getName(),
                                    cells.stream().map(String::valueOf).toList()));
        }
        String more = shown.size() < rows.size() ? "\n… " + (rows.size() - shown.size()) + " more" : "";
        return titled("list of " + rows.size(), List.of(new Table(columns).text(style.width()) + more));
    }

    /** Returns whether it is an array of arrays of numbers, all of one length. */
    private static boolean isTable(Object[] rows) {
        Class<?> row = rows.getClass().getComponentType();
        return row.isArray()
                && row.getComponentType().isPrimitive()
                && row != boolean[].class
                && row != char[].class
                && rows.length > 0
                && Arrays.stream(rows).noneMatch(Objects::isNull)
                && Array.getLength(rows[0]) > 0
                && Arrays.stream(rows).allMatch(other -> Array.getLength(other) == Array.getLength(rows[0]));
    }

    private String table(Object[] rows) {
        Class<?> number = rows.getClass().getComponentType().getComponentType();
        int columns = Array.getLength(rows[0]);
        Grid grid = new Grid(style);
        return titled(
                number + "[" + rows.length + "][" + columns + "]",
                number == double.class || number == float.class
                        ? grid.numbers(rows.length, columns, (i, j) -> Array.getDouble(rows[i], j))
                        : grid.texts(
                                rows.length,
                                columns,
                                (i, j) -> Array.get(rows[i], j).toString()));
    }

    private String titled(String title, List<String> lines) {
        return faint(title) + "\n" + String.join("\n", lines);
    }

    private String faint(String text) {
        return style.colour() ? "\033[2m" + text + "\033[22m" : text;
    }

    /** Returns the visible length of a text: equally many elements are shown with colours and without. */
    private static int columns(String text) {
        return text.indexOf('\033') < 0
                ? text.length()
                : STYLING.matcher(text).replaceAll("").length();
    }

    // ------------------------------------------------------------------------------------------------ one line

    /** Returns the value in one line where that is possible, in about {@code room} columns. */
    private String line(Object value, int room, int depth) {
        if (depth > DEPTH) {
            return "…";
        }
        return guarded(value, () -> switch (value) {
            case null -> "null";
            case Double number -> Numerals.of(number, style.digits());
            case Float number -> Numerals.of(number, style.digits());
            case String text -> '"' + escaped(text, '"') + '"';
            case Character c -> '\'' + escaped(String.valueOf(c), '\'') + '\'';
            case Enum<?> constant -> constant.toString();
            case Object array when array.getClass().isArray() -> array(array, room, depth);
            case Access2D<?> matrix -> "matrix " + matrix.countRows() + " x " + matrix.countColumns();
            case Access1D<?> vector -> elements("", vector.size(), i -> vector.get((long) i), room, depth);
            case Collection<?> all -> collection(all, room, depth);
            case Map<?, ?> map ->
                braced(map.size(), map.entrySet().iterator(), "{", "}", entry -> entry(entry, room, depth), room);
            case Map.Entry<?, ?> entry -> entry(entry, room, depth);
            case Optional<?> optional ->
                optional.map(held -> "Optional[" + line(held, room, depth + 1) + "]")
                        .orElse("Optional.empty");
            case BaseStream<?, ?> _ -> type(value) + ", not consumed";
            case Record entry -> ofRecord(entry, room, depth);
            default -> other(value);
        });
    }

    private String array(Object array, int room, int depth) {
        String element = array.getClass().getComponentType().getSimpleName();
        int open = element.indexOf('[');
        String length = "[" + Array.getLength(array) + "]";
        String name = open < 0 ? element + length : element.substring(0, open) + length + element.substring(open);
        return elements(faint(name) + " ", Array.getLength(array), i -> Array.get(array, i), room, depth);
    }

    /** Returns elements from both ends, as many as fit. */
    private String elements(String title, long count, Function<Integer, Object> at, int room, int depth) {
        int size = Math.toIntExact(count);
        List<String> first = new ArrayList<>();
        List<String> last = new ArrayList<>();
        int left = room - columns(title) - "{, …, }".length();
        for (int i = 0; i < (size + 1) / 2 && left > 0; i++) {
            left -= take(first, at.apply(i), left, depth);
            if (size - 1 - i != i && left > 0) {
                left -= take(last, at.apply(size - 1 - i), left, depth);
            }
        }
        String end = last.reversed().stream().map(text -> ", " + text).collect(Collectors.joining());
        boolean all = first.size() + last.size() == size;
        return title + "{" + String.join(", ", first) + (all ? "" : ", …") + end + "}";
    }

    private int take(List<String> texts, Object element, int left, int depth) {
        String text = line(element, left, depth + 1);
        texts.add(text);
        return columns(text) + 2;
    }

    private String collection(Collection<?> all, int room, int depth) {
        return all instanceof List<?>
                ? braced(all.size(), all.iterator(), "[", "]", element -> line(element, room, depth + 1), room)
                : braced(all.size(), all.iterator(), "{", "}", element -> line(element, room, depth + 1), room);
    }

    private static String braced(
            int size, Iterator<?> elements, String open, String close, Function<Object, String> print, int room) {
        StringJoiner text = new StringJoiner(", ", open, close);
        int shown = 0;
        int length = open.length() + close.length();
        while (elements.hasNext() && (shown == 0 || length < room - 20)) {
            String element = print.apply(elements.next());
            text.add(element);
            length += columns(element) + (shown == 0 ? 0 : ", ".length());
            shown++;
        }
        if (elements.hasNext()) {
            text.add("… " + (size - shown) + " more");
        }
        return text.toString();
    }

    private String entry(Object entry, int room, int depth) {
        return entry instanceof Map.Entry<?, ?> pair
                ? line(pair.getKey(), room, depth + 1) + ": " + line(pair.getValue(), room, depth + 1)
                : String.valueOf(entry);
    }

    /** Returns a record without a text of its own by its components, arrays among them. */
    private String ofRecord(Record value, int room, int depth) {
        if (!isGenerated(value)) {
            return value.toString();
        }
        RecordComponent[] components = value.getClass().getRecordComponents();
        return Stream.of(components)
                .map(component -> component.getName() + "=" + line(get(component, value), room / 2, depth + 1))
                .collect(Collectors.joining(", ", value.getClass().getSimpleName() + "[", "]"));
    }

    /** Returns whether the record's text is the one that Java generates. */
    private static boolean isGenerated(Record value) {
        RecordComponent[] components = value.getClass().getRecordComponents();
        return value.toString()
                .startsWith(value.getClass().getSimpleName() + "["
                        + (components.length == 0 ? "]" : components[0].getName() + "="));
    }

    private static Object get(RecordComponent component, Record value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component.getName() + ": " + e.getCause(), e);
        }
    }

    private static String other(Object value) {
        String text = value.toString();
        return text == null ? type(value) + " (null)" : IDENTITY.matcher(text).matches() ? type(value) : text;
    }

    /**
     * Returns a name such as {@code Scanner}, {@code lambda Runnable}, {@code object of Denoiser}, {@code IntStream}.
     */
    private static String type(Object value) {
        Class<?> type = value.getClass();
        if (value instanceof BaseStream<?, ?> || type.isHidden() || type.isAnonymousClass()) {
            String kinds = Stream.concat(Stream.of(type.getInterfaces()), Stream.ofNullable(type.getSuperclass()))
                    .filter(kind -> kind != Object.class)
                    .flatMap(kind ->
                            value instanceof BaseStream<?, ?> ? streams(value) : Stream.of(kind.getSimpleName()))
                    .findFirst()
                    .orElse("object");
            return (type.isHidden() ? "lambda " : type.isAnonymousClass() ? "anonymous " : "") + kinds;
        }
        return type.getSimpleName();
    }

    private static Stream<String> streams(Object stream) {
        return Stream.<Class<?>>of(IntStream.class, LongStream.class, DoubleStream.class, Stream.class)
                .filter(kind -> kind.isInstance(stream))
                .map(Class::getSimpleName);
    }

    private static String escaped(String text, char quote) {
        return Visible.of(text.replace("\\", "\\\\").replace(String.valueOf(quote), "\\" + quote));
    }

    // ------------------------------------------------------------------------------------------------ collections

    /** Returns the collection in one line if it fits, otherwise one element a line. */
    private String collection(Collection<?> all, int depth) {
        String inOne = collection(all, 4 * style.width(), depth);
        if (fits(inOne, all.size())) {
            return inOne;
        }
        if (all.iterator().next() instanceof Number) {
            return collection(all, style.width(), depth);
        }
        return titled(
                (all instanceof List<?> ? "list of " : "collection of ") + all.size(),
                lines(all.iterator(), all.size(), this::element));
    }

    private String map(Map<?, ?> map, int depth) {
        String inOne = line(map, 4 * style.width(), depth);
        if (fits(inOne, map.size())) {
            return inOne;
        }
        return titled("map of " + map.size(), lines(map.entrySet().iterator(), map.size(), this::element));
    }

    private boolean fits(String text, int size) {
        return size < 2 || columns(text) <= style.width() && text.indexOf('\n') < 0;
    }

    private String element(Object element) {
        return "  " + line(element, style.width() - 2, 1).replace("\n", "\n  ");
    }

    private List<String> lines(Iterator<?> elements, int size, Function<Object, String> print) {
        List<String> lines = new ArrayList<>();
        while (elements.hasNext() && (lines.size() < style.rows() - 1 || size == style.rows())) {
            lines.add(print.apply(elements.next()));
        }
        if (elements.hasNext()) {
            lines.add("  … " + (size - lines.size()) + " more");
        }
        return lines;
    }
}
