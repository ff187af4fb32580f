package icd.workbench.shell;

import java.util.List;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.TypeDeclSnippet;

/**
 * The imports that every session knows from the start. They are explicit and few, as each costs a little at every
 * evaluation.
 */
final class Preamble {

    static final List<String> SNIPPETS = List.of(
            "import java.util.*;",
            "import java.util.function.*;",
            "import java.util.stream.*;",
            "import java.nio.file.Path;",
            "import icd.task.*;",
            "import icd.denoise.*;",
            "import icd.attention.*;",
            "import icd.energy.*;",
            "import icd.train.*;",
            "import icd.claim.*;",
            "import icd.figure.*;",
            "import icd.math.*;",
            "import icd.task.Digits;",
            "import icd.table.Table;",
            "import icd.sample.Sampling;",
            "import icd.sample.DenoiserFamily;",
            "import icd.sample.ScoreFunction;",
            "import icd.theory.LinearOptimum;",
            "import icd.theory.DepthOptimum;",
            "import icd.theory.HeadsOptimum;",
            "import icd.theory.GradientFlow;",
            "import icd.io.NpyArray;",
            "import icd.workbench.comparison.RunComparison;",
            "import icd.workbench.run.RunEntry;",
            "import icd.workbench.shell.RecipeText;",
            "import icd.workbench.shell.Run;",
            "import icd.workbench.shell.Setting;",
            "import org.ojalgo.matrix.store.*;",
            "import static icd.Dsl.*;",
            "import static icd.workbench.shell.Session.*;");

    private Preamble() {}

    /**
     * Drops the import of a type whose name a snippet declares. Java allows no type beside a single import of its name,
     * and JShell would reject all later snippets.
     *
     * @return whether there was such an import
     */
    static boolean giveWay(JShell shell, Snippet declared) {
        if (!(declared instanceof TypeDeclSnippet type)) {
            return false;
        }
        List<ImportSnippet> hidden = shell.imports()
                .filter(each -> each.subKind() == SubKind.SINGLE_TYPE_IMPORT_SUBKIND
                        && shell.status(each).isActive()
                        && each.fullname().endsWith("." + type.name()))
                .toList();
        hidden.forEach(shell::drop);
        return !hidden.isEmpty();
    }
}
