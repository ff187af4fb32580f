package icd.workbench.shell;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens a file in the user's browser: the one that {@code BROWSER} names, or what the system opens files with. */
public final class Browser {

    private static final List<String> OPENERS = List.of("xdg-open", "open", "chromium", "google-chrome", "firefox");

    private Browser() {}

    /** @return whether there is a browser, and it was started */
    public static boolean open(Path file) {
        Optional<String> command = Stream.concat(
                        Stream.of(Objects.requireNonNullElse(System.getenv("BROWSER"), "")), OPENERS.stream())
                .filter(Browser::isThere)
                .findFirst();
        if (command.isEmpty()) {
            return false;
        }
        try {
            new ProcessBuilder(command.get(), file.toUri().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false; // it was found but cannot be run, which counts as no browser
        }
    }

    private static boolean isThere(String command) {
        return !command.isBlank()
                && Stream.concat(
                                Stream.of(Path.of(command)).filter(Path::isAbsolute),
                                Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "")
                                                .split(File.pathSeparator))
                                        .filter(folder -> !folder.isBlank())
                                        .map(folder -> Path.of(folder).resolve(command)))
                        .anyMatch(Files::isExecutable);
    }
}
