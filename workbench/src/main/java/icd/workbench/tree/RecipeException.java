package icd.workbench.tree;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Says that a recipe cannot be run: it has every problem found in it, in the order of the file. The message has a line
 * for each of the first twenty, and says how many more there are.
 */
public final class RecipeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The number of problems in the message, which says how many more there are. */
    private static final int SHOWN = 20;

    private final transient List<Problem> problems;

    public RecipeException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    public RecipeException(Position at, String message) {
        this(at, message, null);
    }

    public RecipeException(Position at, String message, Throwable cause) {
        this(List.of(new Problem(at, "", message)));
        if (cause != null) {
            initCause(cause);
        }
    }

    private static String message(List<Problem> problems) {
        String shown = problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("\n"));
        int more = problems.size() - SHOWN;
        return more <= 0 ? shown : shown + "\nand " + more + " more problem" + (more == 1 ? "" : "s");
    }

    /** Returns the problems, at least one, sorted by position. */
    public List<Problem> problems() {
        return problems;
    }
}
