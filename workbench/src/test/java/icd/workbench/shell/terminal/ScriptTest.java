package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptTest {

    @Test
    void commandsStandByThemselves() {
        assertThat(Script.pieces("int x = 1;\nint y = 2;\n/set digits 3\nx + y\n"))
                .containsExactly("int x = 1;\nint y = 2;\n", "/set digits 3", "x + y\n");
    }

    @Test
    void aSlashInsideSomethingOpenIsNoCommand() {
        assertThat(Script.pieces("int x = (4\n/ 2);\n")).hasSize(1);
        assertThat(Script.pieces("var s = \"\"\"\n/set\n\"\"\";\n")).hasSize(1);
        assertThat(Script.pieces("// only\n/* a\n/set\n*/\n")).hasSize(1);
    }

    @Test
    void blanksAndTheLineForTheSystemsShellAreLeftOut() {
        assertThat(Script.pieces("#!/usr/bin/env workbench\n\n1\n")).containsExactly("\n1\n");
        assertThat(Script.pieces("\n \n")).isEmpty();
    }
}
