package icd.workbench.recipe;

import java.util.List;
import java.util.stream.Collectors;

/** A recipe that cannot be run: every problem found in it, in the order of the file, one line each. */
public final class RecipeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    RecipeException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    RecipeException(Position at, String message) {
        this(at, message, null);
    }

    RecipeException(Position at, String message, Throwable cause) {
        super(at + ": " + message, cause);
        this.problems = List.of(new Problem(at, "", message));
    }

    /** At least one problem, sorted by position. */
    public List<Problem> problems() {
        return problems;
    }
}
