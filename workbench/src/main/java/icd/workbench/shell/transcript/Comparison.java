package icd.workbench.shell.transcript;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether an output is as it was recorded.
 *
 * <p>Numbers with a point or an exponent may differ by one unit of the last digit that is printed, others not at all. What
 * stands between {@code ‹} and {@code ›} is volatile, such as times and paths, and not compared; nor are blanks, but for
 * where they are.
 *
 * <p>Zeros at a number's end are left out in print, so the last digit is not always there to be seen: it is taken to be the
 * one that all digits would end with, counted from the largest number of the output, or the last one seen if that is
 * smaller.
 */
final class Comparison {

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.])[-−]?\\d+(?:\\.\\d+(?:[eE][-+]?\\d+)?|[eE][-+]?\\d+)(?![\\w.]*\\w)");
    private static final Pattern VOLATILE = Pattern.compile("‹[^‹›]*›");

    /** Two lines that differ; null where one text has no line. */
    record Difference(String recorded, String actual) {}

    private Comparison() {}

    /**
     * The first lines that differ.
     *
     * @param digits significant digits, with which numbers were printed
     */
    static Optional<Difference> first(String recorded, String actual, int digits) {
        List<String> expected = recorded.lines().toList();
        List<String> found = actual.lines().toList();
        int largest = Math.max(magnitude(recorded), magnitude(actual));
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            String a = i < expected.size() ? expected.get(i) : null;
            String b = i < found.size() ? found.get(i) : null;
            if (a == null || b == null || !same(a, b, digits, largest)) {
                return Optional.of(new Difference(a, b));
            }
        }
        return Optional.empty();
    }

    private static boolean same(String a, String b, int digits, int largest) {
        if (!shape(a).equals(shape(b))) {
            return false;
        }
        List<BigDecimal> recorded = numbers(a);
        List<BigDecimal> actual = numbers(b);
        for (int i = 0; i < recorded.size(); i++) {
            BigDecimal x = recorded.get(i);
            BigDecimal y = actual.get(i);
            BigDecimal unit = unit(x, digits, largest).max(unit(y, digits, largest));
            if (x.subtract(y).abs().compareTo(unit) > 0) {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal unit(BigDecimal number, int digits, int largest) {
        BigDecimal own = BigDecimal.ONE.scaleByPowerOfTen(exponent(number) - digits + 1);
        BigDecimal block = BigDecimal.ONE.scaleByPowerOfTen(largest - digits + 1);
        return own.max(number.ulp().min(block));
    }

    /** A line without its numbers, volatile parts and blanks, but where they were. */
    private static String shape(String line) {
        String still = VOLATILE.matcher(line).replaceAll("‹›");
        return NUMBER.matcher(still).replaceAll("#").strip().replaceAll("\\s+", " ");
    }

    private static List<BigDecimal> numbers(String text) {
        List<BigDecimal> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(VOLATILE.matcher(text).replaceAll("‹›"));
        while (matcher.find()) {
            numbers.add(new BigDecimal(matcher.group().replace('−', '-')));
        }
        return numbers;
    }

    private static int magnitude(String text) {
        return numbers(text).stream()
                .filter(number -> number.signum() != 0)
                .mapToInt(Comparison::exponent)
                .max()
                .orElse(0);
    }

    private static int exponent(BigDecimal number) {
        return number.signum() == 0 ? Integer.MIN_VALUE / 2 : number.precision() - number.scale() - 1;
    }
}
