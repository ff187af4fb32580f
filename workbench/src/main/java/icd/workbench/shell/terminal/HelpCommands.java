package icd.workbench.shell.terminal;

import icd.DslAttention;
import icd.DslClaims;
import icd.DslDenoisers;
import icd.DslDynamics;
import icd.DslEnergies;
import icd.DslMatrices;
import icd.DslNumbers;
import icd.DslPlots;
import icd.DslSampling;
import icd.DslTasks;
import icd.DslTraining;
import icd.workbench.shell.Session;
import icd.workbench.shell.document.Documentation;
import icd.workbench.shell.terminal.Theme.Role;
import icd.workbench.tree.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** {@code /help /doc /exit}. */
final class HelpCommands {

    private static final Map<String, String> TOPICS = topics();

    /** Where the words of each subject are declared. */
    static final Map<String, List<Class<?>>> SUBJECTS = subjects();

    private final Desk desk;
    private final Supplier<Commands> commands;

    private HelpCommands(Desk desk, Supplier<Commands> commands) {
        this.desk = desk;
        this.commands = commands;
    }

    /** @param commands all commands, known once they are all made */
    static List<Command> of(Desk desk, Supplier<Commands> commands) {
        HelpCommands group = new HelpCommands(desk, commands);
        return List.of(
                Command.of(
                        "help",
                        "[TOPIC]",
                        "this list, or a page about a command or topic",
                        """
                        Without a topic, lists commands and topics. A topic is a command's name, or one of those named
                        at the end of the list. For a subject, such as figures or data, it lists the words.

                          icd> /help drop
                          icd> /help figures""",
                        typed -> group.helpNames(),
                        group::help),
                Command.of(
                        "?",
                        "[TOPIC]",
                        "the same as /help",
                        "The same as /help.",
                        typed -> group.helpNames(),
                        group::help),
                Command.of(
                        "doc",
                        "NAME",
                        "documentation of a type, method or function",
                        """
                        Shows signature and Javadoc of a type, method or function of the library, or of any Java
                        expression that names one. The shell's own words stand first; methods of classes are listed where
                        several have the name, and shown in full as CLASS.METHOD. Shift-Tab, F1 or Alt-H shows it for the name at the cursor; a
                        second press shows all of it.

                          icd> /doc Subspaces
                          icd> /doc Math.sqrt""",
                        typed -> group.documented(),
                        group::doc),
                Command.of("exit", "[CODE]", "end the session (Ctrl-D on an empty line does, too)", """
                        Ends the session; the process ends with the exit code CODE, by default 0.

                          icd> /exit""", group::exit));
    }

    private List<String> helpNames() {
        List<String> names =
                new ArrayList<>(commands.get().all().stream().map(Command::name).toList());
        names.addAll(TOPICS.keySet());
        names.addAll(SUBJECTS.keySet());
        return names;
    }

    private void help(String topic) {
        if (topic.isEmpty()) {
            list();
            return;
        }
        String word = topic.startsWith("/") ? topic.substring(1) : topic;
        if (TOPICS.containsKey(word)) {
            show(word, TOPICS.get(word));
            return;
        }
        if (SUBJECTS.containsKey(word)) {
            words(word);
            return;
        }
        List<String> known = helpNames();
        if (known.stream().noneMatch(name -> name.startsWith(word))) {
            throw new CommandException("there is no help on " + word
                    + Nearest.to(word, known)
                            .map(near -> ", did you mean " + near + "?")
                            .orElse("; /help lists the topics"));
        }
        Command command = commands.get().find(word);
        show("/" + command.name() + " " + command.arguments(), command.help());
    }

