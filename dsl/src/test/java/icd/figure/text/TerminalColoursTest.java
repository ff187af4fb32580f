package icd.figure.text;

import static org.assertj.core.api.Assertions.assertThat;

import icd.figure.Axis;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.HeatMap;
import icd.figure.Line;
import icd.figure.Shades;
import icd.figure.Style;
import icd.figure.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a terminal is sent, against WCAG's own formula of contrast. */
class TerminalColoursTest {

    private static final List<Colour> PALETTE = List.of(
            Colour.BLUE,
            Colour.VERMILION,
            Colour.GREEN,
            Colour.ORANGE,
            Colour.PURPLE,
            Colour.SKY_BLUE,
            Colour.YELLOW,
            Colour.GREY,
            Colour.viridis(0),
            Colour.viridis(0.3),
            Colour.viridis(0.6),
            Colour.viridis(0.85));

    private static double linear(int part) {
        double v = part / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }

    private static double luminance(int[] rgb) {
        return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
    }

    /** What xterm shows for one of its 256 colours. */
    private static int[] xterm(int code) {
        int[] levels = {0, 95, 135, 175, 215, 255};
        int grey = 8 + 10 * (code - 232);
        return code >= 232
                ? new int[] {grey, grey, grey}
                : new int[] {levels[(code - 16) / 36], levels[(code - 16) / 6 % 6], levels[(code - 16) % 6]};
    }

    /** The colours of a kind that a text asks for: 38 for ink, 48 for ground. */
    private static List<int[]> asked(String text, int kind) {
        Matcher found = Pattern.compile("\u001b\\[" + kind + ";(?:5;(\\d+)|2;(\\d+);(\\d+);(\\d+))m")
                .matcher(text);
        List<int[]> colours = new ArrayList<>();
        while (found.find()) {
            colours.add(
                    found.group(1) != null
                            ? xterm(Integer.parseInt(found.group(1)))
                            : new int[] {
                                Integer.parseInt(found.group(2)),
                                Integer.parseInt(found.group(3)),
                                Integer.parseInt(found.group(4))
                            });
        }
        return colours;
    }

    @ParameterizedTest
    @EnumSource(
            value = TextStyle.Colours.class,
            names = {"ANSI_256", "TRUE_COLOUR"})
    void inkIsReadableOnBlackAndOnWhite(TextStyle.Colours colours) {
        for (Colour colour : PALETTE) {
            Line line = new Line("", new double[] {0, 1}, new double[] {0, 1}, Style.of(colour));
            Figure figure = Figure.of("f", "").row(new Chart("", Axis.of(""), Axis.of(""), line));
            List<int[]> inks = asked(Figures.text(figure, 60, 16, new TextStyle(colours, true)), 38);
            assertThat(inks).as("%s is shown", colour).isNotEmpty();
            for (int[] ink : inks) {
                double y = luminance(ink);
                assertThat((y + 0.05) / 0.05).as("%s on black", colour).isGreaterThanOrEqualTo(4.5);
                assertThat(1.05 / (y + 0.05)).as("%s on white", colour).isGreaterThanOrEqualTo(4.5);
            }
        }
    }

    /** Five series and more look different without their markers. */
    @Test
    void firstSeriesDiffer() {
        for (TextStyle.Colours colours : List.of(TextStyle.Colours.ANSI_256, TextStyle.Colours.TRUE_COLOUR)) {
            assertThat(PALETTE.subList(0, 5).stream()
                            .map(colour -> TerminalColours.readable(colour.rgb(), colours))
                            .distinct())
                    .hasSize(5);
        }
    }

    /** From -4 to 4 in a row of cells: white at 0, bluish below and reddish above, darker the farther out, never green or violet. */
    @Test
    void signedCellsOf256Colours() {
        double[][] row = new double[1][33];
        for (int j = 0; j < 33; j++) {
            row[0][j] = (j - 16) / 4.0;
        }
        String text = Figures.text(
                Figure.of("f", "").row(new HeatMap("", row, "")),
                80,
                12,
                new TextStyle(TextStyle.Colours.ANSI_256, true));
        List<int[]> all = asked(text.lines().findFirst().orElseThrow(), 48);
        assertThat(all).hasSizeGreaterThanOrEqualTo(11);
        int middle = 0;
        for (int i = 1; i < all.size(); i++) {
            middle = luminance(all.get(i)) > luminance(all.get(middle)) ? i : middle;
        }
        assertThat(all.get(middle)).containsExactly(255, 255, 255);
        for (int i = 0; i < all.size(); i++) {
            int[] c = all.get(i);
            if (i < middle) {
                assertThat(luminance(c)).isLessThan(luminance(all.get(i + 1)));
                assertThat(c[2]).isGreaterThanOrEqualTo(c[1]);
                assertThat(c[1]).isGreaterThanOrEqualTo(c[0]);
            } else if (i > middle) {
                assertThat(luminance(c)).isLessThan(luminance(all.get(i - 1)));
                assertThat(c[0]).isGreaterThan(c[1]);
                assertThat(c[1]).isEqualTo(c[2]);
            }
        }
    }

    @Test
    void risingCellsOf256ColoursGrowLighter() {
        double[][] row = new double[1][33];
        for (int j = 0; j < 33; j++) {
            row[0][j] = j;
        }
        Figure figure = Figure.of("f", "").row(new HeatMap("", row, "", Shades.linear("")));
        List<int[]> all = asked(
                Figures.text(figure, 80, 12, new TextStyle(TextStyle.Colours.ANSI_256, true))
                        .lines()
                        .findFirst()
                        .orElseThrow(),
                48);
        assertThat(all).hasSize(9);
        for (int i = 1; i < all.size(); i++) {
            assertThat(luminance(all.get(i))).isGreaterThan(luminance(all.get(i - 1)));
        }
    }
}
