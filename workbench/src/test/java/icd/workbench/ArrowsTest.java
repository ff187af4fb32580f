package icd.workbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import icd.kernel.Workers;
import icd.math.RandomStream;
import icd.task.PromptSet;
import icd.train.Trainer;
import icd.train.Training;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packages import only those above them in this list. */
class ArrowsTest {

    private static final List<String> ORDER = List.of(
            "tree",
            "schema",
            "recipe",
            "piece",
            "result",
            "run",
            "evaluation",
            "engine",
            "engines",
            "comparison",
            "figures",
            "page",
            "report",
            "shell",
            "jupyter",
            "cli",
            "manual");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("icd.workbench");

    @Test
    void pointUp() {
        for (int i = 0; i < ORDER.size(); i++) {
            String[] below = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> "icd.workbench." + name + "..")
                    .toArray(String[]::new);
            if (below.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("icd.workbench." + ORDER.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(below)
                        .check(CLASSES);
            }
        }
    }

    @Test
    void recipesDrawAndTrainNothing() {
        noClasses()
                .that()
                .resideInAPackage("icd.workbench.recipe..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Trainer.class, Training.class, Workers.class, PromptSet.class, RandomStream.class)
                .check(CLASSES);
    }

    @Test
    void pagesKnowNothingOfRuns() {
        noClasses()
                .that()
                .resideInAPackage("icd.workbench.page..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "icd.workbench.tree..",
                        "icd.workbench.schema..",
                        "icd.workbench.recipe..",
                        "icd.workbench.piece..",
                        "icd.workbench.result..",
                        "icd.workbench.run..",
                        "icd.workbench.evaluation..",
                        "icd.workbench.engine..",
                        "icd.workbench.comparison..",
                        "icd.workbench.figures..")
                .check(CLASSES);
    }

    @Test
    void oneClassTouchesTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("icd.workbench.cli.Main")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void enoughClassesWereSeenToMeanIt() {
        assertThat(CLASSES.size()).isGreaterThan(60);
        for (String name : ORDER) {
            assertThat(CLASSES.stream().filter(c -> c.getPackageName().equals("icd.workbench." + name)))
                    .as(name)
                    .isNotEmpty();
        }
    }
}
