package icd.workbench.shell.terminal;

import icd.workbench.shell.Timing;
import icd.workbench.shell.terminal.Settings.Feedback;
import icd.workbench.shell.terminal.Settings.Keys;
import icd.workbench.shell.terminal.Theme.Role;
import icd.workbench.tree.Nearest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code /set /time}. */
final class SettingCommands {

    /** One of the settings: its present value, its possible values, and the way to change it. */
    private record Setting(Supplier<Object> now, List<String> values, String meaning, Consumer<String> change) {}

    private final Desk desk;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private SettingCommands(Desk desk) {
        this.desk = desk;
        Settings state = desk.settings();
        settings.put(
                "digits",
                new Setting(
                        state::digits,
                        List.of("4", "6", "10", "17"),
                        "significant digits of numbers, 1 to 17",
                        value -> state.digits(number("digits", value, 1, 17))));
        settings.put(
                "rows",
                new Setting(
                        state::rows,
                        List.of("10", "20", "100"),
                        "rows of a matrix or table before its middle is left out, 4 to 100000",
                        value -> state.rows(number("rows", value, 4, 100_000))));
        settings.put(
                "feedback",
                new Setting(
                        state::feedback,
                        words(Feedback.values()),
                        "what is printed for an input that succeeds: nothing, its value, or also its declarations",
                        value -> state.feedback(choice("feedback", value, Feedback.values()))));
        settings.put(
                "theme",
                new Setting(
                        state::theme,
                        words(Theme.values()),
                        "colours for a dark or a light screen, for either, or none",
                        value -> state.theme(choice("theme", value, Theme.values()))));
        settings.put(
                "pictures",
                new Setting(
                        state::pictures,
                        words(Pictures.Choice.values()),
                        "how figures are shown: auto for the best way that the terminal offers, off for characters, or by a protocol: kitty, iterm2 or sixel",
                        value -> state.pictures(choice("pictures", value, Pictures.Choice.values()))));
        settings.put(
                "keys",
                new Setting(
                        state::keys, words(Keys.values()), "the keys of the editor: those of Emacs or of vi", value -> {
                            state.keys(choice("keys", value, Keys.values()));
                            desk.bindKeys();
                        }));
    }

    static List<Command> of(Desk desk) {
        SettingCommands group = new SettingCommands(desk);
        return List.of(
                Command.of(
                        "set",
                        "[NAME [VALUE]]",
                        "digits, rows, feedback, theme, pictures, keys",
                        """
                        Without a name, shows all settings; with a name, one and what it may be; with a value, changes it
                        for this session. In ~/.config/workbench/startup.jsh, a line like the ones below holds for all sessions.

                          icd> /set digits 10
                          icd> /set theme light""",
                        group::candidates,
                        group::set),
                Command.of("time", "[N] CODE", "run code and say how long it took", """
                        Says how long the code takes, compiling and printing left out: the shortest, the median and the
                        longest of N runs. Without N, short code is run in loops, for seven rounds or two
                        seconds, so that code with consequences has them that often. Only the last result is shown.

                          icd> /time 5 Math.sqrt(2)""", group::time));
    }

    private List<String> candidates(String typed) {
        String[] words = typed.split(" ", -1);
        if (words.length <= 1) {
            return List.copyOf(settings.keySet());
        }
        Setting setting = settings.get(words[0]);
        return setting == null || words.length > 2 ? List.of() : setting.values();
    }

    private void set(String arguments) {
        if (arguments.isEmpty()) {
            Columns table = new Columns(3);
            settings.forEach(
                    (name, setting) -> table.row(name, setting.now().get().toString(), setting.meaning()));
            desk.console()
                    .page(table.lines(
                            desk.console().style(Role.NAME), desk.console().width()));
            return;
        }
        String[] words = arguments.split("\\s+", 2);
        Setting setting = settings.get(words[0]);
        if (setting == null) {
            throw new CommandException("/set: there is no setting " + words[0]
                    + Nearest.to(words[0], settings.keySet())
                            .map(near -> ", did you mean " + near + "?")
                            .orElse("; there are " + String.join(", ", settings.keySet())));
        }
        if (words.length == 1) {
            desk.console().line(words[0] + " is " + setting.now().get() + ": " + setting.meaning());
        } else {
            setting.change().accept(words[1].strip());
        }
    }

    private static int number(String name, String value, int least, int most) {
        if (!value.matches("\\d{1,6}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new CommandException("/set: " + name + " must be " + least + " to " + most + ", got " + value);
        }
        return Integer.parseInt(value);
    }

    private static <T> T choice(String name, String value, T[] values) {
        return Arrays.stream(values)
                .filter(each -> each.toString().equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        "/set: " + name + " must be one of " + String.join(", ", words(values)) + ", got " + value));
    }

    private static List<String> words(Object[] values) {
        return Arrays.stream(values).map(Object::toString).toList();
    }

    private void time(String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("/time must be given code, got none");
        }
        String[] words = arguments.split("\\s+", 2);
        boolean counted = words.length == 2 && words[0].matches("[1-9]\\d{0,5}");
        int times = counted ? Integer.parseInt(words[0]) : 0;
        String code = counted ? words[1] : arguments;
        Timing timing = new Timing(times);
        try {
            if (timing.during(() -> desk.evaluate(code)) && !timing.isEmpty()) {
                desk.console().line(Role.DETAIL, timing.toString());
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("evaluation throws nothing that is checked", e);
        }
    }
}
