package icd.workbench.evaluation;

import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.task.Task;
import icd.workbench.piece.SharedPrompts;
import icd.workbench.piece.SharedPrompts.Key;
import icd.workbench.recipe.DataSpec;
import icd.workbench.recipe.Drawn;
import icd.workbench.recipe.Prompts;
import icd.workbench.recipe.TrialSpec;
import java.util.Arrays;
import java.util.List;

/** The prompt sets of one trial, each drawn when it is first asked for. */
public final class TrialPrompts {

    /** The stream of {@link icd.task.Task#prompts}. */
    private static final String TOGETHER = "prompts";

    private final TrialSpec trial;
    private final SharedPrompts shared;

    /** @param shared learns which prompts the trial needs */
    public TrialPrompts(TrialSpec trial, SharedPrompts shared) {
        this.trial = trial;
        this.shared = shared;
    }

    /** All sets that a trial may ask for, the training prompts first. */
    public static List<Key> keys(TrialSpec trial) {
        return Arrays.stream(Prompts.values()).map(which -> key(trial, which)).toList();
    }

    /** The set of that name. */
    public static Key key(TrialSpec trial, Prompts which) {
        return switch (which) {
            case TRAIN -> trainKey(trial);
            case TEST -> testKey(trial);
            case FRESH -> freshKey(trial);
        };
    }

    /**
     * Draws a set of a trial's prompts again, equal to the bit to the prompts of its run.
     *
     * @param which names the set, which must not be empty
     */
    public static PromptSet draw(TrialSpec trial, Prompts which, Workers workers) {
        return key(trial, which).draw(workers);
    }

    /** The prompts that a layer is trained on. */
    public static Key trainKey(TrialSpec trial) {
        return key(trial, trial.promptTask(), 0, trial.data().train(), together(trial) ? TOGETHER : "training prompts");
    }

    /** The prompts that it is tested on after every epoch. */
    public static Key testKey(TrialSpec trial) {
        DataSpec data = trial.data();
        return key(
                trial,
                trial.promptTask().heldOut(),
                together(trial) || isImported(trial) ? data.train() : 0,
                data.test(),
                together(trial) ? TOGETHER : "test prompts");
    }

    /** The prompts that it is evaluated on once. */
    public static Key freshKey(TrialSpec trial) {
        DataSpec data = trial.data();
        return key(
                trial,
                trial.promptTask().heldOut(),
                isImported(trial) || throughout(trial) ? data.train() + data.test() : 0,
                data.fresh(),
                throughout(trial) ? TOGETHER : "fresh prompts");
    }

    private static boolean together(TrialSpec trial) {
        return trial.data().drawn() != Drawn.SEPARATELY;
    }

    private static boolean throughout(TrialSpec trial) {
        return trial.data().drawn() == Drawn.ALL_TOGETHER;
    }

    private static boolean isImported(TrialSpec trial) {
        return trial.data().prompts().isPresent();
    }

    /** @param from number of the first prompt of the stream, or of the file */
    private static Key key(TrialSpec trial, Task task, int from, int count, String purpose) {
        DataSpec data = trial.data();
        return new Key(task, from, count, data.L(), trial.precision(), data.seed(), purpose, data.prompts());
    }

    /** The prompts to train on. */
    public PromptSet train() {
        return of(Prompts.TRAIN);
    }

    /** The prompts to test on after every epoch. */
    public PromptSet test() {
        return of(Prompts.TEST);
    }

    /** The prompts to evaluate on once. */
    public PromptSet fresh() {
        return of(Prompts.FRESH);
    }

    /** The prompts of the set with a name. */
    PromptSet of(Prompts which) {
        return shared.get(key(trial, which));
    }
}
