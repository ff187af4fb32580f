package icd.workbench.shell.terminal;

import java.util.List;

/**
 * Java that was typed and succeeded.
 *
 * @param declared ids of the snippets that are left from it, in order
 * @param replaced sources of the methods, types and imports that it replaced
 */
record Input(String text, List<String> declared, List<String> replaced) {
    Input {
        declared = List.copyOf(declared);
        replaced = List.copyOf(replaced);
    }
}
