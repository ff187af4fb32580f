package icd.workbench.shell;

import icd.task.Task;
import icd.train.Optimiser;
import icd.workbench.recipe.RecipeSchema;
import icd.workbench.tree.YamlText;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ojalgo.structure.Access2D;

/** The meaning of a Java value in a recipe, as YAML on one line. */
final class SettingValue {

    /** The depth to which recipes may nest; a list that contains itself has no end. */
    private static final int MAX_DEPTH = 32;

    private final String path;

    private SettingValue(String path) {
        this.path = path;
    }

    /**
     * Returns a value as YAML. Numbers and booleans stay as they are, null becomes nothing, and text stays text, even
     * where it looks like a number; only a text in brackets or braces is YAML already. Arrays, collections and matrices
     * become lists; maps and records become mappings. A task or an optimiser becomes its name in a recipe.
     *
     * @throws IllegalArgumentException if the value has no meaning in a recipe
     */
    static String yaml(String path, Object value) {
        return value instanceof String text
                        && (text.strip().startsWith("[") || text.strip().startsWith("{"))
                ? text
                : new SettingValue(path).yaml(value, 0);
    }

    private String yaml(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "set: the value of " + path + " must nest at most " + MAX_DEPTH + " deep, got a deeper one");
        }
        return switch (value) {
            case null -> "null";
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case CharSequence text -> YamlText.of(text.toString());
            case Character letter -> YamlText.of(letter.toString());
            case Enum<?> word -> YamlText.of(word.toString());
            case Optional<?> optional -> yaml(optional.orElse(null), depth);
            case Task task -> frozen("task", task);
            case Optimiser optimiser -> frozen("training.optimiser", optimiser);
            case Access2D<?> matrix -> list(rows(matrix), depth);
            case Map<?, ?> map -> map(map, depth);
            case Record record -> record(record, depth);
            case Iterable<?> items -> list(items, depth);
            case Object array when array.getClass().isArray() -> list(items(array), depth);
            default ->
                throw new IllegalArgumentException("set: the value of " + path
                        + " must be a number, text, boolean, list, array, map, record or null, got "
                        + value.getClass().getTypeName());
        };
    }

    private String frozen(String place, Object value) {
        try {
            return RecipeSchema.written(place, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("set: the value of " + path + ": " + e.getMessage(), e);
        }
    }

    private static List<?> items(Object array) {
        return IntStream.range(0, Array.getLength(array))
                .mapToObj(i -> Array.get(array, i))
                .toList();
    }

    /** Returns a matrix of a single column as one list. */
    private static List<?> rows(Access2D<?> matrix) {
        boolean column = matrix.countColumns() == 1;
        List<Object> rows = new ArrayList<>();
        for (long i = 0; i < matrix.countRows(); i++) {
            List<Object> row = new ArrayList<>();
            for (long j = 0; j < matrix.countColumns(); j++) {
                row.add(matrix.doubleValue(i, j));
            }
            rows.add(column ? row.getFirst() : row);
        }
        return rows;
    }

    private String list(Iterable<?> items, int depth) {
        List<String> parts = new ArrayList<>();
        items.forEach(item -> parts.add(yaml(item, depth + 1)));
        return "[" + String.join(", ", parts) + "]";
    }

    private String map(Map<?, ?> map, int depth) {
        List<String> parts = new ArrayList<>();
        map.forEach((key, item) -> parts.add(YamlText.of(String.valueOf(key)) + ": " + yaml(item, depth + 1)));
        return "{" + String.join(", ", parts) + "}";
    }

    private String record(Record record, int depth) {
        List<String> parts = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true); // records of a session are not public
                Object item = component.getAccessor().invoke(record);
                parts.add(YamlText.of(component.getName()) + ": " + yaml(item, depth + 1));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalArgumentException(
                        "set: the value of " + path + " must be a record that can be read, got " + record, e);
            }
        }
        return "{" + String.join(", ", parts) + "}";
    }
}
