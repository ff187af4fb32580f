package icd.workbench.engine;

import icd.kernel.Workers;
import icd.task.PromptSet;
import icd.workbench.engine.PromptStore.Key;
import icd.workbench.recipe.TrialSpec;

/** The sets of prompts of a trial by what they are for. Each can be drawn again: to the bit those that the trial was run with. */
public enum PromptRole {
    /** Those it trains on. */
    TRAIN {
        @Override
        Key key(TrialSpec trial) {
            return TrialPrompts.trainKey(trial);
        }
    },
    /** Those its loss is measured on after every epoch. */
    TEST {
        @Override
        Key key(TrialSpec trial) {
            return TrialPrompts.testKey(trial);
        }
    },
    /** Those that its trained layer is evaluated on once. */
    FRESH {
        @Override
        Key key(TrialSpec trial) {
            return TrialPrompts.freshKey(trial);
        }
    };

    abstract Key key(TrialSpec trial);

    /** How many there are; 0 where the recipe asks for none. */
    public int count(TrialSpec trial) {
        return key(trial).count();
    }

    /** Draws them; there must be one or more. */
    public PromptSet draw(TrialSpec trial, Workers workers) {
        return key(trial).draw(workers);
    }
}
