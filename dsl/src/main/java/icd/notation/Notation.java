package icd.notation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Formulas in plain characters, such as {@code x^ = rho(r) R P x~ / r}, as MathML.
 *
 * <ul>
 *   <li>A letter stands for itself; {@code alpha}, {@code Sigma} and the like for Greek ones; {@code exp}, {@code tr} and the like for
 *       functions; {@code sum} and {@code grad} for their signs. Two variables beside each other have a space between them, but {@code dt} is a
 *       differential. Any other word stands in double quotes.
 *   <li>{@code _} and {@code ^} set the letters and digits that follow, or what is in braces, below and above; after {@code ^} brackets do
 *       as braces do. Before anything else {@code x^} has a hat; {@code x~} has a tilde, {@code Xbar} a bar, {@code t'} a prime and
 *       {@code c*} a star.
 *   <li>{@code ||x||} is a norm, {@code |x|} an absolute value, and {@code |} between spaces a condition; {@code sqrt} takes the factor that
 *       follows; {@code x . y} is a product.
 *   <li>{@code <= >= != << >> ~ in -> <- +- -+} are signs.
 * </ul>
 *
 * <p>What cannot be read is an {@link IllegalArgumentException} that says why; nothing is left out.
 */
public final class Notation {

    private static final String COLUMN = " {3,}";

    /** A line that goes on with the formula above it. */
    private static final Pattern CONTINUED = Pattern.compile("\\s*(?:[-+=<>]|-\\+)\\s.*");

    private Notation() {}

    /** Returns a formula within a line. */
    public static String inline(String formula) {
        return "<math>" + Reader.row(formula, false) + "</math>";
    }

    /**
     * Returns formulas that stand apart, a line for each. Three spaces and more begin a new column, and so does an equals sign that stands at
     * the same place in every line; a line that begins with a sign continues the one above. A product over one factor is set as a fraction.
     */
    public static String display(String formulas) {
        List<String> lines = lines(formulas);
        int equals = equalsColumn(lines);
        List<List<String>> rows = new ArrayList<>();
        int before = 0;
        for (String line : lines) {
            List<String> cells = new ArrayList<>();
            if (CONTINUED.matcher(line).matches() && !rows.isEmpty()) {
                cells.addAll(Collections.nCopies(equals >= 0 ? before : 0, ""));
                cells.add(line.strip());
            } else {
                List<String> left = columns(line.substring(0, Math.max(0, equals)));
                before = left.size();
                cells.addAll(left);
                cells.addAll(columns(line.substring(Math.max(0, equals))));
            }
            rows.add(cells);
        }
        String set = rows.size() == 1
                ? rows.getFirst().stream()
                        .map(cell -> Reader.row(cell, true))
                        .collect(Collectors.joining("<mspace width=\"2em\"></mspace>"))
                : rows.stream()
                        .map(row -> row.stream().map(Notation::cell).collect(Collectors.joining("", "<mtr>", "</mtr>")))
                        .collect(Collectors.joining("", "<mtable displaystyle=\"true\">", "</mtable>"));
        return "<math display=\"block\">" + set + "</math>";
    }

    /** A cell at the left of its column; an equals sign that begins one is near what it stands behind, and other signs have an indent. */
    private static String cell(String cell) {
        String padding = cell.startsWith("=")
                ? "; padding-left: 0"
                : CONTINUED.matcher(cell).matches() ? "; padding-left: 2em" : "";
        return "<mtd style=\"text-align: left" + padding + "\">" + Reader.row(cell, true) + "</mtd>";
    }

    /** Returns the lines of {@link #display} as a terminal shows them, indented by two spaces. */
    public static String plain(String formulas) {
        return lines(formulas).stream()
                .map(line -> "  " + line.replace("\"", ""))
                .collect(Collectors.joining("\n"));
    }

    /** Returns whether a word, which need not close its brackets, is made of what formulas are made of. */
    public static boolean reads(String word) {
        return Token.all(word).map(tokens -> Token.unknown(tokens).isEmpty()).orElse(false);
    }

    /** The lines that are not blank, without the spaces that all but the first have in common: Javadoc strips those of the first. */
    private static List<String> lines(String formulas) {
        List<String> lines = formulas.lines()
                .filter(line -> !line.isBlank())
                .map(String::stripTrailing)
                .toList();
        int common = lines.stream()
                .skip(1)
                .filter(line -> !CONTINUED.matcher(line).matches())
                .mapToInt(Notation::indent)
                .min()
                .orElse(lines.stream()
                        .skip(1)
                        .mapToInt(line -> indent(line) - 4)
                        .min()
                        .orElse(0));
        List<String> stripped = new ArrayList<>(List.of(lines.getFirst().strip()));
        lines.stream()
                .skip(1)
                .map(line -> line.substring(Math.min(indent(line), Math.max(0, common))))
                .forEach(stripped::add);
        return stripped;
    }

    private static List<String> columns(String line) {
        return line.isBlank() ? List.of() : List.of(line.strip().split(COLUMN));
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** Where the first equals sign stands in every line that continues none; -1 where there is no such place. */
    private static int equalsColumn(List<String> lines) {
        List<Integer> places = lines.stream()
                .filter(line -> !CONTINUED.matcher(line).matches())
                .map(line -> line.indexOf(" = ") + 1)
                .distinct()
                .toList();
        return lines.size() > 1 && places.size() == 1 && places.getFirst() > 0 ? places.getFirst() : -1;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
