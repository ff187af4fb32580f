package icd.workbench.recipe;

import icd.describe.Describe;
import icd.describe.Kinds;

/** A set of prompts of a trial. */
@Describe("a set of prompts of a trial")
public enum Prompts {
    @Describe("the prompts that a layer is trained on")
    TRAIN,
    @Describe("the prompts that it is tested on after every epoch")
    TEST,
    @Describe("the prompts that it is evaluated on once")
    FRESH;

    /** Returns their number; 0 where the recipe asks for none. */
    public int count(DataSpec data) {
        return switch (this) {
            case TRAIN -> data.train();
            case TEST -> data.test();
            case FRESH -> data.fresh();
        };
    }

    /** Returns the word in recipes. */
    @Override
    public String toString() {
        return Kinds.value(this);
    }
}
