package icd.workbench.recipe;

import icd.describe.Schema;
import icd.workbench.schema.Defaults;
import icd.workbench.schema.Validator;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.Numbers;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Checks a trial as a whole: nothing missing, and the constraints between its keys. */
final class TrialCheck {
    private final Problems problems;
    private final Validator validator;

    TrialCheck(Problems problems) {
        this.problems = problems;
        this.validator = new Validator(RecipeSchema.PATHS, problems, false);
    }

    void run(Expansion.Draft draft) {
        Mapping experiment = draft.experiment();
        validator.checkFields(
                RecipeSchema.EXPERIMENT,
                experiment,
                "",
                draft.caseName().isEmpty() ? "" : "case '" + draft.caseName() + "'");
        dimensionFits(experiment);
        trainingFits(experiment);
        drawnPromptsFit(experiment);
        atMost(experiment, "training.batch", "data.train");
        evaluationsFit(experiment);
        keptEpochsExist(experiment);
        ascend(experiment, "training.keep");
        ascend(experiment, "training.decay.at");
    }

    private void trainingFits(Mapping experiment) {
        if (!(experiment.get("training") instanceof Mapping training)) {
            return;
        }
        if (experiment.get("model") == null && problems.count() == 0) { // else the key may be there, mistyped
            problems.add(training.at(), "training", "training must come with a model, got none");
        }
        if (get(experiment, "data.precision") != null) {
            problems.add(
                    at(experiment, "data.precision"),
                    "data.precision",
                    "data.precision must be left out where a layer is trained, whose prompts have training.precision");
        }
        for (String path : List.of("data.train", "data.test")) {
            OptionalLong count = whole(experiment, path);
            if (count.isPresent() && count.getAsLong() < 1) {
                boolean missing = at(experiment, path).equals(Defaults.POSITION);
                problems.add(
                        missing ? experiment.get("data").at() : at(experiment, path),
                        path,
                        path + (missing ? " is missing; it" : "") + " must be >= 1 where a layer is trained"
                                + (missing ? "" : ", got " + count.getAsLong()));
            }
        }
    }

    /** What would be passed over in silence beside prompts that are imported. */
    private void drawnPromptsFit(Mapping experiment) {
        if (get(experiment, "data.prompts") == null) {
            if (experiment.get("task") instanceof Mapping task && "unknown".equals(task.kind())) {
                problems.add(
                        task.at(),
                        "task.kind",
                        "task.kind must be one that prompts can be drawn from where data.prompts gives none, got 'unknown'");
            }
            return;
        }
        if (experiment.get("transform") != null) {
            problems.add(
                    experiment.get("transform").at(),
                    "transform",
                    "transform must not stand beside data.prompts, whose prompts are taken as they are");
        }
        if (get(experiment, "training.prompts") instanceof Scalar each
                && each.text().equals("fresh")) {
            problems.add(
                    each.at(),
                    "training.prompts",
                    "training.prompts must be fixed where data.prompts gives them, got 'fresh'");
        }
        if (get(experiment, "evaluate") instanceof Sequence list) {
            for (Node item : list.items()) {
                if (item instanceof Mapping evaluation
                        && "trajectories".equals(evaluation.kind())
                        && whole(evaluation.get("queries")).orElse(1) > 1) {
                    problems.add(
                            evaluation.at(),
                            "evaluate.queries",
                            "evaluate.queries must be 1 beside data.prompts, which do not tell from what others could be drawn, got "
                                    + evaluation.get("queries").found());
                }
            }
        }
    }

    private void evaluationsFit(Mapping experiment) {
        if (get(experiment, "evaluate") instanceof Sequence list) {
            Map<String, Position> names = new HashMap<>();
            for (Node item : list.items()) {
                if (item instanceof Mapping evaluation && evaluation.get("name") instanceof Scalar name) {
                    if (name.text().equalsIgnoreCase("metrics")) {
                        problems.add(
                                name.at(),
                                "evaluate.name",
                                "evaluate: name must not be metrics, a file of every trial");
                    }
                    Position first = names.putIfAbsent(name.text(), name.at());
                    if (first != null) {
                        problems.add(
                                evaluation.at(),
                                "evaluate.name",
                                "evaluate: names must differ, got '" + name.text() + "' twice; say name: ...");
                    }
                }
            }
        }
    }

    private void dimensionFits(Mapping experiment) {
        String kind = experiment.get("task") instanceof Mapping task ? task.kind() : null;
        if ("subspaces".equals(kind)) {
            atMost(experiment, "task.d", "data.n");
        } else if ("spheres".equals(kind)) {
            OptionalLong d = whole(experiment, "task.d");
            OptionalLong n = whole(experiment, "data.n");
            if (d.isPresent() && n.isPresent() && d.getAsLong() >= n.getAsLong()) {
                problems.add(
                        at(experiment, "task.d"),
                        "task.d",
                        "task.d must be < data.n, as a d-sphere spans d + 1 dimensions, got " + d.getAsLong()
                                + where(experiment, "data.n"));
            }
        }
    }

    private void atMost(Mapping experiment, String path, String limit) {
        OptionalLong value = whole(experiment, path);
        OptionalLong bound = whole(experiment, limit);
        if (value.isPresent() && bound.isPresent() && value.getAsLong() > bound.getAsLong()) {
            problems.add(
                    at(experiment, path),
                    path,
                    path + " must be <= " + limit + ", got " + value.getAsLong() + where(experiment, limit));
        }
    }

    private void keptEpochsExist(Mapping experiment) {
        OptionalLong epochs = whole(experiment, "training.epochs");
        if (epochs.isPresent() && get(experiment, "training.keep") instanceof Sequence keep) {
            for (Node item : keep.items()) {
                OptionalLong epoch = whole(item);
                if (epoch.isPresent() && epoch.getAsLong() > epochs.getAsLong()) {
                    problems.add(
                            item.at(),
                            "training.keep",
                            "training.keep must hold epochs <= training.epochs, got " + item.found()
                                    + where(experiment, "training.epochs"));
                }
            }
        }
    }

    private void ascend(Mapping experiment, String path) {
        if (get(experiment, path) instanceof Sequence list) {
            double last = Double.NEGATIVE_INFINITY;
            for (Node item : list.items()) {
                if (item instanceof Scalar scalar && scalar.sort() == Sort.NUMBER) {
                    double value = Numbers.real(scalar.text());
                    if (value <= last) {
                        problems.add(
                                item.at(),
                                path,
                                path + " must ascend, got " + item.found() + " after " + Schema.number(last));
                    }
                    last = value;
                }
            }
        }
    }

    private static Node get(Mapping experiment, String path) {
        return experiment.get(Expansion.path(path));
    }

    private static Position at(Mapping experiment, String path) {
        return get(experiment, path).at();
    }

    private static OptionalLong whole(Mapping experiment, String path) {
        return whole(get(experiment, path));
    }

    private static OptionalLong whole(Node node) {
        return node instanceof Scalar scalar && scalar.sort() == Sort.NUMBER
                ? Numbers.whole(scalar.text())
                : OptionalLong.empty();
    }

    /** {@code " where data.n is 16 (recipes/fig3.yaml:8:6)"}. */
    private static String where(Mapping experiment, String path) {
        Node node = get(experiment, path);
        return " where " + path + " is " + node.found() + " (" + node.at() + ")";
    }
}
