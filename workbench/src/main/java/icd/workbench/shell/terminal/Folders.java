package icd.workbench.shell.terminal;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folders of the user's own shell files, after the XDG base directory rules.
 *
 * @param config the folder of {@code startup.jsh} and {@code settings.yaml}
 * @param state the folder of the history
 */
public record Folders(Path config, Path state) {

    /**
     * @param environment {@code XDG_CONFIG_HOME} and {@code XDG_STATE_HOME} where absolute, otherwise folders below
     * {@code HOME}
     */
    public static Folders of(Map<String, String> environment, Path home) {
        return new Folders(
                base(environment.get("XDG_CONFIG_HOME"), home.resolve(".config"))
                        .resolve("workbench"),
                base(environment.get("XDG_STATE_HOME"), home.resolve(".local").resolve("state"))
                        .resolve("workbench"));
    }

    /** Returns the startup file, which is read at every start by default. */
    public Path startup() {
        return config.resolve("startup.jsh");
    }

    /** Returns the settings file, which names the user's own jars and holds settings of engines. */
    public Path settings() {
        return config.resolve("settings.yaml");
    }

    /** Returns the history file, which holds the inputs of all sessions. */
    public Path history() {
        return state.resolve("history");
    }

    /** Returns a base folder; the rules say that a relative path is ignored. */
    private static Path base(String variable, Path byDefault) {
        return variable != null && Path.of(variable).isAbsolute() ? Path.of(variable) : byDefault;
    }
}
