package icd.workbench.cli;

import icd.workbench.piece.UnusablePathException;
import icd.workbench.shell.terminal.Folders;
import icd.workbench.shell.terminal.Shell;
import icd.workbench.shell.terminal.ShellOptions;
import icd.workbench.shell.terminal.SystemTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;

/** Opens the shell, as {@code workbench} does without a command. */
final class ShellCommand {

    private ShellCommand() {}

    /** @param startup files to run instead of the user's own startup file; empty to run the user's own if it exists */
    static ShellOptions options(List<Path> startup, boolean none, Map<String, String> environment) {
        Folders folders = Folders.of(environment, Path.of(System.getProperty("user.home")));
        List<Path> files = new ArrayList<>();
        if (!none && startup.isEmpty() && Files.exists(folders.startup())) {
            files.add(folders.startup());
        }
        for (Path file : startup) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new UnusablePathException("--startup " + file, "be a file that can be read", null);
            }
            files.add(file);
        }
        return new ShellOptions(files, folders, Path.of("runs", "sessions"), environment);
    }

    /** Returns the session's exit code; empty where there is no terminal to run a session on. */
    static Optional<Integer> open(ShellOptions options) throws IOException {
        Optional<Terminal> found = SystemTerminal.open();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Terminal terminal = found.get()) {
            return Optional.of(Shell.open(terminal, options));
        }
    }
}
