package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

/** A page of Markdown on a terminal. */
class PageTextTest {

    private static final String PAGE = """
            # A page

            Words with *slant*, **weight** and `code * 2`,
            of 2 * 3 * 4 and a [link](https://example.org/).

            - one
            - two

            ```java
            var x = 1;

            x
            ```

            ```text
            x = 1
            ```

            The end.
            """;

    private static List<String> plain(List<AttributedString> lines) {
        return lines.stream().map(AttributedString::toString).toList();
    }

    @Test
    void marksAreGoneAndTheirMeaningStays() {
        List<AttributedString> lines = new PageText(Theme.DARK, 200).whole(PAGE);
        assertThat(plain(lines))
                .containsExactly(
                        "A page",
                        "",
                        "Words with slant, weight and code * 2, of 2 * 3 * 4 and a link (https://example.org/).",
                        "",
                        "- one",
                        "- two",
                        "",
                        "  var x = 1;",
                        "  ",
                        "  x",
                        "",
                        "  x = 1",
                        "",
                        "The end.");
        AttributedString words = lines.get(2);
        assertThat(words.styleAt(words.toString().indexOf("slant"))).isEqualTo(AttributedStyle.DEFAULT.italic());
        assertThat(words.styleAt(words.toString().indexOf("weight"))).isEqualTo(AttributedStyle.DEFAULT.bold());
        assertThat(words.styleAt(words.toString().indexOf("code"))).isEqualTo(Theme.DARK.style(Theme.Role.NAME));
        assertThat(words.styleAt(words.toString().indexOf("2 * 3"))).isEqualTo(AttributedStyle.DEFAULT);
        assertThat(lines.getFirst().styleAt(0)).isEqualTo(Theme.DARK.style(Theme.Role.HEADING));
    }

    @Test
    void withoutColoursThereAreNoStyles() {
        assertThat(new PageText(Theme.NONE, 80).whole(PAGE))
                .allSatisfy(line -> assertThat(line.toAnsi()).isEqualTo(line.toString()));
    }

    @Test
    void paragraphsAreWrappedAtWords() {
        List<String> lines = plain(new PageText(Theme.NONE, 31).whole("word ".repeat(30)));
        assertThat(lines).hasSize(5).allMatch(line -> line.length() <= 30 && line.matches("(word ?)+"));
    }

    @Test
    void stepsLeaveOutWhatIsRecorded() {
        List<PageText.Step> steps = new PageText(Theme.NONE, 80).steps(PAGE);
        assertThat(steps).extracting(PageText.Step::code).containsExactly("var x = 1;\n\nx\n", "");
        assertThat(plain(steps.getFirst().shown()))
                .contains("A page", "  var x = 1;")
                .doesNotContain("  x = 1");
        assertThat(plain(steps.getLast().shown())).containsExactly("The end.");
    }
}