    private void list() {
        Columns table = new Columns(2);
        for (Command command : commands.get().all()) {
            if (!command.name().equals("?")) {
                table.row("  /" + command.name() + " " + command.arguments(), command.summary());
            }
        }
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString(
                "Type Java, or a command (short forms do where they are unique):",
                desk.console().style(Role.HEADING)));
        lines.addAll(
                table.lines(desk.console().style(Role.COMMAND), desk.console().width()));
        lines.add(new AttributedStringBuilder()
                .append("Topics: ")
                .styled(desk.console().style(Role.COMMAND), String.join(", ", TOPICS.keySet()))
                .append("; words for ")
                .styled(desk.console().style(Role.COMMAND), String.join(", ", SUBJECTS.keySet()))
                .append("  (/help TOPIC)")
                .toAttributedString());
        desk.console().page(lines);
    }

    /** The words of a subject, each with its meaning. */
    private void words(String subject) {
        Columns table = new Columns(2);
        Subjects.words(subject, desk.documentation()).forEach(each -> table.row("  " + each.word(), each.summary()));
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString(
                "Words for " + subject + " (/doc WORD):", desk.console().style(Role.HEADING)));
        lines.addAll(
                table.lines(desk.console().style(Role.COMMAND), desk.console().width()));
        desk.console().page(lines);
    }

    private static Map<String, List<Class<?>>> subjects() {
        Map<String, List<Class<?>>> subjects = new LinkedHashMap<>();
        subjects.put("figures", List.of(DslPlots.class));
        subjects.put("numbers", List.of(DslNumbers.class, DslMatrices.class));
        subjects.put("data", List.of(DslTasks.class));
        subjects.put("denoisers", List.of(DslDenoisers.class));
        subjects.put("attention", List.of(DslAttention.class));
        subjects.put("energies", List.of(DslEnergies.class, DslDynamics.class));
        subjects.put("sampling", List.of(DslSampling.class));
        subjects.put("training", List.of(DslTraining.class));
        subjects.put("claims", List.of(DslClaims.class));
        subjects.put("recipes", List.of(Session.class));
        return subjects;
    }

    private void show(String title, String text) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString(title.strip(), desk.console().style(Role.HEADING)));
        text.lines().forEach(line -> lines.add(example(line)));
        desk.console().page(lines);
    }

    /** Returns an example, where the text after a prompt is coloured as it would be at one. */
    private AttributedString example(String line) {
        int prompt = line.indexOf("icd> ");
        if (prompt < 0) {
            return new AttributedString(line);
        }
        String typed = line.substring(prompt + 5);
        return new AttributedStringBuilder()
                .append(line.substring(0, prompt))
                .styled(desk.console().style(Role.PROMPT), "icd> ")
                .append(new JavaHighlighter(desk.settings()::theme).highlight(typed, -1))
                .toAttributedString();
    }

    private void doc(String name) {
        if (name.isEmpty()) {
            throw new CommandException("/doc must be given a name, got none, for example /doc Subspaces");
        }
        String plain = name.endsWith("()") ? name.substring(0, name.length() - 2) : name;
        DocumentationPage page =
                new DocumentationPage(desk.settings().theme(), desk.console().width());
        List<Documentation> found = desk.documentation().named(plain);
        if (!found.isEmpty()) {
            desk.console().page(page.named(plain, found));
            return;
        }
        List<Documentation> said = ofJava(name);
        if (said.isEmpty()) {
            throw new CommandException("there is no documentation of " + name
                    + Nearest.to(plain, documented())
                            .map(near -> ", did you mean " + near + "?")
                            .orElse(""));
        }
        desk.console().page(page.whole(said));
    }

    /** Returns what may be looked up: the shell's words without their class, and all names with theirs. */
    private List<String> documented() {
        List<String> names = desk.documentation().names();
        return Stream.concat(
                        Subjects.names().stream()
                                .flatMap(subject -> Subjects.words(subject, desk.documentation()).stream())
                                .map(Documentation::word),
                        names.stream())
                .distinct()
                .toList();
    }

    /** Returns the documentation of an expression, or of {@code Type.method} where that is no expression. */
    private List<Documentation> ofJava(String name) {
        Documenter documenter = new Documenter(desk::interpreter, desk::documentation);
        List<Documentation> said = documenter.of(name, name.length(), true);
        String called = name.replaceFirst("^([\\w.]+)\\.(\\w+)$", "(($1) null).$2");
        return said.isEmpty() ? documenter.of(called, called.length(), true) : said;
    }

    private void exit(String code) {
        try {
            desk.end(code.isEmpty() ? 0 : Integer.parseInt(code));
        } catch (NumberFormatException e) {
            throw new CommandException("/exit: code must be a whole number, got " + code, e);
        }
    }

    private static Map<String, String> topics() {
        Map<String, String> topics = new LinkedHashMap<>();
        topics.put("keys", """
                Tab          complete; again for a menu, arrows choose
                Shift-Tab    signature and summary of the name at the cursor; again for all of its Javadoc (also F1, Alt-H)
                Up, Down     lines of the input, then former inputs
                Ctrl-R       search the inputs, of former sessions too
                Alt-Enter    a new line in the input, where Enter would run it
                Ctrl-X Ctrl-E  the input in your editor (VISUAL, EDITOR)
                Ctrl-C       at the prompt, discards the line; while something runs, stops it
                Ctrl-D       on an empty line: end the session
                Ctrl-A, Ctrl-E, Ctrl-K, Ctrl-Y, Ctrl-_ and the rest as in Emacs; /set keys vi chooses those of vi""");
        topics.put("session", """
                Everything typed is recorded as it goes; /transcript says where. A session that was killed is offered
                again at the next start. Inputs are kept in a history that all sessions share.
                Values without a name get one: $1, $2, ... /vars lists them, /drop lets them go.""");
        topics.put("startup", """
                At the start the shell runs ~/.config/workbench/startup.jsh (below XDG_CONFIG_HOME where that is set), if
                it exists: Java as it is typed here, such as imports and functions of your own.
                workbench --startup FILE runs another one; workbench --no-startup none.""");
        return topics;
    }
}
