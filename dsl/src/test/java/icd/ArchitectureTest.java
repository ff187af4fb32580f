package icd;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import icd.figure.Figures;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between packages, and the restrictions on all classes. */
class ArchitectureTest {

    /** Each package imports only those before it; {@code icd} itself holds Dsl. */
    private static final List<String> PACKAGES = List.of(
            "icd.notation",
            "icd.describe",
            "icd.kernel",
            "icd.math",
            "icd.io",
            "icd.figure",
            "icd.table",
            "icd.task",
            "icd.denoise",
            "icd.attention",
            "icd.energy",
            "icd.sample",
            "icd.theory",
            "icd.train",
            "icd.claim");

    private static final String FIGURE = "icd.figure..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("icd");

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private static String[] within(List<String> packages) {
        return packages.stream().map(name -> name + "..").toArray(String[]::new);
    }

    /** Without classes every rule holds; with those of the tests some rules cannot hold. */
    @Test
    void theClassesMeantWereFound() {
        assertThat(CLASSES.size()).isGreaterThan(60);
        Set<String> packages = new TreeSet<>();
        CLASSES.forEach(c -> packages.add(c.getPackageName()));
        assertThat(packages)
                .contains("icd.math", "icd.io", "icd.kernel", "icd.task", "icd.denoise", "icd.attention", "icd.train");
        assertThat(CLASSES.contain("icd.kernel.VectorKernel64")).as("generated").isTrue();
        assertThat(CLASSES.contain("icd.Golden")).as("a test's").isFalse();
    }

    @Test
    void everyPackageHasItsPlace() {
        String[] known =
                Stream.concat(Stream.of("icd"), Stream.of(within(PACKAGES))).toArray(String[]::new);
        check(classes().should().resideInAnyPackage(known));
    }

    @Test
    void packagesImportOnlyThoseAboveThem() {
        for (int i = 0; i < PACKAGES.size(); i++) {
            List<String> below = PACKAGES.subList(i + 1, PACKAGES.size());
            check(noClasses()
                    .that()
                    .resideInAPackage(PACKAGES.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Stream.concat(Stream.of("icd"), Stream.of(within(below)))
                            .toArray(String[]::new)));
        }
    }

    /** The rule above can fail: denoisers do import tasks. */
    @Test
    void arrowsAreSeen() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check(noClasses()
                        .that()
                        .resideInAPackage("icd.denoise..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("icd.task..")));
    }

    @Test
    void figuresKnowNothingOfTheProject() {
        check(noClasses()
                .that()
                .resideInAPackage(FIGURE)
                .should()
                .dependOnClassesThat(resideInAPackage("icd..")
                        .and(DescribedPredicate.not(resideInAnyPackage(FIGURE, "icd.io.."))))); // how files are written
    }

    /** Figures is the door from the records to the code that draws them; no class behind it uses the door. */
    @Test
    void theRoomsOfFiguresPointOneWay() {
        DescribedPredicate<JavaClass> records =
                resideInAPackage("icd.figure").and(DescribedPredicate.not(type(Figures.class)));
        DescribedPredicate<JavaClass> layout = resideInAPackage("icd.figure.layout");
        DescribedPredicate<JavaClass> render = resideInAPackage("icd.figure.render");
        DescribedPredicate<JavaClass> text = resideInAPackage("icd.figure.text");
        DescribedPredicate<JavaClass> drawers = layout.or(render).or(text);
        List.of(layout, render, text)
                .forEach(room -> assertThat(CLASSES.stream().filter(room)).hasSizeGreaterThan(5));
        assertThatExceptionOfType(AssertionError.class)
                .as("the door leads somewhere")
                .isThrownBy(() ->
                        check(noClasses().that(type(Figures.class)).should().dependOnClassesThat(drawers)));
        check(noClasses().that(records).should().dependOnClassesThat(drawers));
        check(noClasses().that(drawers).should().dependOnClassesThat(type(Figures.class)));
        check(noClasses().that(layout).should().dependOnClassesThat(render.or(text)));
        check(noClasses().that(render).should().dependOnClassesThat(text));
        check(noClasses().that(text).should().dependOnClassesThat(render));
    }

    @Test
    void onlyTheVectorKernelsTouchTheVectorModule() {
        check(noClasses()
                .that()
                .haveNameNotMatching("icd\\.kernel\\.Vector.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.."));
    }

    @Test
    void nobodyPrints() {
        check(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
    }

    @Test
    void noStaticStateThatChanges() {
        check(fields().that().areStatic().should().beFinal());
    }
}
