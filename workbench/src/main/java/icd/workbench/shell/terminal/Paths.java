package icd.workbench.shell.terminal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** File names in the form in which people type them. */
final class Paths {

    private static final int MOST = 500;

    private Paths() {}

    /** Returns the path that was typed; {@code ~} is the home folder. */
    static Path of(String typed) {
        try {
            return typed.equals("~") || typed.startsWith("~/")
                    ? Path.of(System.getProperty("user.home") + typed.substring(1))
                    : Path.of(typed);
        } catch (InvalidPathException e) {
            throw new CommandException("not a file name: " + typed, e);
        }
    }

    /**
     * Returns the files and folders that complete a half-typed name; folders end with a slash, and hidden ones appear
     * once a dot is typed.
     */
    static List<String> candidates(String typed) {
        int slash = typed.lastIndexOf('/');
        String folder = typed.substring(0, slash + 1);
        String begin = typed.substring(slash + 1);
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(of(folder.isEmpty() ? "." : folder))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.startsWith(begin) && (!name.startsWith(".") || begin.startsWith(".")) && names.size() < MOST) {
                    names.add(folder + name + (Files.isDirectory(file) ? "/" : ""));
                }
            }
        } catch (IOException | DirectoryIteratorException | CommandException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    /** Returns the reason for a failure, without the file's name, which the caller adds. */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case FileAlreadyExistsException _ -> "it exists";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
