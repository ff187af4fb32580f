package icd.workbench.recipe;

import static icd.workbench.recipe.Recipes.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InheritedExpectationsTest {
    private static final String EXPECT = "expect: [{metric: alpha_beta, value: 0.3, tolerance: 0.1}]\n";

    @TempDir
    Path folder;

    @BeforeEach
    void base() throws IOException {
        Files.writeString(folder.resolve("base.yaml"), SMALL + EXPECT);
    }

    private Reading read(String lines, String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("v.yaml"), "extends: base.yaml\nname: v\n" + lines);
        return Reading.of(file, List.of(overrides));
    }

    private List<Double> expected(String lines, String... overrides) throws IOException {
        return read(lines, overrides).recipe().expect().stream()
                .map(ExpectSpec::value)
                .toList();
    }

    @Test
    void theyGoWithTheExperiment() throws IOException {
        assertThat(expected("")).containsExactly(0.3);
        assertThat(expected("title: t\nfigures: [{kind: training, name: f}]\n")).containsExactly(0.3);
        assertThat(expected("training: {seed: 0}\ntask: {variance: 2.0}\n"))
                .as("said anew, not changed")
                .containsExactly(0.3);
    }

    @Test
    void theyStayBehindWhereItChanges() throws IOException {
        for (String change : List.of(
                "data: {L: 49}",
                "task: {d: 7}",
                "transform: {condition: 2}",
                "model: {attention: softmax}",
                "training: {seed: 1}",
                "baselines: [zero]",
                "evaluate: [{kind: shift}]",
                "cases: {a: {}}",
                "sweep: {training.seed: [0]}",
                "zip: {training.seed: [0]}",
                "claims: [all]")) {
            assertThat(expected(change + "\n")).as(change).isEmpty();
            assertThat(expected(change + "\n" + EXPECT.replace("0.3", "0.4")))
                    .as(change)
                    .containsExactly(0.4);
        }
    }

    @Test
    void theyComeFromTheLastOfTheSameExperiment() throws IOException {
        Files.writeString(folder.resolve("other.yaml"), "training: {epochs: 9}\n" + EXPECT.replace("0.3", "0.5"));
        Files.writeString(folder.resolve("same.yaml"), "extends: base.yaml\n" + EXPECT.replace("0.3", "0.6"));
        assertThat(expected("")).containsExactly(0.3);
        assertThat(variant("[base.yaml, other.yaml]")).isEmpty();
        assertThat(variant("[base.yaml, same.yaml]")).containsExactly(0.6);
        assertThat(variant("[same.yaml, base.yaml]")).containsExactly(0.3);
        Files.writeString(folder.resolve("other.yaml"), "title: t\n");
        assertThat(variant("[base.yaml, other.yaml]")).containsExactly(0.3);
    }

    private List<Double> variant(String parents) throws IOException {
        Path file = Files.writeString(folder.resolve("w.yaml"), "extends: " + parents + "\nname: w\n");
        return Recipe.read(file, List.of()).expect().stream()
                .map(ExpectSpec::value)
                .toList();
    }

    @Test
    void theSameRuleHoldsForSet() throws IOException {
        assertThat(expected("", "title=t", "training.seed=0")).containsExactly(0.3);
        assertThat(read("", "title=t").unchecked()).isEmpty();
        assertThat(expected("", "training.epochs=3")).isEmpty();
        assertThat(read("", "title=t", "training.epochs=3").unchecked())
                .isEqualTo("expectations: not checked, as --set training.epochs changes the experiment;"
                        + " state them with --set expect=...");
        assertThat(read("", "data.L=3", "task.d = 2").unchecked())
                .contains("as --set data.L and --set task.d change the experiment");
        String own = "expect=[{metric: alpha_beta, value: 0.7, tolerance: 1}]";
        assertThat(expected("", "training.epochs=3", own)).containsExactly(0.7);
        assertThat(read("", "training.epochs=3", own).unchecked()).isEmpty();
        assertThat(read("", "training.epochs=3", "expect=null").unchecked()).isEmpty();
        assertThat(expected("", "training.epochs=3", "training.epochs=10")).containsExactly(0.3);
    }

    @Test
    void whereNoneWereNothingIsSaid() throws IOException {
        assertThat(read("expect: null\n").recipe().expect()).isEmpty();
        assertThat(read("expect: null\n", "training.epochs=3").unchecked()).isEmpty();
        assertThat(read("training: {epochs: 3}\n", "training.epochs=4").unchecked())
                .isEmpty();
    }
}
