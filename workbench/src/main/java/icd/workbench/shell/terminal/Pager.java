package icd.workbench.shell.terminal;

import java.util.List;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/**
 * Shows long text a screen at a time and leaves it where the terminal can scroll back to it, so that it stays visible
 * while the next line is typed; a full-screen pager would remove it.
 */
final class Pager {

    private enum Key {
        PAGE,
        LINE,
        ALL,
        QUIT
    }

    private final Terminal terminal;
    private final Theme theme;

    Pager(Terminal terminal, Theme theme) {
        this.terminal = terminal;
        this.theme = theme;
    }

    /** Prints the lines, all of them if they fit the screen. Ends early when the reader has seen enough. */
    void show(List<AttributedString> lines) {
        int rows = terminal.getSize().getRows();
        int columns = terminal.getSize().getColumns();
        boolean pages = rows > 3 && columns > 20 && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        List<AttributedString> wrapped = pages
                ? lines.stream()
                        .flatMap(line -> Columns.wrapped(line, columns).stream())
                        .toList()
                : lines;
        if (!pages || wrapped.size() < rows) {
            wrapped.forEach(line -> terminal.writer().println(BoxLines.ansi(line, terminal)));
            terminal.flush();
            return;
        }
        Attributes before = terminal.enterRawMode();
        try {
            turn(wrapped, rows - 1);
        } finally {
            terminal.setAttributes(before);
            terminal.flush();
        }
    }

    private void turn(List<AttributedString> lines, int page) {
        BindingReader keys = new BindingReader(terminal.reader());
        KeyMap<Key> map = keys();
        int shown = 0;
        int upTo = page;
        while (true) {
            for (; shown < Math.min(upTo, lines.size()); shown++) {
                terminal.writer().print(BoxLines.ansi(lines.get(shown), terminal));
                terminal.writer().print("\r\n"); // in raw mode the terminal adds no return
            }
            if (shown == lines.size()) {
                return;
            }
            ask(shown, lines.size());
            Key key = keys.readBinding(map);
            terminal.writer().print("\r");
            terminal.puts(Capability.clr_eol);
            switch (key) {
                case PAGE -> upTo = shown + page;
                case LINE -> upTo = shown + 1;
                case ALL -> upTo = lines.size();
                case QUIT -> {
                    return;
                }
                case null -> {
                    return;
                }
            }
        }
    }

    private void ask(int shown, int all) {
        new AttributedString(
                        "-- " + shown + " of " + all + " lines: space more, enter a line, a all, q enough --",
                        theme.style(Theme.Role.DETAIL))
                .print(terminal);
        terminal.flush();
    }

    private KeyMap<Key> keys() {
        KeyMap<Key> map = new KeyMap<>();
        map.bind(Key.PAGE, " ", "f", KeyMap.ctrl('F'), KeyMap.key(terminal, Capability.key_npage));
        map.bind(Key.LINE, "\r", "\n", "j", KeyMap.key(terminal, Capability.key_down));
        map.bind(Key.ALL, "a", "G");
        map.bind(Key.QUIT, "q", "Q", KeyMap.ctrl('C'), KeyMap.ctrl('D'), KeyMap.esc());
        map.setAmbiguousTimeout(100);
        return map;
    }
}
