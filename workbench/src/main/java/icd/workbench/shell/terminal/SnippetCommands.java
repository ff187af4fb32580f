package icd.workbench.shell.terminal;

import icd.workbench.shell.Dropped;
import icd.workbench.shell.Variable;
import icd.workbench.shell.terminal.Theme.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Snippet;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Declarations: {@code /list /vars /methods /types /imports /drop /undo /reset /reload}. */
final class SnippetCommands {

    private final Desk desk;

    private SnippetCommands(Desk desk) {
        this.desk = desk;
    }

    static List<Command> of(Desk desk) {
        SnippetCommands group = new SnippetCommands(desk);
        return List.of(
                Command.of(
                        "list",
                        "[NAME|ID]",
                        "the snippets that are in force, with their ids",
                        """
                        Lists the inputs that are still in force: a declaration that was replaced or dropped is
                        not shown. With a name or id, only that.

                          icd> /list loss
                            4  double loss(double x) { return x * x; }""",
                        typed -> group.names(),
                        group::list),
                Command.of(
                        "vars",
                        "[NAME]",
                        "the variables, with their shapes and sizes",
                        """
                        Lists variables with type, shape and the memory that their numbers take. Scratch variables
                        ($1, $2, ...) are listed too; /drop lets one go.

                          icd> /vars
                          task     Subspaces
                          context  R064Store    16 x 500    62.5 kB""",
                        typed -> group.variableNames(),
                        group::vars),
                Command.of(
                        "methods",
                        "",
                        "the methods you declared",
                        """
                        Lists the methods that you declared.

                          icd> /methods
                          double loss(double)""",
                        typed -> group.plain(desk.interpreter().methods(), "no methods declared yet")),
                Command.of(
                        "types",
                        "",
                        "the classes, records and interfaces you declared",
                        """
                        Lists the types that you declared.

                          icd> /types
                          record Point""",
                        typed -> group.plain(desk.interpreter().types(), "no types declared yet")),
                Command.of(
                        "imports",
                        "",
                        "the imports in force",
                        """
                        Lists the imports in force, the shell's own first.

                          icd> /imports
                          import java.util.*""",
                        typed -> group.plain(desk.interpreter().imports(), "no imports")),
                Command.of(
                        "drop",
                        "NAME|ID...",
                        "forget variables, methods, types; release large values",
                        """
                        Forgets declarations by name or by the id that /list shows. The memory of a variable's value is
                        then released, also for a scratch variable.

                          icd> /drop prompts $3""",
                        typed -> group.names(),
                        group::drop),
                Command.of("undo", "", "forget what the last input declared", """
                        Drops what the last input declared. A method or type that it replaced is declared again;
                        values that it changed cannot be brought back.

                          icd> double f(double x) { return x; }
                          icd> /undo""", none -> group.undo()),
                Command.of("reset", "", "forget everything and begin again", """
                        Forgets all declarations and inputs; runs the startup files again. History and settings stay.

                          icd> /reset""", none -> group.reset()),
                Command.of("reload", "", "reset, then run this session's inputs again", """
                        Forgets everything and runs the inputs of this session again, in order, up to the first that
                        fails. This shows whether your declarations depend on something that you dropped.

                          icd> /reload""", none -> group.reload()));
    }

    private void list(String name) {
        List<Snippet> snippets = desk.interpreter().snippets().stream()
                .filter(each -> name.isEmpty() || each.id().equals(name) || name.equals(name(each)))
                .toList();
        if (snippets.isEmpty()) {
            throw new CommandException(
                    name.isEmpty() ? "nothing declared yet" : "no snippet has the name or id " + name);
        }
        int width = snippets.stream().mapToInt(each -> each.id().length()).max().orElse(1) + 2;
        JavaHighlighter highlighter = new JavaHighlighter(desk.settings()::theme);
        List<AttributedString> lines = new ArrayList<>();
        for (Snippet snippet : snippets) {
            String id = " ".repeat(width - snippet.id().length()) + snippet.id() + "  ";
            List<AttributedString> source =
                    highlighter.highlight(snippet.source().strip(), -1).columnSplitLength(Integer.MAX_VALUE);
            for (int i = 0; i < source.size(); i++) {
                lines.add(new AttributedStringBuilder()
                        .styled(desk.console().style(Role.DETAIL), i == 0 ? id : " ".repeat(id.length()))
                        .append(source.get(i))
                        .toAttributedString());
            }
        }
        desk.console().page(lines);
    }

