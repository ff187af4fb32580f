package icd.workbench.shell.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The options of a session.
 *
 * @param startup files to run first, in order
 * @param folders the folders of the history and the user's startup file
 * @param sessions the folder where sessions are recorded; null for a session that leaves no record
 * @param environment the environment of the process
 */
public record ShellOptions(List<Path> startup, Folders folders, Path sessions, Map<String, String> environment) {
    public ShellOptions {
        startup = List.copyOf(startup);
        environment = Map.copyOf(environment);
    }
}
