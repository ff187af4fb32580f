package icd.workbench.shell;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names and members of the classes that JShell makes around snippets: {@code REPL.$JShell$7} around the seventh, {@code
 * REPL.$JShell$7B} when that is made again, {@code REPL.$JShell$7_9} around methods of one name; the user's own classes
 * are nested in them.
 */
final class Wrappers {

    /** The beginning of the names of these classes. */
    static final String PREFIX = "REPL.$JShell$";

    /** The beginning of the names of the methods with which JShell executes a snippet. */
    private static final String EXECUTE = "do_it";

    private static final String LAMBDA = "lambda$";

    private Wrappers() {}

    /** Returns the name as {@link Class#getName} gives it. */
    static String name(ClassEntry type) {
        return type.asInternalName().replace('/', '.');
    }

    /** Returns whether a class is such a class itself, not nested in one. */
    static boolean isWrapper(String name) {
        return name.startsWith(PREFIX) && name.indexOf('$', PREFIX.length()) < 0;
    }

    /** Returns the outermost class around a class of a snippet. */
    static String outermost(String name) {
        int end = name.indexOf('$', PREFIX.length());
        return end < 0 ? name : name.substring(0, end);
    }

    /** Returns the numbers of the snippets in it, which stay the same when it is made anew. */
    static Set<String> snippets(String name) {
        return Stream.of(outermost(name).substring(PREFIX.length()).split("_"))
                .map(part -> part.replaceAll("\\D", ""))
                .collect(Collectors.toSet());
    }

    /** Returns whether a method is run once, when its snippet is evaluated. */
    static boolean isExecution(String method) {
        return method.startsWith(EXECUTE);
    }

    /** Returns whether the compiler made a method of a lambda's body. */
    static boolean isLambda(String method) {
        return method.startsWith(LAMBDA);
    }

    /** Returns the methods that other code may call at any time: the user's, and bodies of lambdas. */
    static List<MethodModel> methods(ClassModel wrapper) {
        return wrapper.methods().stream()
                .filter(method -> method.flags().has(AccessFlag.STATIC)
                        && !isExecution(method.methodName().stringValue())
                        && !method.methodName().stringValue().startsWith("<"))
                .toList();
    }

    /** Returns a method's name with its types, generic ones too. */
    static String signature(MethodModel method) {
        return method.methodName().stringValue()
                + method.methodType().stringValue()
                + method.findAttribute(Attributes.signature())
                        .map(generic -> " " + generic.signature().stringValue())
                        .orElse("");
    }

    /** Returns the members on which code compiled against a wrapper relies: its variables and methods. */
    static Set<String> shape(ClassModel wrapper) {
        return Stream.concat(
                        wrapper.fields().stream()
                                .map(field -> field.fieldName().stringValue() + " " + Variables.type(field)),
                        methods(wrapper).stream()
                                .filter(method -> !isLambda(method.methodName().stringValue()))
                                .map(Wrappers::signature))
                .collect(Collectors.toSet());
    }

    /** Returns whether the user's types are declared in it. */
    static boolean declaresTypes(ClassModel wrapper) {
        return wrapper.findAttribute(Attributes.innerClasses()).stream()
                .flatMap(nested -> nested.classes().stream())
                .anyMatch(nested -> nested.outerClass()
                        .filter(outer -> outer.asInternalName()
                                .equals(wrapper.thisClass().asInternalName()))
                        .isPresent());
    }

    /** Returns whether a class has static fields that may change: another class does not hold their values. */
    static boolean hasState(ClassModel type) {
        return type.fields().stream()
                .map(FieldModel::flags)
                .anyMatch(flags -> flags.has(AccessFlag.STATIC)
                        && !flags.has(AccessFlag.FINAL)
                        && !flags.has(AccessFlag.SYNTHETIC));
    }

    /** Returns all classes nested in it. */
    static List<String> nested(ClassModel wrapper) {
        return wrapper.findAttribute(Attributes.nestMembers()).stream()
                .flatMap(nest -> nest.nestMembers().stream())
                .map(Wrappers::name)
                .toList();
    }

    /** Returns a stack as if no class had been replaced by a version of it. */
    static StackTraceElement[] original(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .map(frame -> new StackTraceElement(
                        Versions.original(frame.getClassName()),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber()))
                .toArray(StackTraceElement[]::new);
    }
}
