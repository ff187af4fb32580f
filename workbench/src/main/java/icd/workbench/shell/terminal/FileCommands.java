package icd.workbench.shell.terminal;

import icd.io.WholeFile;
import icd.workbench.shell.terminal.Theme.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import org.jline.utils.AttributedString;

/** Inputs and files: {@code /history /edit /open /save /!}. */
final class FileCommands {

    private static final int RECENT = 20;

    private final Desk desk;

    private FileCommands(Desk desk) {
        this.desk = desk;
    }

    static List<Command> of(Desk desk) {
        FileCommands group = new FileCommands(desk);
        return List.of(
                Command.of(
                        "history",
                        "[N|WORD|all]",
                        "the inputs, of former sessions too",
                        """
                        Shows the last 20 inputs, the last N, those that contain a word, or all. Ctrl-R searches
                        them while typing; the Up key walks through them.

                          icd> /history train""",
                        typed -> List.of("all"),
                        group::history),
                Command.of(
                        "edit",
                        "[NAME|ID|FILE]",
                        "edit the last input, a declaration or a file, then run it",
                        """
                        Opens your editor (VISUAL, EDITOR, else vi or nano) on the last input, on a declaration by name or id,
                        or on a file; the saved text is run; nothing is run if you leave without saving. Ctrl-X Ctrl-E edits the line being typed.

                          icd> /edit loss""",
                        typed -> Stream.concat(
                                        desk.interpreter().snippets().stream()
                                                .filter(DeclarationSnippet.class::isInstance)
                                                .map(each -> ((DeclarationSnippet) each).name())
                                                .distinct(),
                                        Paths.candidates(typed).stream())
                                .toList(),
                        group::edit),
                Command.of("open", "FILE", "run a file as if it were typed", """
                        Runs Java from a file, input after input, up to the first that fails; in a transcript (.md) it runs the
                        Java blocks.

                          icd> /open analysis.jsh""", Paths::candidates, group::open),
                Command.of(
                        "save",
                        "[-f] FILE",
                        "write this session's inputs to a file",
                        """
                        Writes the inputs that succeeded, in order, so that /open, --startup and `workbench exec` can run
                        them. A file that exists is left alone unless -f comes first.

                          icd> /save analysis.jsh""",
                        typed -> Paths.candidates(typed.substring(typed.lastIndexOf(' ') + 1)),
                        group::save),
                Command.of("!", "[COMMAND]", "run the last input again, or a command of the system", """
                        Without arguments, runs the last input again; with a command, runs it in your system shell.

                          icd> /!
                          icd> /! ls runs""", group::again),
                Command.of("-", "N", "run the Nth last input again", """
                        Runs the Nth last input of this session again.

                          icd> /-2""", group::earlier));
    }

    private void history(String which) {
        List<String> all = desk.history();
        List<String> shown;
        if (which.isEmpty()) {
            shown = tail(all, RECENT);
        } else if (which.equals("all")) {
            shown = all;
        } else if (which.matches("\\d{1,9}")) {
            shown = tail(all, Integer.parseInt(which));
        } else {
            shown = all.stream().filter(line -> line.contains(which)).toList();
        }
        if (shown.isEmpty()) {
            throw new CommandException("nothing typed" + (which.isEmpty() ? " yet" : " has " + which + " in it"));
        }
        JavaHighlighter highlighter = new JavaHighlighter(desk.settings()::theme);
        desk.console()
                .page(shown.stream()
                        .flatMap(line -> highlighter.highlight(line, -1).columnSplitLength(Integer.MAX_VALUE).stream())
                        .toList());
    }

    private static List<String> tail(List<String> lines, int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private void edit(String what) {
        if (desk.console().isPiped()) {
            throw new CommandException("/edit must have a terminal to open an editor on: edit the cell itself");
        }
        if (!what.isEmpty() && Files.exists(Paths.of(what))) {
            if (editor().edit(Paths.of(what))) {
                desk.open(Paths.of(what));
            } else {
                notSaved();
            }
            return;
        }
        String text = what.isEmpty()
                ? desk.inputs().isEmpty() ? "" : desk.inputs().getLast().text()
                : desk.interpreter().snippets().stream()
                        .filter(each -> each.id().equals(what)
                                || each instanceof DeclarationSnippet named
                                        && named.name().equals(what))
                        .map(each -> each.source().strip())
                        .collect(Collectors.joining("\n"));
        if (text.isEmpty() && !what.isEmpty()) {
            throw new CommandException("there is no declaration and no file " + what);
        }
        Optional<String> edited = editor().edit(text);
        if (edited.isEmpty()) {
            notSaved();
        } else if (!edited.get().isBlank()) {
            desk.console()
                    .page(new JavaHighlighter(desk.settings()::theme)
                            .highlight(edited.get().strip(), -1)
                            .columnSplitLength(Integer.MAX_VALUE));
            desk.evaluate(edited.get());
        }
    }

    private ExternalEditor editor() {
        return new ExternalEditor(desk.console(), desk::environment);
    }

    private void notSaved() {
        desk.console().line(Role.DETAIL, "nothing was saved, so nothing is run");
    }

    private void open(String file) {
        if (file.isEmpty()) {
            throw new CommandException("/open must be given a file, got none");
        }
        desk.open(Paths.of(file));
    }

    private void save(String arguments) {
        boolean force = arguments.startsWith("-f ");
        String name = force ? arguments.substring(3).strip() : arguments;
        if (name.isEmpty()) {
            throw new CommandException("/save must be given a file, got none");
        }
        Path file = Paths.of(name);
        if (Files.exists(file) && !force) {
            throw new CommandException(name + " exists; /save -f " + name + " writes over it");
        }
        String text = desk.inputs().stream().map(input -> input.text() + "\n").collect(Collectors.joining());
        try {
            WholeFile.write(file, text);
        } catch (IOException e) {
            throw new CommandException("cannot write " + name + ": " + Paths.reason(e), e);
        }
        desk.console().line(Role.DETAIL, "saved " + desk.inputs().size() + " inputs in " + name);
    }

    private void again(String command) {
        if (command.isEmpty()) {
            earlier("1");
            return;
        }
        String shell = desk.environment("SHELL", "/bin/sh");
        try {
            int code = desk.console().run(List.of(shell, "-c", command));
            if (code != 0) {
                desk.console().line(Role.WARNING, command + " ended with " + code);
            }
        } catch (IOException e) {
            throw new CommandException("cannot run " + shell + ": " + Paths.reason(e), e);
        }
    }

    private void earlier(String back) {
        List<Input> inputs = desk.inputs();
        if (!back.matches("[1-9]\\d{0,8}") || Integer.parseInt(back) > inputs.size()) {
            throw new CommandException("/-N: N must be 1 to " + inputs.size() + ", the inputs so far, got " + back);
        }
        String text = inputs.get(inputs.size() - Integer.parseInt(back)).text();
        AttributedString shown = new JavaHighlighter(desk.settings()::theme).highlight(text, -1);
        desk.console().page(shown.columnSplitLength(Integer.MAX_VALUE));
        desk.evaluate(text);
    }
}
