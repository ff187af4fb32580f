package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.fault;
import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

    private static Mapping read(String text) {
        Problems problems = new Problems();
        Node node = YamlReader.readFile("r.yaml", text, problems);
        problems.throwIfAny();
        return (Mapping) node;
    }

    private static Position at(int line, int column) {
        return new Position("r.yaml", line, column);
    }

    @Test
    void keysAndValuesRememberWhereTheyStood() {
        Mapping root = read("# note\na:\n  b: {c: [1, x]}\n");
        assertThat(root.at()).isEqualTo(at(2, 1));
        Mapping a = (Mapping) root.get("a");
        assertThat(a.entries().get("b").keyAt()).isEqualTo(at(3, 3));
        Mapping b = (Mapping) a.get("b");
        assertThat(b.at()).isEqualTo(at(3, 6));
        assertThat(b.entries().get("c").keyAt()).isEqualTo(at(3, 7));
        assertThat(((Sequence) b.get("c")).items())
                .containsExactly(new Scalar(at(3, 11), Sort.NUMBER, "1"), new Scalar(at(3, 14), Sort.TEXT, "x"));
    }

    /** SnakeYAML 2 reads these as false, 750, 8, true and 10; YAML 1.2's JSON schema reads text. */
    @ParameterizedTest
    @CsvSource({"no", "12:30", "010", "yes", "1_0", "0x10", "on"})
    void whatYaml11TookForSomethingElseIsText(String scalar) {
        assertThat(read("a: " + scalar).get("a")).isEqualTo(new Scalar(at(1, 4), Sort.TEXT, scalar));
    }

    @ParameterizedTest
    @CsvSource({
        "1, NUMBER",
        "-2.5, NUMBER",
        "1e-8, NUMBER",
        ".inf, NUMBER",
        "true, BOOLEAN",
        "null, NOTHING",
        "'\"1\"', TEXT"
    })
    void scalarsHaveTheKindsOfYaml12(String scalar, Node.Sort sort) {
        assertThat(((Scalar) read("a: " + scalar).get("a")).sort()).isEqualTo(sort);
    }

    @Test
    void duplicateKeysAreReportedWithBothPlaces() {
        assertThat(fault(Recipes.SMALL + "task: {kind: mixtures, K: 8, K: 9}\n"))
                .contains("r.yaml:6:1: key 'task' must stand once, it already stands at r.yaml:3:1\n")
                .contains("r.yaml:6:30: key 'K' must stand once, it already stands at r.yaml:6:24");
    }

    @Test
    void aliasesShareTheAnchoredNode() {
        Mapping root = read("a: &x {b: 1}\nc: [*x, *x]\n");
        assertThat(((Sequence) root.get("c")).items()).allMatch(item -> item == root.get("a"));
    }

    @Test
    void anAliasBombIsRefusedBeforeItGrows() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(String.join(", ", java.util.Collections.nCopies(9, "*a" + (i - 1))))
                    .append("]\n");
        }
        assertThat(fault(bomb.toString()))
                .isEqualTo("r.yaml:6:10: there must be at most 100000 values, aliases counted in full");
    }

    @Test
    void thereAreBoundsOnAliasesAndDepth() {
        String aliases = "a: &x 1\nb: [" + String.join(",", java.util.Collections.nCopies(101, "*x")) + "]";
        assertThat(fault(aliases)).isEqualTo("r.yaml:2:305: there must be at most 100 aliases");
        assertThat(fault("a: " + "[".repeat(32) + "]".repeat(32)))
                .isEqualTo("r.yaml:1:35: values must nest at most 32 deep");
        assertThat(fault("a: " + "[".repeat(100_000))).isEqualTo("r.yaml:1:35: values must nest at most 32 deep");
    }

    @Test
    void anAliasOfNothingOrOfItselfIsRefused() {
        assertThat(fault("a: &x 1\nb: *y"))
                .isEqualTo("r.yaml:2:4: alias *y must name an anchor that ended before it, known anchors: x");
        assertThat(fault("a: &x [*x]"))
                .isEqualTo("r.yaml:1:8: alias *x must name an anchor that ended before it, known anchors: none");
    }

    @Test
    void tagsAreRefused() {
        assertThat(fault("a: !!java.net.URL [x]"))
                .isEqualTo("r.yaml:1:4: a recipe must have no YAML tags, got !<tag:yaml.org,2002:java.net.URL>");
        assertThat(fault("!!str a: 1")).startsWith("r.yaml:1:1: a recipe must have no YAML tags");
        assertThat(fault(Recipes.SMALL, "training.epochs=!!int 3"))
                .isEqualTo(
                        "--set training.epochs=!!int 3: a recipe must have no YAML tags, got !<tag:yaml.org,2002:int>");
    }

    @Test
    void aRecipeIsOneMapping() {
        assertThat(fault("")).isEqualTo("r.yaml:1:1: a recipe must be a mapping, got an empty file");
        assertThat(fault("# only a note\n")).isEqualTo("r.yaml:1:1: a recipe must be a mapping, got an empty file");
        assertThat(fault("- a\n")).isEqualTo("r.yaml:1:1: a recipe must be a mapping, got a list");
        assertThat(fault("abc")).isEqualTo("r.yaml:1:1: a recipe must be a mapping, got 'abc'");
        assertThat(fault("a: 1\n---\nb: 2\n"))
                .isEqualTo("r.yaml:3:1: a second YAML document starts here; there must be exactly one");
    }

    @Test
    void syntaxErrorsHaveAPosition() {
        assertThat(fault("a:\n\t- 1\n"))
                .isEqualTo(
                        "r.yaml:2:1: not valid YAML while scanning for the next token: "
                                + "found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)");
        assertThat(fault("a: [1, 2\nb: 3\n"))
                .isEqualTo("r.yaml:2:2: not valid YAML while parsing a flow sequence: expected ',' or ']', but got :");
        assertThat(fault("a: \u0001")).isEqualTo("r.yaml:1:1: not valid YAML: special characters are not allowed");
        assertThat(fault("? [a, b]\n: 3\n")).startsWith("r.yaml:1:4: not valid YAML: Expected a property name");
    }

    @Test
    void everyPositionOfAnOverrideIsTheOverride() {
        Node value = YamlReader.readValue("--set a=[1]", "[1]", new Problems());
        assertThat(value)
                .isEqualTo(new Sequence(
                        Position.whole("--set a=[1]"),
                        List.of(new Scalar(Position.whole("--set a=[1]"), Sort.NUMBER, "1"))));
        assertThat(value.at()).hasToString("--set a=[1]");
    }
}
