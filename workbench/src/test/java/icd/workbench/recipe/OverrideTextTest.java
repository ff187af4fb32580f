package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.SMALL;
import static icd.workbench.recipe.Recipes.fault;
import static icd.workbench.recipe.Recipes.faultOfFig3;
import static icd.workbench.recipe.Recipes.read;
import static org.assertj.core.api.Assertions.assertThat;

import icd.train.Optimiser;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No part of the text after {@code --set path=} is dropped silently. */
class OverrideTextTest {

    static Stream<Arguments> titles() {
        return Stream.of(
                Arguments.of("a #5", "a #5"),
                Arguments.of("#5", "#5"),
                Arguments.of("a#5", "a#5"),
                Arguments.of("\"a #5\" #6", "\"a #5\" #6"),
                Arguments.of("\"a #5\"", "a #5"),
                Arguments.of("'it''s: #1'", "it's: #1"),
                Arguments.of("b=c", "b=c"),
                Arguments.of("&a b", "&a b"),
                Arguments.of("--- b", "--- b"),
                Arguments.of("b\n...", "b\n..."),
                Arguments.of("a\nb", "a\nb"),
                Arguments.of("''", ""),
                Arguments.of("  a  b  ", "a  b"));
    }

    @ParameterizedTest
    @MethodSource("titles")
    void aTextIsWhole(String written, String title) {
        Recipe recipe = read(SMALL, "title=" + written);
        assertThat(recipe.title()).isEqualTo(title);
        assertThat(Recipe.parse("again", recipe.resolved(), List.of()).title()).isEqualTo(title);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("title=a: b", "title must be text, got a mapping"),
                Arguments.of("title=*a", "alias *a must name an anchor that ended before it, known anchors: none"),
                Arguments.of("title=!a b", "a recipe must have no YAML tags, got !<!a>"),
                Arguments.of("title=", "there must be a value after '='; '' is the empty text"),
                Arguments.of("title=5", "title must be text, got 5 (write it in quotes)"),
                Arguments.of("training.epochs=6 # six", "training.epochs must be a whole number >= 1, got '6 # six'"),
                Arguments.of(
                        "training.keep=[1, 2] # two",
                        "training.keep must be a list, each item a whole number >= 1, got '[1, 2] # two'"),
                Arguments.of("training.epochs=&e 6", "training.epochs must be a whole number >= 1, got '&e 6'"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoTextIsRefusedAsAWhole(String override, String message) {
        assertThat(fault(SMALL, override))
                .startsWith("--set " + override + ": ")
                .contains(message);
    }

    /** Values of several lines and anchors that are used stay YAML. */
    @Test
    void yamlStaysYaml() {
        assertThat(read(SMALL, "training.optimiser=\n  kind: sgd\n\n  rate: 0.5\n")
                        .trials()
                        .getFirst()
                        .training()
                        .orElseThrow()
                        .optimiser())
                .isEqualTo(new Optimiser.Sgd(0.5, 0));
        assertThat(read(SMALL, "differs=[&a one, *a]").differs()).containsExactly("one", "one");
    }

    /** A list would become the one value of the axis, and the message would speak of a seed. */
    @Test
    void aListOnAnAxisNamesTheAxis() {
        assertThat(faultOfFig3("training.seed=[1,2]"))
                .startsWith(
                        "--set training.seed=[1,2]: training.seed must be one value, at which its axis of the sweep (")
                .endsWith(") is held, got a list; set sweep.training.seed for another list of values");
        assertThat(fault(SMALL + "zip: {training.seed: [1, 2], data.L: [5, 6]}\n", "data.L=[7, 8]"))
                .endsWith("got a list; set zip.data.L for another list of values");
        assertThat(faultOfFig3("cases.spheres.training.seed=[1,2]"))
                .startsWith(
                        "--set cases.spheres.training.seed=[1,2]: training.seed must not stand in case 'spheres': it is an"
                                + " axis of the sweep (")
                .endsWith("; set sweep.training.seed instead");
    }

    /** An axis of lists is held at a list. */
    @Test
    void aListIsAValueWhereTheKeyTakesOne() {
        assertThat(read(SMALL + "sweep: {training.keep: [[1], [2, 3]]}\n", "training.keep=[4, 5]")
                        .trials())
                .singleElement()
                .satisfies(trial ->
                        assertThat(trial.training().orElseThrow().keep()).containsExactly(4, 5));
    }
}
