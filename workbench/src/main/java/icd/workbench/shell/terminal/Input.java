package icd.workbench.shell.terminal;

import java.util.List;

/**
 * Java that was typed and succeeded.
 *
 * @param declared ids of the snippets it left, in order
 * @param replaced sources of methods, types and imports whose place it took
 */
record Input(String text, List<String> declared, List<String> replaced) {
    Input {
        declared = List.copyOf(declared);
        replaced = List.copyOf(replaced);
    }
}
