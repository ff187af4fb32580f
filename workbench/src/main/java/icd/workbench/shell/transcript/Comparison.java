package icd.workbench.shell.transcript;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares an output with the recorded one.
 *
 * <p>Numbers with a point or an exponent may differ by one unit of the last printed digit, other numbers not at all.
 * Text between {@code ‹} and {@code ›} is volatile, such as times and paths, and is not compared; of blanks only their
 * places are compared.
 *
 * <p>Zeros at the end of a number are not printed, so the last digit is not always visible. It is taken to be the digit
 * with which all printed digits would end, counted from the largest number of the output, or the last visible digit if
 * that is smaller.
 */
final class Comparison {

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.])[-−]?\\d+(?:\\.\\d+(?:[eE][-+]?\\d+)?|[eE][-+]?\\d+)(?![\\w.]*\\w)");
    private static final Pattern VOLATILE = Pattern.compile("‹[^‹›]*›");

    /** Two lines that differ; null where one text has no line. */
    record Difference(String recorded, String actual) {}

    private Comparison() {}

    /**
     * Returns the first lines that differ.
     *
     * @param digits the significant digits with which numbers were printed
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

    /** Returns a line with only the places of its numbers, volatile parts and blanks. */
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
