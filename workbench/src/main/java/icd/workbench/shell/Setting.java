package icd.workbench.shell;

/**
 * One value to lay over a recipe, as after {@code --set}.
 *
 * @param path such as {@code training.epochs}
 * @param value as YAML has it
 */
public record Setting(String path, String value) {

    @Override
    public String toString() {
        return path + "=" + value;
    }
}
