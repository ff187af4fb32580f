package icd.workbench.shell.terminal;

import java.util.Locale;
import java.util.Map;
import org.jline.utils.AttributedStyle;

/**
 * The colours of the shell, chosen by the role of a text, never by its place.
 *
 * <p>{@link #AUTO} uses only those of the terminal's sixteen colours that usual palettes keep legible on light and on
 * dark; {@link #DARK} and {@link #LIGHT} use the 256-colour cube.
 */
public enum Theme {
    AUTO,
    DARK,
    LIGHT,
    NONE;

    /** The roles of coloured text. */
    public enum Role {
        PROMPT,
        KEYWORD,
        TYPE,
        CALL,
        STRING,
        NUMBER,
        COMMENT,
        BRACKET,
        COMMAND,
        HEADING,
        NAME,
        DETAIL,
        ERROR,
        WARNING
    }

    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    private static final Map<Role, AttributedStyle> SIXTEEN = Map.ofEntries(
            Map.entry(Role.PROMPT, PLAIN.foreground(AttributedStyle.BLUE).bold()),
            Map.entry(Role.KEYWORD, PLAIN.foreground(AttributedStyle.MAGENTA)),
            Map.entry(Role.TYPE, PLAIN.foreground(AttributedStyle.CYAN)),
            Map.entry(Role.CALL, PLAIN.foreground(AttributedStyle.BLUE)),
            Map.entry(Role.STRING, PLAIN.foreground(AttributedStyle.GREEN)),
            Map.entry(Role.NUMBER, PLAIN.foreground(AttributedStyle.RED)),
            Map.entry(Role.COMMENT, PLAIN.faint()),
            Map.entry(Role.BRACKET, PLAIN.bold().underline()),
            Map.entry(Role.COMMAND, PLAIN.foreground(AttributedStyle.MAGENTA).bold()),
            Map.entry(Role.HEADING, PLAIN.bold()),
            Map.entry(Role.NAME, PLAIN.foreground(AttributedStyle.BLUE)),
            Map.entry(Role.DETAIL, PLAIN.faint()),
            Map.entry(Role.ERROR, PLAIN.foreground(AttributedStyle.RED).bold()),
            Map.entry(Role.WARNING, PLAIN.foreground(AttributedStyle.YELLOW)));

    private static final Map<Role, AttributedStyle> ON_DARK = Map.ofEntries(
            Map.entry(Role.PROMPT, PLAIN.foreground(75).bold()),
            Map.entry(Role.KEYWORD, PLAIN.foreground(176)),
            Map.entry(Role.TYPE, PLAIN.foreground(80)),
            Map.entry(Role.CALL, PLAIN.foreground(111)),
            Map.entry(Role.STRING, PLAIN.foreground(114)),
            Map.entry(Role.NUMBER, PLAIN.foreground(216)),
            Map.entry(Role.COMMENT, PLAIN.foreground(245)),
            Map.entry(Role.BRACKET, PLAIN.foreground(231).background(240).bold()),
            Map.entry(Role.COMMAND, PLAIN.foreground(176).bold()),
            Map.entry(Role.HEADING, PLAIN.foreground(231).bold()),
            Map.entry(Role.NAME, PLAIN.foreground(111)),
            Map.entry(Role.DETAIL, PLAIN.foreground(246)),
            Map.entry(Role.ERROR, PLAIN.foreground(203).bold()),
            Map.entry(Role.WARNING, PLAIN.foreground(179)));

    private static final Map<Role, AttributedStyle> ON_LIGHT = Map.ofEntries(
            Map.entry(Role.PROMPT, PLAIN.foreground(25).bold()),
            Map.entry(Role.KEYWORD, PLAIN.foreground(90)),
            Map.entry(Role.TYPE, PLAIN.foreground(30)),
            Map.entry(Role.CALL, PLAIN.foreground(25)),
            Map.entry(Role.STRING, PLAIN.foreground(28)),
            Map.entry(Role.NUMBER, PLAIN.foreground(130)),
            Map.entry(Role.COMMENT, PLAIN.foreground(242)),
            Map.entry(Role.BRACKET, PLAIN.foreground(16).background(252).bold()),
            Map.entry(Role.COMMAND, PLAIN.foreground(90).bold()),
            Map.entry(Role.HEADING, PLAIN.foreground(16).bold()),
            Map.entry(Role.NAME, PLAIN.foreground(25)),
            Map.entry(Role.DETAIL, PLAIN.foreground(241)),
            Map.entry(Role.ERROR, PLAIN.foreground(160).bold()),
            Map.entry(Role.WARNING, PLAIN.foreground(130)));

    /**
     * Returns the theme for a terminal that has reported no background.
     *
     * @param environment {@code NO_COLOR} and {@code TERM=dumb} remove all colours; {@code COLORFGBG}, where a terminal
     *     sets it, ends with the number of its background
     */
    public static Theme of(Map<String, String> environment) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb")) {
            return NONE;
        }
        String colours = environment.getOrDefault("COLORFGBG", "");
        boolean many = environment.getOrDefault("TERM", "").contains("256")
                || !environment.getOrDefault("COLORTERM", "").isEmpty();
        if (!many || colours.isEmpty()) {
            return AUTO;
        }
        String background = colours.substring(colours.lastIndexOf(';') + 1);
        return background.equals("7") || background.equals("15") ? LIGHT : DARK;
    }

    /** Returns the style of a role; {@link AttributedStyle#DEFAULT} without colours. */
    public AttributedStyle style(Role role) {
        return switch (this) {
            case AUTO -> SIXTEEN.get(role);
            case DARK -> ON_DARK.get(role);
            case LIGHT -> ON_LIGHT.get(role);
            case NONE -> PLAIN;
        };
    }

    /** Returns the name as typed after {@code /set theme}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
