package icd.task;

/** Says that an oracle needs the instance of prompts that came without it: imported ones. */
public final class UnknownInstanceException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    UnknownInstanceException(String asked) {
        super("PromptSet." + asked + ": the prompts must know the instance they were drawn from, got imported ones;"
                + " oracles such as bayes and projection need prompts drawn from a task");
    }
}
