package icd.workbench.shell.terminal;

import icd.figure.Figure;
import icd.figure.Figures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Terminal;

/**
 * Shows figures as pictures, on a terminal that says it can. The terminal is asked once, at the first figure. JLine's
 * own graphics are not used: they look at environment variables rather than ask, and draw with AWT.
 */
final class Pictures {

    /** The kinds of pictures, as typed after {@code /set pictures}. */
    enum Choice {
        AUTO,
        OFF,
        KITTY,
        ITERM2,
        SIXEL;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The answer of a terminal.
     *
     * @param protocol the protocol of pictures, if it has one
     * @param cellWidth the width of a character in pixels
     * @param cellHeight the height of a line in pixels
     * @param rest the part that is no answer: keys that were typed meanwhile
     */
    record Answer(Optional<PictureProtocol> protocol, int cellWidth, int cellHeight, String rest) {

        private static final Pattern KITTY = Pattern.compile("\033_Gi=31;([^\033]*)\033\\\\");
        private static final Pattern CELL_POINTS =
                Pattern.compile("\033\\]1337;ReportCellSize=[^\007\033]*(?:\007|\033\\\\)");
        private static final Pattern CELL = Pattern.compile("\033\\[6;(\\d{1,4});(\\d{1,4})t");
        private static final Pattern ATTRIBUTES = Pattern.compile("\033\\[\\?([0-9;]*)c");

        static Answer of(String keys) {
            Matcher cell = CELL.matcher(keys);
            boolean measured =
                    cell.find() && Integer.parseInt(cell.group(1)) > 3 && Integer.parseInt(cell.group(2)) > 1;
            String rest = keys;
            for (Pattern answer : List.of(KITTY, CELL_POINTS, CELL, ATTRIBUTES)) {
                rest = answer.matcher(rest).replaceAll("");
            }
            return new Answer(
                    protocol(keys),
                    measured ? Integer.parseInt(cell.group(2)) : 8,
                    measured ? Integer.parseInt(cell.group(1)) : 16,
                    rest);
        }

        private static Optional<PictureProtocol> protocol(String keys) {
            Matcher kitty = KITTY.matcher(keys);
            Matcher attributes = ATTRIBUTES.matcher(keys);
            if (kitty.find() && kitty.group(1).equals("OK")) {
                return Optional.of(PictureProtocol.KITTY);
            } else if (CELL_POINTS.matcher(keys).find()) {
                return Optional.of(PictureProtocol.ITERM2);
            }
            return attributes.find() && List.of(attributes.group(1).split(";")).contains("4")
                    ? Optional.of(PictureProtocol.SIXEL)
                    : Optional.empty();
        }
    }

    /**
     * Asks for kitty's pictures, for iTerm2's, for the size of a character, and at last for the attributes, which every
     * terminal reports.
     */
    static final String QUESTION =
            "\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\" + "\033]1337;ReportCellSize\033\\" + "\033[16t" + "\033[c";

    private static final long PATIENCE_MILLIS = 1000;
    private static final double DOTS_PER_INCH = 96;
    private static final int USUAL_CELL = 16;

    private final Console console;
    private final Settings settings;
    private final Map<String, String> environment;
    private Answer answer;

    Pictures(Console console, Settings settings, Map<String, String> environment) {
        this.console = console;
        this.settings = settings;
        this.environment = environment;
    }

    /**
     * Returns the bytes that show a figure on this terminal; empty where the figure is to be shown in characters.
     *
     * @param rows the number of lines that it may take
     */
    Optional<String> of(Figure figure, int rows) {
        try {
            return protocol().map(protocol -> {
                byte[] png = drawn(figure, rows);
                return protocol.shown(png, Math.ceilDiv(Pixels.size(png)[0], answer.cellWidth()));
            });
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // it is too large or cannot be laid out; in characters it is shown, or says why
        }
    }

    private Optional<PictureProtocol> protocol() {
        Pictures.Choice choice = settings.pictures();
        if (choice == Choice.OFF || choice == Choice.AUTO && !mayAsk()) {
            return Optional.empty();
        }
        if (answer == null) {
            answer = mayAsk() ? Answer.of(console.ask(QUESTION, Answer.ATTRIBUTES, PATIENCE_MILLIS)) : Answer.of("");
            console.typedAhead(answer.rest());
        }
        return choice == Choice.AUTO ? answer.protocol() : Optional.of(PictureProtocol.valueOf(choice.name()));
    }

    /**
     * Returns whether the terminal may be asked: a multiplexer answers for itself and passes no pictures on, and a
     * console without pictures would show the question.
     */
    private boolean mayAsk() {
        String type = console.terminal().getType();
        return !console.isPiped()
                && settings.theme() != Theme.NONE
                && environment.getOrDefault("TMUX", "").isEmpty()
                && !type.matches("(?:screen|tmux|linux|cons25|vt\\d|" + Terminal.TYPE_DUMB + ").*");
    }

    /** Draws the figure at its own size, or smaller where the terminal has less room. */
    private byte[] drawn(Figure figure, int rows) {
        int most = (int) Math.round(DOTS_PER_INCH * Math.max(1, answer.cellHeight() / (double) USUAL_CELL));
        byte[] png = png(figure, most);
        int[] size = Pixels.size(png);
        double fit = Math.min(
                (console.width() - 1.0) * answer.cellWidth() / size[0], (double) rows * answer.cellHeight() / size[1]);
        return fit >= 1 ? png : png(figure, Math.max(20, (int) (most * fit)));
    }

    private static byte[] png(Figure figure, int dotsPerInch) {
        return Figures.render(figure, List.of("png"), dotsPerInch)
                .values()
                .iterator()
                .next();
    }
}
