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

/** What snippets are called. */
final class Declarations {

    private Declarations() {}

    /** Such as {@code method square(double)}, {@code record Point}, {@code import java.util.*}, {@code variable x}. */
    static String describe(Snippet snippet) {
        return switch (snippet) {
            case MethodSnippet method -> "method " + method.name() + "(" + method.parameterTypes() + ")";
            case TypeDeclSnippet type -> kind(type) + " " + type.name();
            case ImportSnippet imported -> "import " + (imported.isStatic() ? "static " : "") + imported.fullname();
            case VarSnippet variable -> "variable " + variable.name();
            default -> "snippet " + snippet.id();
        };
    }

    /** What {@code /drop} knows it by; empty where it has no name. */
    static String name(Snippet snippet) {
        return snippet instanceof PersistentSnippet named && !(snippet instanceof ImportSnippet) ? named.name() : "";
    }

    /**
     * What {@code /drop} knows it by in any session, where its id may be another: {@code x}, {@code f(int,double)}, {@code
     * java.util.*}.
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

    /** The place that it takes: of two snippets with the same place only one can be in force. */
    static String place(Snippet snippet) {
        return snippet instanceof TypeDeclSnippet type ? "type " + type.name() : describe(snippet);
    }

    /** Whether {@code /drop} means it by a word: its name, its id, or its key. */
    static boolean isCalled(Snippet snippet, String word) {
        return snippet.id().equals(word)
                || name(snippet).equals(word)
                || key(snippet).equals(word);
    }

    /** The names of a list that is parted by blanks or commas; commas between brackets are part of a name. */
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

    /** A method as it is declared, such as {@code double square(double)}. */
    static String signature(MethodSnippet method) {
        String signature = method.signature(); // (double)double
        return signature.substring(signature.lastIndexOf(')') + 1) + " " + method.name()
                + signature.substring(0, signature.lastIndexOf(')') + 1);
    }
}
