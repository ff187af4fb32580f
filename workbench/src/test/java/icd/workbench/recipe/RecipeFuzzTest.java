package icd.workbench.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import icd.Draws;
import icd.Property;
import icd.workbench.tree.RecipeException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whatever is done to a recipe, reading it ends in a recipe or in a RecipeException that has a place. */
class RecipeFuzzTest {
    private static final String FIG3 = Recipes.fig3();
    private static final String GARBLE = "{}[]:,#&*!|>'\"%@`-?\t\n\\ 0a.\u0000\u0085\uFEFF\uD800~<=";
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]{2,}|[0-9.]+");
    private static final Pattern WHERE =
            Pattern.compile("(?s)(.*/)?(fig3|variant)\\.yaml:[0-9]+:[0-9]+: .+|--set .+: .+");

    /** A base recipe that has something at each place where a variant can. */
    private static final String VARIANT = """
            extends: [fig3.yaml]
            name: variant
            data: {L: 20, fresh: null}
            training: {seed: 3, optimiser: {kind: sgd, rate: 0.1}, decay: null}
            task: {noise_variance: 0.5}
            cases: {subspaces: null, mixtures: {training: {epochs: 7}, baselines: null}, more: {task: {kind: spheres, d: 2, radius: 1, noise_variance: 1}}}
            sweep: {model.attention: null, data.n: [12, 16]}
            zip: {training.batch: [8, 16], data.seed: [4, 5]}
            figures: null
            """;

    private static final List<String> ROOTS = List.of("", "cases.spheres.", "sweep.", "zip.", "cases.", "figures.");
    private static final List<String> PATHS = List.copyOf(RecipeSchema.PATHS.all());
    private static final List<String> VALUES = List.of(
            "3",
            "x",
            "[1, 2]",
            "{kind: sgd, rate: 1}",
            "[[1]]",
            "null",
            "{}",
            "[]",
            "1e400",
            ".nan",
            "spheres",
            "[",
            "*a");

    private static int valid;
    private static int refused;

    private enum Change {
        DROP,
        DOUBLE,
        GARBLE,
        RENAME,
        DROP_LINE,
        SWAP_WORDS
    }

    @Property(cases = 1500)
    void mutationsOfFig3NeverEscape(Draws draws) {
        read(mutated(FIG3, draws), List.of());
    }

    @Property(cases = 300)
    void mutationsOfAVariantNeverEscape(Draws draws) {
        String text = mutated(VARIANT, draws);
        check(() -> Reading.of("variant.yaml", text, Recipes.FIG3.resolveSibling("variant.yaml"), List.of(), Map.of())
                .recipe());
    }

    @Property(cases = 500)
    void noOverrideEscapes(Draws draws) {
        read(FIG3, List.of(draws.of(ROOTS) + draws.of(PATHS) + "=" + draws.of(VALUES)));
    }

    @Property(cases = 300)
    void noTextEscapes(Draws draws) {
        read(draws.text(200), List.of());
    }

    /** The parser's buffer ends somewhere in the pair of surrogates, sooner or later. */
    @Test
    void charactersBeyondSixteenBitsMayStandAnywhere() {
        for (int before = 1000; before < 1050; before++) {
            String comment = "# " + "x".repeat(before) + "\uD83D\uDE00\n";
            assertThat(Recipe.parse("fig3.yaml", comment + FIG3, List.of()).trials())
                    .hasSize(36);
            read(comment.substring(0, comment.length() - 2), List.of());
        }
    }

    /** Otherwise the properties would hold for recipes that are all refused, or all read. */
    @AfterAll
    static void bothOutcomesWereSeen() {
        assertThat(valid).isPositive();
        assertThat(refused).isPositive();
    }

    private static void read(String text, List<String> overrides) {
        check(() -> Recipe.parse("fig3.yaml", text, overrides));
    }

    private static void check(Supplier<Recipe> reading) {
        try {
            Recipe recipe = reading.get();
            assertThat(Recipe.parse("recipe.yaml", recipe.resolved(), List.of()))
                    .isEqualTo(recipe);
            valid++;
        } catch (RecipeException e) {
            assertThat(e.problems())
                    .isNotEmpty()
                    .allMatch(problem -> WHERE.matcher(problem.toString()).matches());
            refused++;
        }
    }

    private static String mutated(String original, Draws draws) {
        Random random = new Random(draws.seed());
        String text = original;
        for (int i = draws.between(1, 4); i > 0; i--) {
            text = mutate(text, random);
        }
        return text;
    }

    private static String mutate(String text, Random random) {
        if (text.isEmpty()) {
            return text;
        }
        int at = random.nextInt(text.length());
        StringBuilder changed = new StringBuilder(text);
        switch (Change.values()[random.nextInt(Change.values().length)]) {
            case DROP -> changed.deleteCharAt(at);
            case DOUBLE -> changed.insert(at, text.charAt(at));
            case GARBLE -> changed.setCharAt(at, GARBLE.charAt(random.nextInt(GARBLE.length())));
            case RENAME -> {
                MatchResult word = word(text, random);
                changed.setCharAt(word.start(), (char) ('a' + random.nextInt(26)));
            }
            case DROP_LINE -> {
                int end = text.indexOf('\n', at);
                changed.delete(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length() : end + 1);
            }
            case SWAP_WORDS -> {
                MatchResult word = word(text, random);
                changed.replace(word.start(), word.end(), word(text, random).group());
            }
        }
        return changed.toString();
    }

    private static MatchResult word(String text, Random random) {
        List<MatchResult> words = WORD.matcher(text).results().toList();
        return words.get(random.nextInt(words.size()));
    }
}
