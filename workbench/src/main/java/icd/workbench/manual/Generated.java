package icd.workbench.manual;

import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts of pages that the program itself knows. A source has {@code <!-- written: NAME -->} on a line where one belongs. */
final class Generated {

    private static final Pattern MARK = Pattern.compile("(?m)^<!-- written: (\\S+) -->$");

    private static final Map<String, Supplier<String>> PARTS = Map.of(
            "recipe-keys",
            RecipeKeys::markdown,
            "commands",
            CommandLines::markdown,
            "words",
            Vocabulary::markdown,
            "errata",
            Errata::markdown);

    private Generated() {}

    /** A page with its parts filled in. */
    static String filledIn(String markdown) {
        return MARK.matcher(markdown).replaceAll(found -> {
            Supplier<String> part = PARTS.get(found.group(1));
            if (part == null) {
                throw new IllegalStateException(
                        "the part of a page must be one of " + PARTS.keySet() + ", got " + found.group(1));
            }
            return Matcher.quoteReplacement(part.get());
        });
    }

    /** Words for the cell of a table: what would be read as Markdown stands as it is, but for code in backticks. */
    static String cell(String words) {
        String[] parts = words.replaceAll("\\s+", " ").strip().split("`", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean code = i % 2 == 1 && i < parts.length - 1;
            parts[i] = parts[i].replaceAll(code ? "([|])" : "([|*<_\\[\\]])", "\\\\$1");
        }
        return String.join("`", parts);
    }

    static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
