package icd.workbench.shell;

import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** The names and descriptions of snippets. */
final class Declarations {

    private Declarations() {}

    /**
     * Returns a description such as {@code method square(double)}, {@code record Point}, {@code import java.util.*},
     * {@code variable x}.
     */
    static String describe(Snippet snippet) {
        return switch (snippet) {
            case MethodSnippet method -> "method " + method.name() + "(" + method.parameterTypes() + ")";
            case TypeDeclSnippet type -> kind(type) + " " + type.name();
            case ImportSnippet imported -> "import " + (imported.isStatic() ? "static " : "") + imported.fullname();
            case VarSnippet variable -> "variable " + variable.name();
            default -> "snippet " + snippet.id();
        };
    }

    /** Returns the name that {@code /drop} accepts for a snippet; empty where it has no name. */
    static String name(Snippet snippet) {
        return snippet instanceof PersistentSnippet named && !(snippet instanceof ImportSnippet) ? named.name() : "";
    }

    /**
     * Returns the name that {@code /drop} accepts in any session, where the id may differ: {@code x}, {@code
     * f(int,double)}, {@code java.util.*}.
     */
    static String key(Snippet snippet) {
        return switch (snippet) {
            case MethodSnippet method ->
                method.name() + "(" + method.parameterTypes().replace(" ", "") + ")";
            case ImportSnippet imported -> imported.fullname();
            case PersistentSnippet named -> named.name();
            default -> snippet.id();
        };
    }

    /** Returns the place that a snippet takes: of two snippets with the same place only one can be in force. */
    static String place(Snippet snippet) {
        return snippet instanceof TypeDeclSnippet type ? "type " + type.name() : describe(snippet);
    }

    /** Returns whether a word names the snippet for {@code /drop}: as its name, its id, or its key. */
    static boolean isCalled(Snippet snippet, String word) {
        return snippet.id().equals(word)
                || name(snippet).equals(word)
                || key(snippet).equals(word);
    }

    /** Returns the names in a list separated by blanks or commas; commas between brackets are part of a name. */
    static List<String> words(String names) {
        return Stream.of(names.strip().split("[\\s,]+(?![^()]*\\))"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String kind(TypeDeclSnippet type) {
        return switch (type.subKind()) {
            case SubKind.INTERFACE_SUBKIND -> "interface";
            case SubKind.ENUM_SUBKIND -> "enum";
            case SubKind.RECORD_SUBKIND -> "record";
            case SubKind.ANNOTATION_TYPE_SUBKIND -> "annotation";
            default -> "class";
        };
    }

    /** Returns a method as it is declared, such as {@code double square(double)}. */
    static String signature(MethodSnippet method) {
        String signature = method.signature(); // the signature has the form (double)double
        return signature.substring(signature.lastIndexOf(')') + 1) + " " + method.name()
                + signature.substring(0, signature.lastIndexOf(')') + 1);
    }
}
