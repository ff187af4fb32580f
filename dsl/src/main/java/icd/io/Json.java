package icd.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** JSON without spaces that can stand in a {@code script} element of HTML or XML. */
public final class Json {

    /** Two digits more than a page shows. */
    private static final MathContext DIGITS = new MathContext(8);

    private final StringBuilder out = new StringBuilder(1 << 14);

    private Json() {}

    /**
     * Writes a value.
     *
     * <ul>
     *   <li>A map is an object, and its keys are the names.
     *   <li>A collection, an array of numbers and an array of such arrays are lists.
     *   <li>A Double has eight significant digits; null stands for one that is not finite.
     *   <li>An Integer, a Long, a Boolean and a String stand for themselves.
     * </ul>
     *
     * @throws IllegalArgumentException if the value, or one within it, is anything else
     */
    public static String of(Object value) {
        Json json = new Json();
        json.value(value);
        return json.out.toString();
    }

    private void value(Object value) {
        switch (value) {
            case Map<?, ?> object ->
                list('{', '}', object.entrySet(), entry -> {
                    text(entry.getKey().toString());
                    out.append(':');
                    value(entry.getValue());
                });
            case Collection<?> values -> list('[', ']', values, this::value);
            case double[] numbers -> value(Arrays.stream(numbers).boxed().toList());
            case double[][] rows -> value(List.of(rows));
            case Double number -> number(number);
            case Integer _, Long _, Boolean _ -> out.append(value);
            case String text -> text(text);
            default -> throw new IllegalArgumentException("Json: no JSON for a " + value.getClass());
        }
    }

    private <T> void list(char open, char close, Collection<T> items, Consumer<T> write) {
        out.append(open);
        boolean first = true;
        for (T item : items) {
            out.append(first ? "" : ",");
            first = false;
            write.accept(item);
        }
        out.append(close);
    }

    /** JSON has neither NaN nor infinities. */
    private void number(double value) {
        String text = Double.isFinite(value)
                ? Double.toString(new BigDecimal(value).round(DIGITS).doubleValue())
                : "null";
        out.append(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
    }

    private void text(String text) {
        out.append('"');
        for (char c : text.toCharArray()) {
            boolean plain = c >= ' ' && c < 127 || c > 160 && !Character.isSurrogate(c) && c < 0xFFFE;
            if (plain && "\"\\<>&".indexOf(c) < 0 && c != '\u2028' && c != '\u2029') {
                out.append(c);
            } else {
                out.append("\\u%04x".formatted((int) c));
            }
        }
        out.append('"');
    }
}
