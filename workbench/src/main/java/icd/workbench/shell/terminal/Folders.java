package icd.workbench.shell.terminal;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the shell keeps what is the user's own, after the XDG base directory rules.
 *
 * @param config holds {@code startup.jsh} and {@code settings.yaml}
 * @param state holds the history
 */
public record Folders(Path config, Path state) {

    /** @param environment {@code XDG_CONFIG_HOME}, {@code XDG_STATE_HOME} if absolute, else below {@code HOME} */
    public static Folders of(Map<String, String> environment, Path home) {
        return new Folders(
                base(environment.get("XDG_CONFIG_HOME"), home.resolve(".config"))
                        .resolve("workbench"),
                base(environment.get("XDG_STATE_HOME"), home.resolve(".local").resolve("state"))
                        .resolve("workbench"));
    }

    /** Read at every start unless told otherwise. */
    public Path startup() {
        return config.resolve("startup.jsh");
    }

    /** Jars of the user's own, and what is set of engines. */
    public Path settings() {
        return config.resolve("settings.yaml");
    }

    /** What was typed, of all sessions. */
    public Path history() {
        return state.resolve("history");
    }

    /** The rules say that a relative path is to be ignored. */
    private static Path base(String variable, Path byDefault) {
        return variable != null && Path.of(variable).isAbsolute() ? Path.of(variable) : byDefault;
    }
}