    private static String name(Snippet snippet) {
        return switch (snippet) {
            case jdk.jshell.DeclarationSnippet declaration -> declaration.name();
            case jdk.jshell.ExpressionSnippet expression -> expression.name();
            default -> "";
        };
    }

    private void vars(String name) {
        List<Variable> variables = desk.interpreter().variables().stream()
                .filter(each -> name.isEmpty() || each.name().equals(name))
                .toList();
        if (variables.isEmpty()) {
            throw new CommandException(name.isEmpty() ? "no variables yet" : "there is no variable " + name);
        }
        Columns table = new Columns(4);
        for (Variable variable : variables) {
            table.row(variable.name(), variable.type(), Extent.shape(variable.value()), Extent.size(variable.value()));
        }
        desk.console()
                .page(table.lines(
                        desk.console().style(Role.NAME), desk.console().width()));
    }

    private void plain(List<String> lines, String none) {
        if (lines.isEmpty()) {
            throw new CommandException(none);
        }
        JavaHighlighter highlighter = new JavaHighlighter(desk.settings()::theme);
        desk.console()
                .page(lines.stream()
                        .map(line -> highlighter.highlight(line, -1))
                        .toList());
    }

    private void drop(String names) {
        if (names.isBlank()) {
            throw new CommandException("/drop must be given a name or id, got none; /vars and /list show them");
        }
        try {
            List<String> effects = new ArrayList<>();
            List<Dropped> dropped = desk.drop(names, effects::add);
            desk.console()
                    .line(
                            Role.DETAIL,
                            "dropped " + dropped.stream().map(Dropped::what).collect(Collectors.joining(", ")));
            effects.forEach(this::effect);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private void effect(String effect) {
        desk.console().line(Role.DETAIL, "  " + effect);
    }

    private void undo() {
        if (desk.inputs().isEmpty()) {
            throw new CommandException("nothing to undo");
        }
        Input last = desk.inputs().getLast();
        if (last.declared().isEmpty()) {
            throw new CommandException(
                    "the last input declared nothing that could be undone: " + firstLine(last.text()));
        }
        List<String> left =
                desk.interpreter().snippets().stream().map(Snippet::id).toList();
        String declared =
                last.declared().reversed().stream().filter(left::contains).collect(Collectors.joining(" "));
        if (!declared.isEmpty()) {
            desk.drop(declared, this::effect);
        }
        last.replaced().forEach(desk::restore);
        desk.forget(last);
        desk.console().line(Role.DETAIL, "undone: " + firstLine(last.text()));
    }

    static String firstLine(String input) {
        int end = input.indexOf('\n');
        return end < 0 ? input : input.substring(0, end) + " ...";
    }

    private void reset() {
        desk.reset();
        desk.console().line(Role.DETAIL, "everything is forgotten");
    }

    private void reload() {
        List<Input> inputs = List.copyOf(desk.inputs());
        desk.reset();
        for (Input input : inputs) {
            desk.console().line(Role.DETAIL, firstLine(input.text()));
            if (!desk.evaluate(input.text())) {
                throw new CommandException("reload ended here");
            }
        }
    }

    private List<String> names() {
        return Stream.concat(
                        variableNames().stream(),
                        desk.interpreter().snippets().stream().map(SnippetCommands::name))
                .filter(name -> name != null && !name.isEmpty())
                .distinct()
                .toList();
    }

    private List<String> variableNames() {
        return desk.interpreter().variables().stream().map(Variable::name).toList();
    }
}
