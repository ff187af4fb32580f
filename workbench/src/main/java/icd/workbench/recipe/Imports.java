package icd.workbench.recipe;

import icd.task.ImportedPrompts;
import icd.workbench.schema.Inputs;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.Numbers;
import icd.workbench.tree.Problems;
import java.util.List;
import java.util.OptionalLong;

/**
 * Completes experiments with imported prompts from the file: n and L, which must agree where they are given, and the
 * number of fresh prompts after those to train and test on.
 */
final class Imports {

    private static final String PROMPTS = "data.prompts";

    private final Inputs inputs;
    private final Problems problems;

    Imports(Inputs inputs, Problems problems) {
        this.inputs = inputs;
        this.problems = problems;
    }

    /** Returns the experiment, completed; unchanged where its prompts are drawn, or a value in it is wrong. */
    Mapping completed(Mapping experiment) {
        if (!(experiment.get(Axes.path(PROMPTS)) instanceof Scalar name
                && name.sort() == Sort.TEXT
                && !name.text().isBlank())) {
            return experiment;
        }
        ImportedPrompts prompts;
        try {
            prompts = ImportedPrompts.of(inputs.read(name, ""));
        } catch (IllegalArgumentException e) {
            problems.add(name.at(), PROMPTS, PROMPTS + ": " + e.getMessage());
            problems.throwIfAny(); // a value that is left out is unknown here
            throw e;
        }
        Mapping completed = agreed(experiment, name, "data.n", prompts.n());
        completed = agreed(completed, name, "data.L", prompts.L());
        OptionalLong train = whole(completed, "data.train");
        OptionalLong test = whole(completed, "data.test");
        OptionalLong fresh = whole(completed, "data.fresh");
        if (train.isEmpty() || test.isEmpty() || fresh.isEmpty()) {
            return completed; // the validator reports the mistake
        }
        long rest = prompts.count() - train.getAsLong() - test.getAsLong();
        if (rest < 0 || rest + test.getAsLong() < 1) {
            problems.add(
                    name.at(),
                    PROMPTS,
                    PROMPTS + " must hold data.train and data.test prompts, and one or more to measure on, got "
                            + prompts.count() + " where data.train is " + train.getAsLong() + " and data.test is "
                            + test.getAsLong());
            return completed;
        }
        return with(completed, "data.fresh", Math.min(rest, fresh.getAsLong()));
    }

    private Mapping agreed(Mapping experiment, Scalar name, String path, int found) {
        OptionalLong said = whole(experiment, path);
        if (experiment.get(Axes.path(path)) == null) {
            return experiment.with(Axes.path(path), new Scalar(name.at(), Sort.NUMBER, Integer.toString(found)));
        }
        if (said.isPresent() && said.getAsLong() != found) {
            problems.add(
                    experiment.get(Axes.path(path)).at(),
                    path,
                    path + " must be " + found + ", as in data.prompts (" + name.at() + "), or left out, got "
                            + said.getAsLong());
        }
        return experiment;
    }

    private static Mapping with(Mapping experiment, String path, long value) {
        List<String> keys = Axes.path(path);
        return experiment.with(keys, new Scalar(experiment.get(keys).at(), Sort.NUMBER, Long.toString(value)));
    }

    private static OptionalLong whole(Mapping experiment, String path) {
        return experiment.get(Axes.path(path)) instanceof Scalar scalar && scalar.sort() == Sort.NUMBER
                ? Numbers.whole(scalar.text())
                : OptionalLong.empty();
    }
}
