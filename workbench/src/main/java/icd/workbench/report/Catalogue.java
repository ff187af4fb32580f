package icd.workbench.report;

import icd.claim.Finding;
import icd.io.Visible;
import icd.math.Digits;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.recipe.Foresight;
import icd.workbench.recipe.Recipe;
import icd.workbench.result.ClaimResult;
import icd.workbench.result.Expectation;
import icd.workbench.result.RecipeClaims;
import icd.workbench.result.RunResult;
import icd.workbench.run.RunOrigin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Recipes and the findings of their runs, as the generated sections of {@code recipes/README.md}.
 *
 * @param entries one for each recipe
 */
public record Catalogue(List<Entry> entries) {

    /** Marks of the two sections: a table of all recipes, and each with its metrics and results. */
    private static final String OVERVIEW = "overview";

    private static final String RESULTS = "results";

    private static final String BEGIN = "<!-- catalogue %s: written by workbench catalogue -->";
    private static final String END = "<!-- end of catalogue %s -->";

    /**
     * A recipe and a run of it.
     *
     * @param file the name of the recipe's file, without its folder
     * @param result what the run found
     * @param origin how the run was made
     */
    public record Entry(String file, RunResult result, RunOrigin origin) {

        private Recipe recipe() {
            return result.recipe();
        }

        /** Returns whether the run computed everything: the time of a run that completed an earlier one says nothing. */
        private boolean isWhole() {
            return origin.pieces() >= result.trials().size() + result.claims().size();
        }
    }

    public Catalogue {
        entries = List.copyOf(entries);
    }

    /**
     * A page with its two sections written anew.
     *
     * @throws IllegalArgumentException if a section's marks are not there
     */
    public String in(String page) {
        return replaced(replaced(page, OVERVIEW, overview()), RESULTS, results());
    }

    private static String replaced(String page, String section, String text) {
        String begin = BEGIN.formatted(section);
        String end = END.formatted(section);
        int from = page.indexOf(begin);
        int to = page.indexOf(end, Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException(
                    "Catalogue: the page must hold the lines '" + begin + "' and '" + end + "', got one without");
        }
        return page.substring(0, from) + begin + "\n" + text + page.substring(to);
    }

    private String overview() {
        StringBuilder text = new StringBuilder("""
                | recipe | what | trials | time | as expected |
                |---|---|---|---|---|
                """);
        for (Entry entry : entries) {
            row(
                    text,
                    "[`" + entry.file() + "`](#" + anchor(entry) + ")",
                    what(entry.recipe()),
                    size(entry.recipe()),
                    entry.isWhole() ? Digits.duration(entry.origin().seconds()) : "-",
                    verdict(entry));
        }
        List<String> machines = entries.stream()
                .map(entry -> entry.origin().machine())
                .distinct()
                .toList();
        text.append("\nTimes are of whole runs, figures and all, on ").append(String.join("; ", machines));
        if (entries.stream().allMatch(Entry::isWhole)) {
            text.append("; together ")
                    .append(Digits.duration(entries.stream()
                            .mapToDouble(entry -> entry.origin().seconds())
                            .sum()));
        }
        return text.append(".\n").toString();
    }

    /** A recipe in the table of all. */
    static String what(Recipe recipe) {
        return plain(recipe.title().isEmpty() ? recipe.reproduces() : recipe.title());
    }

    /** The size of a recipe, as a number of trials and claims. */
    static String size(Recipe recipe) {
        int claims = RecipeClaims.of(recipe).size();
        String trials = Integer.toString(recipe.trials().size());
        return claims == 0
                ? trials
                : (recipe.trials().isEmpty() ? "" : trials + ", ") + claims + (claims == 1 ? " claim" : " claims");
    }

    private static String verdict(Entry entry) {
        List<String> said = new ArrayList<>();
        List<Expectation> all = Expectation.of(entry.result());
        if (!all.isEmpty()) {
            said.add(all.stream().filter(Expectation::met).count() + " of " + all.size());
        }
        List<ClaimResult> claims = entry.result().claims();
        if (!claims.isEmpty()) {
            said.add(claims.stream().filter(ClaimResult::holds).count() + " of " + claims.size() + " claims");
        }
        if (!entry.result().failures().isEmpty()) {
            said.add(entry.result().failures().size() + " failed");
        }
        return said.isEmpty() ? "-" : String.join(", ", said);
    }

    private String results() {
        return entries.stream().map(Catalogue::result).collect(Collectors.joining("\n"));
    }

    private static String result(Entry entry) {
        Recipe recipe = entry.recipe();
        StringBuilder text = new StringBuilder("### ").append(anchor(entry)).append("\n\n");
        String link = "[`" + entry.file() + "`](" + entry.file() + ")";
        text.append(recipe.title().isEmpty() ? link : plain(recipe.title()) + " (" + link + ")")
                .append(".\n\n");
        item(text, "reproduces", plain(recipe.reproduces()));
        recipe.differs().forEach(difference -> item(text, "differs", plain(difference)));
        item(text, "measures", code(Foresight.of(recipe).metrics()));
        item(text, "draws", code(recipe.figures().stream().map(FigureSpec::name).toList()));
        List<Expectation> all = Expectation.of(entry.result());
        if (!all.isEmpty()) {
            text.append("""

                    | metric | expected | source | found | |
                    |---|---|---|---|---|
                    """);
            for (Expectation expectation : all) {
                row(
                        text,
                        plain(expectation.what()),
                        plain(expectation.expected()),
                        plain(expectation.spec().source()),
                        plain(expectation.found()),
                        expectation.met() ? "met" : "**not met**");
            }
        }
        if (!entry.result().claims().isEmpty()) {
            claims(text, entry.result().claims());
        }
        return text.toString();
    }

    /** The claims, folded where the reader's program supports that, since there may be a hundred. */
    private static void claims(StringBuilder text, List<ClaimResult> claims) {
        text.append("\n<details><summary>")
                .append(ClaimTable.count(claims))
                .append("</summary>\n")
                .append("""

                | claim | source | holds | found | |
                |---|---|---|---|---|
                """);
        for (ClaimResult result : claims) {
            Finding main = result.verdict().main();
            row(
                    text,
                    "`" + result.claim().id() + "`",
                    plain(result.claim().source()),
                    plain(ClaimTable.expected(main)),
                    plain(main.what() + ": " + ClaimTable.measured(main)),
                    plain(ClaimTable.mark(result.verdict().outcome())));
        }
        text.append("\n</details>\n");
    }

    /** The heading of an entry, which is also what links to it name: the file without its ending. */
    private static String anchor(Entry entry) {
        return entry.file().replaceFirst("\\.yaml$", "");
    }

    private static void item(StringBuilder text, String name, String said) {
        if (!said.isEmpty()) {
            text.append("- ").append(name).append(": ").append(said).append('\n');
        }
    }

    private static String code(Collection<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static void row(StringBuilder text, String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** A text on one line, with escapes for characters that would end a cell or begin markup. */
    static String plain(String words) {
        return Visible.of(words.strip().replaceAll("\\s+", " ")).replaceAll("([|*<`])", "\\\\$1");
    }

    @Override
    public String toString() {
        return overview() + "\n" + results();
    }
}
