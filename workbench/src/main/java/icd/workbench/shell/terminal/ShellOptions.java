package icd.workbench.shell.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a session is opened.
 *
 * @param startup files to run first, in order
 * @param folders where history and the user's startup file live
 * @param sessions where sessions are recorded; null for one that leaves no record
 * @param environment of the process
 */
public record ShellOptions(List<Path> startup, Folders folders, Path sessions, Map<String, String> environment) {
    public ShellOptions {
        startup = List.copyOf(startup);
        environment = Map.copyOf(environment);
    }
}
