package icd.workbench.shell.terminal;

import icd.workbench.shell.terminal.Theme.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** {@code /examples}: transcripts that the jar holds, and that the tests replay. */
final class ExampleCommands {

    static final String FOLDER = "/icd/workbench/examples/";

    private final Desk desk;

    private ExampleCommands(Desk desk) {
        this.desk = desk;
    }

    static List<Command> of(Desk desk) {
        ExampleCommands group = new ExampleCommands(desk);
        return List.of(Command.of(
                "examples", "[NAME]", "short sessions to look at and to run", """
                Lists the examples; with a name, shows one and runs it. What it declares is yours afterwards.

                  icd> /examples denoise""", typed -> names(), group::run));
    }

    static List<String> names() {
        return read("index.txt").lines().toList();
    }

    static String read(String name) {
        try (InputStream in = ExampleCommands.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private void run(String name) {
        if (name.isEmpty()) {
            list();
            return;
        }
        List<String> begins =
                names().stream().filter(each -> each.startsWith(name)).toList();
        if (begins.size() != 1) {
            throw new CommandException(
                    "/examples: there is no example " + name + "; there are " + String.join(", ", names()));
        }
        for (Part part : parts(read(begins.getFirst() + ".md"))) {
            if (!part.code()) {
                desk.console().line(Role.DETAIL, part.text());
                continue;
            }
            for (String line : part.text().split("\n")) {
                desk.console().line(prompted(line));
                if (!desk.evaluate(line)) {
                    return;
                }
            }
        }
    }

    private AttributedString prompted(String line) {
        return AttributedString.join(
                AttributedString.EMPTY,
                new AttributedString(LineEditor.PROMPT, desk.console().style(Role.PROMPT)),
                new JavaHighlighter(desk.settings()::theme).highlight(line, -1));
    }

    private void list() {
        Columns table = new Columns(2);
        for (String name : names()) {
            table.row(
                    "  " + name,
                    read(name + ".md").lines().findFirst().orElse("").substring(2));
        }
        List<AttributedString> lines = new ArrayList<>(
                table.lines(desk.console().style(Role.COMMAND), desk.console().width()));
        lines.add(new AttributedString("/examples NAME shows one and runs it"));
        desk.console().page(lines);
    }

    /** A paragraph, or a block of inputs, each on a line of its own. */
    record Part(boolean code, String text) {}

    /** The parts of an example in order, without headings and recorded outputs. */
    static List<Part> parts(String markdown) {
        List<Part> parts = new ArrayList<>();
        boolean code = false;
        for (String block : markdown.split("\n\n|(?<=```java\n)|(?=\n```)")) {
            if (block.strip().equals("```java")) {
                code = true;
            } else if (code) {
                parts.add(new Part(true, block.strip()));
                code = false;
            } else if (!block.isBlank()
                    && !block.strip().startsWith("#")
                    && !block.strip().startsWith("```")) {
                parts.add(new Part(false, block.strip()));
            }
        }
        return parts;
    }
}
