package icd.workbench.shell.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import icd.Dsl;
import icd.figure.Figures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A terminal that says it shows pictures receives them, and its answers never become input. */
@Timeout(90)
class PicturesTest {

    private static final String KITTY = "\033_Gi=31;OK\033\\";
    private static final String ITERM = "\033]1337;ReportCellSize=16.0;8.0;2.0\033\\";
    private static final String CELL = "\033[6;20;10t";
    private static final String SIXEL = "\033[?62;4;22c";
    private static final String NEITHER = "\033[?62;14c";

    @TempDir
    private Path home;

    /** A session on a terminal whose other end the test plays. */
    private final class Faked implements AutoCloseable {

        private final PipedOutputStream keys = new PipedOutputStream();
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final ExternalTerminal terminal;
        private final CompletableFuture<Integer> ended = new CompletableFuture<>();

        Faked(String type, Map<String, String> more) throws Exception {
            terminal = new ExternalTerminal("faked", type, new PipedInputStream(keys, 1 << 16), written, UTF_8);
            terminal.setSize(Size.of(80, 24));
            Map<String, String> environment = new HashMap<>(Map.of("TERM", type, "INPUTRC", home + "/none"));
            environment.put("XDG_STATE_HOME", home.resolve("state").toString());
            environment.putAll(more);
            ShellOptions options =
                    new ShellOptions(List.of(), Folders.of(environment, home), home.resolve("sessions"), environment);
            Thread.ofPlatform().daemon().start(() -> ended.complete(Shell.open(terminal, options)));
            await("icd> ");
        }

        String written() {
            return written.toString(UTF_8);
        }

        /** The text that was written, without colours, cursor movements and pictures. */
        String text() {
            return written().replaceAll("\033\\[[0-9;?]*[a-zA-Z]|\033[_\\]P][^\033\007]*(?:\033\\\\|\007)", "");
        }

        void type(String text) throws Exception {
            keys.write(text.getBytes(UTF_8));
            keys.flush();
        }

        void await(String what) throws Exception {
            long end = System.nanoTime() + 30_000_000_000L;
            while (!written().contains(what) && !text().contains(what)) {
                assertThat(System.nanoTime())
                        .as("no %s in%n%s", what, written())
                        .isLessThan(end);
                Thread.sleep(5);
            }
        }

        /** Draws a figure, answers what is asked, and returns all that is written until a sum has been typed and answered. */
        String drawn(String answers) throws Exception {
            type("plot(x -> x * x, 0, 1)\r");
            await(Pictures.QUESTION);
            type(answers);
            type("20 + 22\r");
            await("= 42");
            return written();
        }

        @Override
        public void close() throws Exception {
            type(VirtualShell.CTRL_C + "/exit\r");
            ended.get(20, TimeUnit.SECONDS);
            terminal.close();
        }
    }

