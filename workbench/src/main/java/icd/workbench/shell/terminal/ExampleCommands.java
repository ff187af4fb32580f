package icd.workbench.shell.terminal;

import icd.workbench.shell.terminal.Theme.Role;
import icd.workbench.tree.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** {@code /examples}: pages of code that runs, with its output. Tests replay them all. */
final class ExampleCommands {

    /** The pages in the best order for reading. */
    static final List<String> NAMES =
            List.of("first-steps", "energies", "variations", "memories", "claims", "your-own");

    private static final String RUN = " run";

    private final Desk desk;

    private ExampleCommands(Desk desk) {
        this.desk = desk;
    }

    static List<Command> of(Desk desk) {
        ExampleCommands group = new ExampleCommands(desk);
        return List.of(Command.of(
                "examples",
                "[NAME [run]]",
                "pages of examples: their list, one of them, or run one",
                """
                Without a name, lists the pages; with a name, shows the page with its code and output; with run after the name, shows
                text and code and evaluates the code in a session of its own: your variables stay as they are.

                  icd> /examples energies
                  icd> /examples energies run""",
                typed -> typed.indexOf(' ') < 0 ? NAMES : List.of(RUN.strip()),
                group::examples));
    }

    private void examples(String arguments) {
        if (arguments.isEmpty()) {
            list();
            return;
        }
        boolean run = arguments.endsWith(RUN);
        String name =
                run ? arguments.substring(0, arguments.length() - RUN.length()).strip() : arguments;
        if (!NAMES.contains(name)) {
            throw new CommandException("there is no example " + name
                    + Nearest.to(name, NAMES)
                            .map(near -> ", did you mean " + near + "?")
                            .orElse("; /examples lists them"));
        }
        PageText page = new PageText(desk.settings().theme(), desk.console().width());
        if (run) {
            desk.demonstrate(page.steps(text(name)));
        } else {
            desk.console().page(page.whole(text(name)));
        }
    }

    private void list() {
        Columns table = new Columns(2);
        for (String name : NAMES) {
            table.row("  " + name, text(name).lines().findFirst().orElseThrow().substring(2));
        }
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString(
                "Pages of examples (/examples NAME, /examples NAME run):",
                desk.console().style(Role.HEADING)));
        lines.addAll(
                table.lines(desk.console().style(Role.COMMAND), desk.console().width()));
        desk.console().page(lines);
    }

    /** Returns the page of an example, in Markdown. */
    static String text(String name) {
        try (InputStream in =
                ExampleCommands.class.getResourceAsStream("/icd/workbench/shell/examples/" + name + ".md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
