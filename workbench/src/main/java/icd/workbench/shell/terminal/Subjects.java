package icd.workbench.shell.terminal;

import icd.workbench.shell.Session;
import icd.workbench.shell.document.Documentation;
import icd.workbench.shell.document.DocumentationIndex;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The shell's words by subject, for help and for the manual. */
public final class Subjects {

    private Subjects() {}

    /** All subjects, in order. */
    public static List<String> names() {
        return List.copyOf(HelpCommands.SUBJECTS.keySet());
    }

    /** The words of a subject in the library's order, each with what its Javadoc says. */
    public static List<Documentation> words(String subject, DocumentationIndex index) {
        Set<String> declared = HelpCommands.SUBJECTS.get(subject).stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
        return index.names().stream()
                .filter(name -> name.startsWith("Dsl.") || name.startsWith("Session."))
                .map(name -> name.substring(name.indexOf('.') + 1))
                .distinct()
                .filter(declared::contains)
                .map(name -> documentation(subject, name, index))
                .toList();
    }

    /** A word that two classes have, such as compare, means another thing in each subject. */
    private static Documentation documentation(String subject, String name, DocumentationIndex index) {
        String owner = HelpCommands.SUBJECTS.get(subject).contains(Session.class) ? "Session." : "Dsl.";
        List<Documentation> found = index.named(name);
        return found.stream()
                .filter(each -> each.name().equals(owner + name))
                .findFirst()
                .orElse(found.getFirst());
    }
}
