package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class TableFoldTest {

    private static List<String> folded(String text, int width) {
        return TableFold.lines(text.lines().toList(), width);
    }

    @Test
    void columnsWithoutRoomStandBelowWithTheNamesOfTheirRows() {
        String text = """
                name        first value   second    third
                bayes            0.1234     12.5        1
                a longer n            1   100.25  0.00001
                over 10 prompts in a space of any dimension""";
        assertThat(folded(text, 43)).isEqualTo(text.lines().toList());
        assertThat(folded(text, 34)).containsExactly("""
                name        first value   second
                bayes            0.1234     12.5
                a longer n            1   100.25

                name          third
                bayes             1
                a longer n  0.00001
                over 10 prompts in a space of any dimension""".split("\n"));
    }

    @Test
    void aLongNameIsCutAndTheNumbersAreWhole() {
        assertThat(folded(
                        "denoiser                 loss\ndescent(lse, 1, 10)     0.123\nzero                        1",
                        20))
                .containsExactly("denoiser   loss", "descent…  0.123", "zero          1");
    }

    /** The blanks between a name and the first number are given up before anything else. */
    @Test
    void blanksBeforeNumbersOnTheRightGiveWay() {
        assertThat(folded("kind                energy  starts\nminimum           -2.73125   81.0%", 28))
                .containsExactly("kind       energy  starts", "minimum  -2.73125   81.0%");
    }

    /** Prose and cells that are too long themselves are left to be broken at blanks. */
    @Test
    void whatIsNoTableStays() {
        String prose = "one two three four five six\nseven eight nine ten eleven";
        assertThat(folded(prose, 10)).isEqualTo(prose.lines().toList());
        String long1 = "a  " + "b".repeat(40) + "\nc  d";
        assertThat(folded(long1, 20)).isEqualTo(long1.lines().toList());
    }

    @Test
    void linesAreBrokenAtBlanks() {
        assertThat(Columns.wrapped(new AttributedString("Error: the quick brown fox jumps"), 15).stream()
                        .map(AttributedString::toString))
                .containsExactly("Error: the", "  quick brown", "  fox jumps");
        assertThat(Columns.wrapped(new AttributedString("0123456789abcdef"), 10).stream()
                        .map(AttributedString::toString))
                .containsExactly("0123456789", "  abcdef");
    }
}
