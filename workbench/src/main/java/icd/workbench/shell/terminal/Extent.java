package icd.workbench.shell.terminal;

import icd.math.Digits;
import icd.task.PromptSet;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import org.ojalgo.structure.Structure1D;
import org.ojalgo.structure.Structure2D;

/** The size of a value, for the list of variables. */
final class Extent {

    private Extent() {}

    /**
     * Returns {@code 16 x 500}, {@code 1000}; a single number or truth value itself; empty for a value without an
     * extent.
     */
    static String shape(Object value) {
        return switch (value) {
            case null -> "null";
            case Number number when number.getClass().getPackageName().equals("java.lang") -> number.toString();
            case Boolean truth -> truth.toString();
            case PromptSet prompts -> prompts.size() + " x " + prompts.n() + " x " + prompts.L();
            case Structure2D matrix -> matrix.countRows() + " x " + matrix.countColumns();
            case Structure1D vector -> Long.toString(vector.count());
            case Object[] rows
            when rows.length > 0 && rows[0] != null && rows[0].getClass().isArray() ->
                rows.length + " x " + Array.getLength(rows[0]);
            case Collection<?> items -> Integer.toString(items.size());
            case Map<?, ?> map -> Integer.toString(map.size());
            case CharSequence text -> text.length() + " characters";
            default -> value.getClass().isArray() ? Integer.toString(Array.getLength(value)) : "";
        };
    }

    /** Returns the memory for its numbers, {@code 62.5 kB}; empty for a value without numbers that can be counted. */
    static String size(Object value) {
        long bytes = bytes(value);
        return bytes <= 0 ? "" : Digits.bytes(bytes);
    }

    private static long bytes(Object value) {
        return switch (value) {
            case null -> 0;
            case double[] array -> 8L * array.length;
            case long[] array -> 8L * array.length;
            case float[] array -> 4L * array.length;
            case int[] array -> 4L * array.length;
            case byte[] array -> array.length;
            case Object[] rows -> {
                long all = 0;
                for (Object row : rows) {
                    all += bytes(row);
                }
                yield all;
            }
            case Structure2D matrix ->
                matrix.countRows()
                        * matrix.countColumns()
                        * (matrix.getClass().getSimpleName().contains("32") ? 4 : 8);
            case PromptSet prompts -> {
                long tokens = (long) prompts.size() * prompts.n() * (prompts.L() + 2L);
                yield tokens * (prompts.precision().toString().endsWith("32") ? 4 : 8);
            }
            default -> 0;
        };
    }
}
