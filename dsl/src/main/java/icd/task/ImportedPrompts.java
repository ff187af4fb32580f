package icd.task;

import icd.describe.InputFile;
import icd.describe.Written;
import icd.io.Npz;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Prompts of a file, as one value: equal where the files are, and written as the file's name. */
public final class ImportedPrompts {

    private final InputFile file;
    private final PromptSet prompts;

    private ImportedPrompts(InputFile file) {
        this.file = file;
        try {
            this.prompts = PromptSet.of(
                    Npz.read(new ByteArrayInputStream(file.bytes()), PromptFiles.READ::contains, file.name()),
                    file.name());
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        for (int k = 0; k < prompts.size(); k++) {
            if (!prompts.prompt(k).knowsTarget()) {
                throw new IllegalArgumentException(file.name()
                        + ": must hold the arrays X, query and target, a target for each prompt, got none for prompt "
                        + k);
            }
        }
    }

    /**
     * The prompts of an npz file, as {@link PromptSet#read} reads them.
     *
     * @throws IllegalArgumentException as that throws
     */
    @Written
    public static ImportedPrompts of(InputFile file) {
        return file.as(ImportedPrompts.class, ImportedPrompts::new);
    }

    /** Where they come from. */
    @Written
    public InputFile file() {
        return file;
    }

    /** How many there are. */
    public int count() {
        return prompts.size();
    }

    /** Ambient dimension. */
    public int n() {
        return prompts.n();
    }

    /** Context length. */
    public int L() {
        return prompts.L();
    }

    /** Whether the file tells the instances that they were drawn from. */
    public boolean knowsTruth() {
        return prompts.knowsTruth();
    }

    /** The prompts, in the order of the file. */
    public PromptSet prompts() {
        return prompts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImportedPrompts imported && file.equals(imported.file);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    public String toString() {
        return file + ": " + prompts;
    }
}
