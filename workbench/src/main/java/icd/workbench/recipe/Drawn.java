package icd.workbench.recipe;

import icd.describe.Describe;

/** How the test prompts relate to the training prompts. */
@Describe("how test prompts relate to training prompts")
public enum Drawn {
    @Describe("test prompts come from a stream of their own, so that their number changes no training prompt")
    SEPARATELY,
    @Describe("one set is drawn, the first prompts for training and the last for testing, as the library's split does")
    TOGETHER,
    @Describe("as together, and the fresh prompts are the next ones of that set")
    ALL_TOGETHER
}
