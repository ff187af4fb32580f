package icd.workbench.shell.terminal;

import icd.workbench.shell.document.Documentation;
import icd.workbench.shell.terminal.Settings.Keys;
import icd.workbench.shell.terminal.Theme.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Buffer;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/** The reader of lines: its options, its keys and its prompt. */
final class LineEditor {

    static final String PROMPT = "icd> ";

    private static final String DOCUMENTATION = "icd-documentation";
    private static final String NEW_LINE = "icd-new-line";
    private static final String EDITOR = "icd-editor";
    private static final String CLOSE_BRACE = "icd-close-brace";
    private static final String LATE_ANSWER = "icd-late-answer";
    private static final int STEP = 4;

    /**
     * The beginnings of a terminal's answers to the questions of {@link Pictures}. Lines are ten pixels high or more: a
     * smaller number would make the last answer a key.
     */
    private static final List<String> ANSWERS = Stream.concat(
                    Stream.of("\033_Gi=", "\033]1337;", "\033[?"),
                    IntStream.range(10, 100).mapToObj(pixels -> "\033[6;" + pixels))
            .toList();

    private final LineReader reader;
    private final Console console;
    private final Settings settings;
    private final Documenter documenter;
    private final Map<String, String> environment;
    private String documented = "";

    /** The parts that the reader is made of. */
    record Parts(Parser parser, JavaHighlighter highlighter, Completer completer, Documenter documenter) {}

    /** @param history the file, or null for a session that writes none */
    LineEditor(Console console, Settings settings, Parts parts, Path history, Map<String, String> environment) {
        this.console = console;
        this.settings = settings;
        this.documenter = parts.documenter();
        this.environment = environment;
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(console.terminal())
                .appName("workbench")
                .parser(parts.parser())
                .highlighter(parts.highlighter())
                .completer(parts.completer())
                .history(new SharedHistory(history))
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.HISTORY_IGNORE_SPACE, false)
                .option(Option.HISTORY_REDUCE_BLANKS, false)
                .option(Option.COMPLETE_MATCHER_TYPO, false)
                .option(Option.AUTO_FRESH_LINE, false)
                .option(Option.INSERT_TAB, true)
                .option(Option.CASE_INSENSITIVE_SEARCH, true)
                .variable(LineReader.BLINK_MATCHING_PAREN, 0L)
                .variable(LineReader.INDENTATION, STEP)
                .variable(LineReader.BELL_STYLE, "none")
                .variable(LineReader.LIST_MAX, 100)
                .variable(LineReader.MENU_LIST_MAX, 200)
                .variable(LineReader.HISTORY_SIZE, 10_000)
                .variable(LineReader.FEATURES_MAX_BUFFER_SIZE, 20_000)
                .variable(LineReader.COMPLETION_STYLE_STARTING, "bold")
                .variable(LineReader.COMPLETION_STYLE_LIST_STARTING, "bold")
                .variable(LineReader.COMPLETION_STYLE_DESCRIPTION, "faint")
                .variable(LineReader.COMPLETION_STYLE_LIST_DESCRIPTION, "faint")
                .variable(LineReader.COMPLETION_STYLE_LIST_BACKGROUND, "bg:default");
        if (history != null) {
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        inputRc(environment, builder);
        reader = builder.build();
        reader.getWidgets().put(LineReader.CALLBACK_INIT, () -> accept(parts.highlighter(), false));
        reader.getWidgets().put(LineReader.CALLBACK_FINISH, () -> accept(parts.highlighter(), true));
        reader.getWidgets().put(DOCUMENTATION, this::showDocumentation);
        reader.getWidgets().put(NEW_LINE, () -> {
            reader.getBuffer().write("\n");
            return true;
        });
        reader.getWidgets().put(CLOSE_BRACE, this::closeBrace);
        reader.getWidgets().put(EDITOR, () -> edit(environment));
        reader.getWidgets().put(LATE_ANSWER, this::passOver);
        bindKeys();
    }

    private static boolean accept(JavaHighlighter highlighter, boolean accepted) {
        highlighter.accepted(accepted);
        return true;
    }

    /** Reads the user's inputrc: a user who has chosen vi's keys there has chosen them for all programs. */
    private static void inputRc(Map<String, String> environment, LineReaderBuilder builder) {
        String named = environment.get("INPUTRC");
        Path file = named != null ? Path.of(named) : Path.of(System.getProperty("user.home"), ".inputrc");
        if (Files.isReadable(file)) {
            builder.variable(LineReader.INPUT_RC_FILE_NAME, file.toString());
        }
    }

    LineReader reader() {
        return reader;
    }

    /** Reads a line, or several that belong together. */
    String read() {
        documented = "";
        // the size is measured at every line, as the terminal may have been resized to nothing
        console.measure(environment);
        AttributedStyle style = settings.theme().style(Role.PROMPT);
        Terminal terminal = reader.getTerminal();
        reader.setVariable(
                LineReader.SECONDARY_PROMPT_PATTERN,
                new AttributedString("...  ", settings.theme().style(Role.DETAIL)).toAnsi(terminal));
        return reader.readLine(new AttributedString(PROMPT, style).toAnsi(terminal));
    }

