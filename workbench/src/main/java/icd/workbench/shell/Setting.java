package icd.workbench.shell;

/**
 * A value that overrides one of a recipe, as after {@code --set}.
 *
 * @param path a path such as {@code training.epochs}
 * @param value the value as YAML
 */
public record Setting(String path, String value) {

    @Override
    public String toString() {
        return path + "=" + value;
    }
}
