package icd.workbench.page;

import icd.figure.Numbers;
import icd.io.Visible;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Collectors;

/** JSON that is safe within a script element and in XML. */
final class Json {

    /** Two digits more than a page shows. */
    private static final MathContext DIGITS = new MathContext(8);

    private Json() {}

    /** Appends a text. */
    static void string(StringBuilder json, String text) {
        json.append('"');
        Visible.lines(text).chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0x7F || c >= 0xD800) {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        json.append('"');
    }

    /** Appends a list of numbers; JSON has neither NaN nor infinities, so that null stands for them. */
    static void numbers(StringBuilder json, Numbers numbers) {
        json.append(numbers.stream()
                .mapToObj(value -> Double.isFinite(value)
                        ? new BigDecimal(value).round(DIGITS).toString()
                        : "null")
                .collect(Collectors.joining(",", "[", "]")));
    }
}
