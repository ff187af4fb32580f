package icd.workbench.recipe;

import icd.describe.Describe;
import icd.describe.Kinds;

/** A set of prompts of a trial. */
@Describe("a set of prompts of a trial")
public enum Prompts {
    @Describe("those a layer is trained on")
    TRAIN,
    @Describe("those it is tested on after every epoch")
    TEST,
    @Describe("those it is evaluated on once")
    FRESH;

    /** How many there are; 0 where the recipe asks for none. */
    public int count(DataSpec data) {
        return switch (this) {
            case TRAIN -> data.train();
            case TEST -> data.test();
            case FRESH -> data.fresh();
        };
    }

    /** As recipes write it. */
    @Override
    public String toString() {
        return Kinds.value(this);
    }
}
