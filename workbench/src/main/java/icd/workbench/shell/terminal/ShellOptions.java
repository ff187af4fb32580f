package icd.workbench.shell.terminal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a session is opened.
 *
 * @param startup files to run first, in order
 * @param folders where history and the user's startup file live
 * @param environment of the process
 */
public record ShellOptions(List<Path> startup, Folders folders, Map<String, String> environment) {
    public ShellOptions {
        startup = List.copyOf(startup);
        environment = Map.copyOf(environment);
    }
}
