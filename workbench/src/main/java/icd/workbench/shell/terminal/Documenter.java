package icd.workbench.shell.terminal;

import icd.workbench.shell.Interpreter;
import icd.workbench.shell.document.Documentation;
import icd.workbench.shell.document.DocumentationIndex;
import java.util.List;
import java.util.function.Supplier;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Finds the documentation of the name or the call at the cursor: our own Javadoc from the index, Java's from its
 * sources.
 */
final class Documenter {

    private final Supplier<Interpreter> interpreter;
    private final Supplier<DocumentationIndex> index;

    Documenter(Supplier<Interpreter> interpreter, Supplier<DocumentationIndex> index) {
        this.interpreter = interpreter;
        this.index = index;
    }

    /** @param whole whether Java's own Javadoc is wanted, which has to be looked up in its sources */
    List<Documentation> of(String source, int cursor, boolean whole) {
        int end = cursor;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        List<Documentation> found = find(source, end, whole);
        // JShell does not know the name of a method until it is called.
        return found.isEmpty() ? find(source.substring(0, end) + "(", end + 1, whole) : found;
    }

    private List<Documentation> find(String source, int cursor, boolean whole) {
        SourceCodeAnalysis analysis = interpreter.get().analysis();
        List<Documentation> found = find(analysis.documentation(source, cursor, false));
        boolean ours = found.stream().anyMatch(each -> !each.text().isEmpty());
        return whole && !ours ? find(analysis.documentation(source, cursor, true)) : found;
    }

    private List<Documentation> find(List<SourceCodeAnalysis.Documentation> signatures) {
        return signatures.stream()
                .map(each -> index.get().ofSignature(each.signature()).orElseGet(() -> {
                    String signature = DocumentationIndex.withoutComponents(each.signature());
                    return new Documentation(signature, signature, JavadocMarkup.plain(each.javadoc()));
                }))
                .distinct()
                .toList();
    }
}