    void bindKeys() {
        Map<String, KeyMap<Binding>> maps = reader.getKeyMaps();
        maps.put(LineReader.MAIN, maps.get(settings.keys() == Keys.VI ? LineReader.VIINS : LineReader.EMACS));
        // The binding is not made for vi's keys: there, Escape and h are two keys that people type fast.
        bind(maps.get(LineReader.EMACS), DOCUMENTATION, KeyMap.alt('h'));
        bind(maps.get(LineReader.EMACS), NEW_LINE, KeyMap.alt(KeyMap.ctrl('M')));
        for (String name : List.of(LineReader.EMACS, LineReader.VIINS)) {
            KeyMap<Binding> map = maps.get(name);
            Terminal terminal = reader.getTerminal();
            bind(map, DOCUMENTATION, KeyMap.key(terminal, Capability.key_btab));
            bind(map, DOCUMENTATION, KeyMap.key(terminal, Capability.key_f1));
            bind(map, DOCUMENTATION, KeyMap.translate("^[[Z"));
            // Keys that were typed ahead, while something ran, come in the terminal's other mode.
            for (String prefix : List.of("\u001b[", "\u001bO")) {
                bind(map, LineReader.UP_LINE_OR_SEARCH, prefix + "A");
                bind(map, LineReader.DOWN_LINE_OR_SEARCH, prefix + "B");
                bind(map, LineReader.FORWARD_CHAR, prefix + "C");
                bind(map, LineReader.BACKWARD_CHAR, prefix + "D");
                bind(map, LineReader.BEGINNING_OF_LINE, prefix + "H");
                bind(map, LineReader.END_OF_LINE, prefix + "F");
            }
            bind(map, EDITOR, KeyMap.translate("^X^E"));
            ANSWERS.forEach(answer -> bind(map, LATE_ANSWER, answer));
            bind(map, LineReader.SELF_INSERT, ")"); // the reader's own widget removes blanks before it
            bind(map, LineReader.SELF_INSERT, "]");
            bind(map, CLOSE_BRACE, "}");
        }
    }

    private static void bind(KeyMap<Binding> map, String widget, String keys) {
        if (keys != null) {
            map.bind(new Reference(widget), keys);
        }
    }

    /** Skips an answer that comes when nobody waits for it any more. */
    private boolean passOver() {
        LineReaderImpl keys = (LineReaderImpl) reader;
        boolean isShort = keys.getLastBinding().startsWith("\033[");
        int before = 0;
        for (int key = keys.readCharacter(); key >= 0; key = keys.readCharacter()) {
            if (isShort ? key >= '@' : key == '\007' || before == '\033' && key == '\\') {
                break;
            }
            before = key;
        }
        return true;
    }

    /** Closes a block: its brace stands one step to the left of its contents. */
    private boolean closeBrace() {
        Buffer buffer = reader.getBuffer();
        String before = buffer.upToCursor();
        int lineStart = before.lastIndexOf('\n') + 1;
        if (lineStart > 0 && before.substring(lineStart).isBlank()) {
            buffer.backspace(Math.min(STEP, before.length() - lineStart));
        }
        buffer.write("}");
        return true;
    }

    /** Shows brief documentation the first time, and all of it the second time, if nothing was typed between. */
    private boolean showDocumentation() {
        String text = reader.getBuffer().toString();
        int cursor = reader.getBuffer().cursor();
        String place = cursor + ":" + text;
        boolean again = place.equals(documented);
        documented = again ? "" : place;
        List<Documentation> found = documenter.of(text, cursor, again);
        if (found.isEmpty()) {
            return false;
        }
        DocumentationText printer = new DocumentationText(settings.theme(), Math.max(40, console.width()));
        List<AttributedString> lines = new ArrayList<>();
        for (Documentation each : found) {
            lines.addAll(again ? printer.whole(each) : printer.brief(each));
        }
        AttributedStringBuilder above = new AttributedStringBuilder();
        for (AttributedString line : lines) {
            above.append(line).append('\n');
        }
        reader.printAbove(above.toAttributedString());
        return true;
    }

    private boolean edit(Map<String, String> environment) {
        Terminal terminal = reader.getTerminal();
        terminal.puts(Capability.keypad_local);
        terminal.flush();
        try {
            new ExternalEditor(console, environment::getOrDefault)
                    .edit(reader.getBuffer().toString())
                    .ifPresent(edited -> {
                        reader.getBuffer().clear();
                        reader.getBuffer().write(edited);
                    });
        } catch (CommandException e) {
            reader.printAbove(e.getMessage());
        }
        terminal.puts(Capability.keypad_xmit);
        reader.callWidget(LineReader.REDRAW_LINE);
        return true;
    }
}
