package icd.workbench.shell.terminal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Opens the user's own editor on the user's own terminal. */
final class ExternalEditor {

    /** A time that no file saved now can have, however fast the editor is. */
    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    private final Console console;
    private final BinaryOperator<String> environment;

    /** @param environment returns a variable's value, given its name and a default */
    ExternalEditor(Console console, BinaryOperator<String> environment) {
        this.console = console;
        this.environment = environment;
    }

    /** Returns the text as it was saved; empty where the editor was left without saving. */
    Optional<String> edit(String text) {
        try {
            Path file = Files.createTempFile("workbench", ".java");
            try {
                Files.writeString(file, text);
                Files.setLastModifiedTime(file, LONG_AGO);
                return edit(file) ? Optional.of(Files.readString(file).stripTrailing()) : Optional.empty();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (CharacterCodingException e) {
            throw new CommandException("the saved text must be UTF-8 text, got something else", e);
        } catch (IOException e) {
            throw new CommandException("cannot edit: " + Paths.reason(e), e);
        }
    }

    /** Returns whether the file was saved, changed or not. */
    boolean edit(Path file) {
        String editor = environment.apply("VISUAL", environment.apply("EDITOR", byDefault()));
        List<String> command = new ArrayList<>(List.of(editor.strip().split("\\s+")));
        command.add(file.toString());
        int code;
        boolean saved;
        try {
            List<Object> before = state(file);
            code = console.run(command);
            saved = !state(file).equals(before);
        } catch (IOException e) {
            throw new CommandException("cannot start the editor " + editor + "; VISUAL or EDITOR names yours", e);
        }
        if (code != 0) {
            throw new CommandException(editor + " ended with " + code);
        }
        return saved;
    }

    /** Returns the state of a file by which a save is noticed: saving rewrites the file or replaces it by another. */
    private static List<Object> state(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return Arrays.asList(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    private static String byDefault() {
        for (String each : List.of("nano", "vi")) {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
                if (Files.isExecutable(Path.of(folder, each))) {
                    return each;
                }
            }
        }
        return "vi";
    }
}