    private static List<String> found(String regex, String text) {
        return Pattern.compile(regex, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static void isPicture(byte[] png, int mostWide, int mostHigh) throws Exception {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isBetween(100, mostWide);
        assertThat(image.getHeight()).isBetween(100, mostHigh);
    }

    @Test
    void kittyIsSentPiecesOfAPng() throws Exception {
        try (Faked shell = new Faked("xterm-256color", Map.of())) {
            String all = shell.drawn(KITTY + CELL + NEITHER);
            List<String> pieces = found("\033_G(?!i=31)([^\033]*)\033\\\\", all);
            assertThat(pieces.getFirst()).startsWith("a=T,f=100,q=2,c=");
            assertThat(pieces)
                    .allSatisfy(piece ->
                            assertThat(piece.substring(piece.indexOf(';') + 1)).hasSizeLessThanOrEqualTo(4096));
            assertThat(pieces.subList(0, pieces.size() - 1)).allMatch(piece -> piece.contains("m=1;"));
            assertThat(pieces.getLast()).contains("m=0;");
            isPicture(
                    Base64.getDecoder()
                            .decode(pieces.stream()
                                    .map(piece -> piece.substring(piece.indexOf(';') + 1))
                                    .collect(Collectors.joining())),
                    79 * 10,
                    21 * 20);
            assertThat(shell.text()).contains("$1 = ").doesNotContain("62;14", "OK", "20;10", "⠉", "┤");
        }
    }

    @Test
    void iterm2IsSentAFile() throws Exception {
        try (Faked shell = new Faked("xterm-256color", Map.of())) {
            String all = shell.drawn(ITERM + SIXEL);
            List<String> files =
                    found("\033]1337;File=inline=1;size=\\d+;width=\\d+;preserveAspectRatio=1:([^\007]*)\007", all);
            assertThat(files).hasSize(1);
            isPicture(Base64.getDecoder().decode(files.getFirst()), 79 * 8, 21 * 16);
            assertThat(shell.text()).doesNotContain("ReportCellSize", "62;4");
        }
    }

    @Test
    void sixelsAreSentAsPixels() throws Exception {
        try (Faked shell = new Faked("xterm-256color", Map.of())) {
            String all = shell.drawn(CELL + SIXEL);
            List<String> pictures = found("\033P0;1q(\"1;1;\\d+;\\d+#[^\033]*)\033\\\\", all);
            assertThat(pictures).hasSize(1);
            String[] size = pictures.getFirst().substring(1).split("[;#]", 5);
            int height = Integer.parseInt(size[3]);
            assertThat(height).isBetween(100, 21 * 20);
            assertThat(found("(-)", pictures.getFirst())).as("bands of six").hasSize((height + 5) / 6);
        }
    }

    /** A terminal without pictures is asked once, and what was typed meanwhile is the next input. */
    @Test
    void withoutPicturesFiguresStandInCharacters() throws Exception {
        try (Faked shell = new Faked("xterm-256color", Map.of())) {
            shell.type("plot(x -> x * x, 0, 1)\r");
            shell.await(Pictures.QUESTION);
            shell.type("1 + " + NEITHER + "2\r");
            shell.await("$2 = 3");
            shell.type("plot(x -> x, 0, 1)\r20 + 22\r");
            shell.await("$4 = 42");
            assertThat(found("(" + Pattern.quote(Pictures.QUESTION) + ")", shell.written()))
                    .hasSize(1);
            assertThat(shell.text()).contains("┤").doesNotContain("62;14");
        }
    }

    /** An answer that comes while a line is being typed is skipped. */
    @Test
    void aLateAnswerIsNoInput() throws Exception {
        try (Faked shell = new Faked("xterm-256color", Map.of())) {
            shell.type("20 + " + KITTY + ITERM + CELL + SIXEL + "22\r");
            shell.await("$1 = 42");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dumb, A, b",
        "xterm-256color, TMUX, /tmp/tmux",
        "tmux-256color, A, b",
        "screen-256color, A, b",
        "linux, A, b",
        "xterm-256color, NO_COLOR, 1"
    })
    void whereNoPictureCouldComeNothingIsAsked(String type, String name, String value) throws Exception {
        try (Faked shell = new Faked(type, Map.of(name, value))) {
            shell.type("plot(x -> x * x, 0, 1)\r20 + 22\r");
            shell.await("= 42");
            assertThat(shell.written()).doesNotContain("\033_G", "\033]1337", "\033[c");
        }
    }

    @Test
    void theyCanBeSwitchedOff() throws Exception {
        try (Faked shell = new Faked("xterm-256color", Map.of())) {
            shell.type("/set pictures off\r");
            shell.type("plot(x -> x * x, 0, 1)\r20 + 22\r");
            shell.await("= 42");
            assertThat(shell.written()).doesNotContain("\033_G");
            assertThat(shell.text()).contains("┤");
        }
    }

    /** Columns of six pixels from the top, the lowest bit first, above {@code ?}; four of a kind are counted. */
    @Test
    void sixelsByHand() {
        int[] rgb = new int[5 * 7];
        Arrays.fill(rgb, 0xFFFFFF);
        rgb[0] = 0xFF0000; // row 0, column 0
        rgb[5 * 2 + 4] = 0xFF0000; // row 2, column 4
        assertThat(Sixels.of(new Pixels(5, 7, rgb)))
                .isEqualTo("\033P0;1q\"1;1;5;7#0;2;100;0;0#1;2;100;100;100"
                        + "#0@???C$#1}~~~z-" // 63 + 1, 63 + 4; all six but those
                        + "#1!5@-\033\\");
    }

    /** Against the JDK's own reader, with more colours than a palette has. */
    @Test
    void pixelsAreThoseOfTheFile() throws Exception {
        double[][] values = new double[40][40];
        Arrays.setAll(values, i -> Dsl.linspace(i, i + 1.0, 40));
        byte[] png = Figures.render(Dsl.heat(Dsl.matrix(values)), List.of("png"), 60)
                .values()
                .iterator()
                .next();
        Pixels pixels = Pixels.of(png);
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(pixels.rgb())
                .isEqualTo(Arrays.stream(
                                image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                        .map(colour -> colour & 0xFFFFFF)
                        .toArray());
        assertThat(found("#(\\d+;2;)", Sixels.of(pixels))).hasSizeLessThanOrEqualTo(256);
    }
}
