package icd.workbench.shell.terminal;

import icd.workbench.shell.terminal.Theme.Role;
import icd.workbench.shell.transcript.SessionRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code /transcript}. */
final class TranscriptCommands {

    private final Desk desk;

    private TranscriptCommands(Desk desk) {
        this.desk = desk;
    }

    static List<Command> of(Desk desk) {
        TranscriptCommands group = new TranscriptCommands(desk);
        return List.of(Command.of(
                "transcript",
                "[save [-f] FILE|recover|forget]",
                "the record of this session, or of a killed one",
                """
                Without arguments, prints where this session is recorded. With save, writes it as Markdown or, where the name ends in
                .ipynb, as a Jupyter notebook: inputs, outputs and figures, which `workbench exec FILE` runs again and
                `workbench exec FILE --check` compares. A file that exists is left alone unless -f comes first. With recover, runs the inputs of the session that was killed last. With forget,
                does not offer it again.

                  icd> /transcript save notes.md
                  icd> /transcript recover""",
                group::candidates,
                group::run));
    }

    private List<String> candidates(String typed) {
        return typed.startsWith("save ")
                ? Paths.candidates(typed.substring(typed.lastIndexOf(' ') + 1))
                : Stream.of("save", "recover", "forget").toList();
    }

    private void run(String arguments) {
        String[] words = arguments.split("\\s+", 2);
        switch (words[0]) {
            case "" -> where();
            case "save" -> save(words.length == 1 ? "" : words[1].strip());
            case "recover" -> recover();
            case "forget" -> forget(killed());
            default ->
                throw new CommandException(
                        "/transcript must be followed by save, recover, forget or nothing, got " + words[0]);
        }
    }

    private SessionRecorder recorder() {
        return desk.recording().recorder().orElseThrow(() -> new CommandException("this session is not recorded"));
    }

    private void where() {
        SessionRecorder recorder = recorder();
        desk.console().line("recorded in " + recorder.file());
        if (recorder.trouble() != null) {
            throw new CommandException("the last attempt to write there failed: " + Paths.reason(recorder.trouble()));
        }
    }

    private void save(String arguments) {
        boolean force = arguments.startsWith("-f ");
        String name = force ? arguments.substring(3).strip() : arguments;
        if (!name.endsWith(".md") && !name.endsWith(".ipynb")) {
            throw new CommandException("/transcript save must be given a file that ends in .md or .ipynb, got "
                    + (name.isEmpty() ? "none" : name));
        }
        Path file = Paths.of(name);
        if (Files.exists(file) && !force) {
            throw new CommandException(name + " exists; /transcript save -f " + name + " writes over it");
        }
        try {
            recorder().save(file);
        } catch (IOException e) {
            throw new CommandException("cannot write " + name + ": " + Paths.reason(e), e);
        }
        desk.console().line(Role.DETAIL, "saved; workbench exec " + name + " --check replays it");
    }

    private Path killed() {
        List<Path> killed = desk.recording().killed();
        if (killed.isEmpty()) {
            throw new CommandException("no session was cut short");
        }
        return killed.getFirst();
    }

    private void recover() {
        Path session = killed();
        if (desk.open(session)) {
            forget(session);
        }
    }

    private void forget(Path session) {
        desk.recording().settle(session);
        desk.console().line(Role.DETAIL, session + " stays, and is not offered again");
    }
}
