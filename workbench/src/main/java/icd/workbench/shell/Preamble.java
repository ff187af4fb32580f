package icd.workbench.shell;

import java.util.List;

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
            "import org.ojalgo.matrix.store.*;",
            "import static icd.Dsl.*;",
            "import static icd.workbench.shell.Session.*;");

    private Preamble() {}
}
