package icd.workbench.figures;

import icd.figure.Looks;
import icd.figure.Style;
import icd.task.Outline;
import icd.task.Task;
import icd.workbench.evaluation.DrawnPrompts;
import icd.workbench.result.FinishedTrial;
import icd.workbench.result.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A prompt in the table of an evaluation of kind drawn_prompts. */
final class DrawnPrompt {

    static final Style CONTEXT = Looks.TOKENS.size(1.7).filled();
    static final Style QUERY = Looks.QUERY.size(3.4).filled();
    static final Style TARGET = Looks.TARGET.size(3.6).filled();

    private static final List<String> LANDMARKS = List.of("basis", "centre");

    /** By role: one array of n numbers for each token. */
    private final Map<String, List<double[]>> roles = new LinkedHashMap<>();

    private final int n;

    /** The first prompt of a trial's table. */
    DrawnPrompt(FinishedTrial trial) {
        this(trial, 1);
    }

    DrawnPrompt(FinishedTrial trial, int prompt) {
        n = trial.spec().data().n();
        Table table = trial.table(DrawnPrompts.class);
        for (Table.Row row : table.rows()) {
            if (row.at().getFirst().number() == prompt) {
                List<double[]> tokens = roles.computeIfAbsent(row.at().get(1).toString(), _ -> new ArrayList<>());
                int component = (int) row.at().get(3).number() - 1;
                if (component == 0) {
                    tokens.add(new double[n]);
                }
                tokens.getLast()[component] = row.values()[0];
            }
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(
                    "trial " + trial.result().id() + ": its table of prompts must have prompt " + prompt + ", got "
                            + table.at("prompt").stream().distinct().toList());
        }
    }

    int n() {
        return n;
    }

    /** The tokens of a role, n numbers each; none if there is no such role. */
    List<double[]> tokens(String role) {
        return roles.getOrDefault(role, List.of());
    }

    /**
     * The one token of a role.
     *
     * @throws IllegalArgumentException if there is none
     */
    double[] token(String role) {
        if (tokens(role).isEmpty()) {
            throw new IllegalArgumentException(
                    "the table of prompts must have the role " + role + ", got " + roles.keySet());
        }
        return tokens(role).getFirst();
    }

    /** Returns where the tokens of its instance are. */
    List<Outline> outline(Task task) {
        Map<String, List<double[]>> landmarks = new LinkedHashMap<>(roles);
        landmarks.keySet().retainAll(LANDMARKS);
        return landmarks.isEmpty() ? List.of() : task.outline(landmarks);
    }

    /** The roles that estimates have, in order. */
    List<String> estimates() {
        return roles.keySet().stream()
                .filter(role -> !List.of("context", "query", "target").contains(role) && !LANDMARKS.contains(role))
                .toList();
    }

    /** One component of all tokens of a role. */
    double[] component(String role, int i) {
        return tokens(role).stream().mapToDouble(token -> token[i]).toArray();
    }

    /** A role's tokens as the columns of a matrix. */
    double[][] matrix(String role) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = component(role, i);
        }
        return rows;
    }

    /** The largest distance of context, query and target from the origin. */
    double reach() {
        return shown().mapToDouble(DrawnPrompt::norm).max().orElse(0);
    }

    /** The largest magnitude of their components. */
    double extent() {
        return shown().flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    }

    /** The largest magnitude of one of their components. */
    double extent(int component) {
        return shown().mapToDouble(token -> Math.abs(token[component])).max().orElse(0);
    }

    private Stream<double[]> shown() {
        return Stream.of("context", "query", "target").flatMap(role -> tokens(role).stream());
    }

    private static double norm(double[] token) {
        return Math.sqrt(Arrays.stream(token).map(x -> x * x).sum());
    }
}
