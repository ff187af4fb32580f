package icd.workbench.manual;

import static icd.workbench.manual.Generated.cell;
import static icd.workbench.manual.Generated.row;

import icd.workbench.shell.document.Documentation;
import icd.workbench.shell.document.DocumentationIndex;
import icd.workbench.shell.terminal.Subjects;

/** The words of the shell and of {@code icd.Dsl}, from their Javadoc. */
final class Vocabulary {

    private Vocabulary() {}

    static String markdown() {
        StringBuilder text = new StringBuilder();
        for (String subject : Subjects.names()) {
            text.append("## Words for ").append(subject).append("\n\n| word | meaning |\n|---|---|\n");
            for (Documentation word : Subjects.words(subject, DocumentationIndex.ours())) {
                text.append(row("`" + call(word) + "`", cell(word.summary())));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** The word with its arguments, without the type that it returns. */
    private static String call(Documentation word) {
        return word.signature().substring(word.signature().indexOf(word.word() + "("));
    }
}
