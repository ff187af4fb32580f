package icd;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No value prints as an object's id, which no user wants to read. */
class PrintingTest {

    private static final List<Class<?>> PUBLIC = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("icd").stream()
                    .<Class<?>>map(JavaClass::reflect)
                    .filter(PrintingTest::isPublic)
                    .toList();

    /** A record with an array or a function among its components would print that one's id. */
    @Test
    void recordsOfArraysAndFunctionsSayWhatTheyAre() {
        List<Class<?>> records = PUBLIC.stream().filter(Class::isRecord).toList();
        assertThat(records).hasSizeGreaterThan(20);
        assertThat(records).allSatisfy(type -> {
            boolean opaque = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .anyMatch(component -> component.isArray()
                            || component.isAnnotationPresent(FunctionalInterface.class)
                            || component.getName().startsWith("org.ojalgo"));
            assertThat(!opaque || declaresToString(type))
                    .as("%s has a toString of its own", type)
                    .isTrue();
        });
    }

    /** A type that can be made and is no record, interface, enum or exception inherits the id from Object. */
    @Test
    void otherTypesSayWhatTheyAre() {
        List<Class<?>> made = PUBLIC.stream()
                .filter(type -> !type.isRecord() && !type.isInterface() && !type.isEnum())
                .filter(type -> !Throwable.class.isAssignableFrom(type))
                .filter(type -> Arrays.stream(type.getMethods())
                        .anyMatch(method ->
                                !Modifier.isStatic(method.getModifiers()) && method.getDeclaringClass() == type))
                .toList();
        assertThat(made).isNotEmpty();
        assertThat(made)
                .allSatisfy(type -> assertThat(declaresToString(type))
                        .as("%s has a toString of its own", type)
                        .isTrue());
    }

    private static boolean declaresToString(Class<?> type) {
        for (Class<?> from = type; from != Object.class && from != Record.class; from = from.getSuperclass()) {
            if (writesToString(from)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a toString stands in the source: the one a record is given does nothing but call ObjectMethods. */
    private static boolean writesToString(Class<?> type) {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            return ClassFile.of().parse(in.readAllBytes()).methods().stream()
                    .filter(method -> method.methodName().equalsString("toString")
                            && method.methodType().equalsString("()Ljava/lang/String;"))
                    .anyMatch(method -> method.code()
                            .orElseThrow()
                            .elementStream()
                            .noneMatch(element -> element instanceof InvokeDynamicInstruction call
                                    && call.invokedynamic()
                                            .bootstrap()
                                            .bootstrapMethod()
                                            .asSymbol()
                                            .toString()
                                            .contains("ObjectMethods")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }
}
