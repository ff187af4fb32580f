package icd.workbench.shell.terminal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** The user's own editor, on the user's own terminal. */
final class ExternalEditor {

    private final Console console;
    private final BinaryOperator<String> environment;

    /** @param environment a variable's value, given its name and a default */
    ExternalEditor(Console console, BinaryOperator<String> environment) {
        this.console = console;
        this.environment = environment;
    }

    /** The text as it was saved. */
    String edit(String text) {
        try {
            Path file = Files.createTempFile("workbench", ".java");
            try {
                Files.writeString(file, text);
                edit(file);
                return Files.readString(file).stripTrailing();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (CharacterCodingException e) {
            throw new CommandException("what the editor saved must be UTF-8 text, got something else", e);
        } catch (IOException e) {
            throw new CommandException("cannot edit: " + Paths.reason(e), e);
        }
    }

    void edit(Path file) {
        String editor = environment.apply("VISUAL", environment.apply("EDITOR", byDefault()));
        List<String> command = new ArrayList<>(List.of(editor.strip().split("\\s+")));
        command.add(file.toString());
        int code;
        try {
            code = console.run(command);
        } catch (IOException e) {
            throw new CommandException("cannot start the editor " + editor + "; VISUAL or EDITOR names yours", e);
        }
        if (code != 0) {
            throw new CommandException(editor + " ended with " + code);
        }
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
