package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.shell.terminal.Theme.Role;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class JavaHighlighterTest {

    private static final JavaHighlighter DARK = new JavaHighlighter(() -> Theme.DARK);

    @Test
    void coloursWordsAndKeepsTheText() {
        String text = "var s = \"é漢\"; // 1";
        AttributedString shown = DARK.highlight(text, -1);
        assertThat(shown.toString()).isEqualTo(text);
        assertThat(shown.styleAt(0)).isEqualTo(Theme.DARK.style(Role.KEYWORD));
        assertThat(shown.styleAt(4)).isEqualTo(AttributedStyle.DEFAULT);
        assertThat(shown.styleAt(text.indexOf('"'))).isEqualTo(Theme.DARK.style(Role.STRING));
        assertThat(shown.styleAt(text.length() - 1)).isEqualTo(Theme.DARK.style(Role.COMMENT));
    }

    @Test
    void marksTheBracketAtTheCursorAndItsPartner() {
        String text = "f(a[1], \")\")";
        AttributedString shown = DARK.highlight(text, text.length());
        List<Integer> marked = marked(shown);
        assertThat(marked).as("the one in quotes is none").containsExactly(1, text.length() - 1);
        assertThat(marked(DARK.highlight(text, 3))).containsExactly(3, 5);
        assertThat(marked(DARK.highlight(text, 2))).as("behind an opening one").containsExactly(1, text.length() - 1);
        assertThat(marked(DARK.highlight("(]", 0))).as("no pair").isEmpty();
        assertThat(marked(DARK.highlight("((", 0))).as("no partner").isEmpty();
    }

    private static List<Integer> marked(AttributedString shown) {
        return java.util.stream.IntStream.range(0, shown.length())
                .filter(i -> shown.styleAt(i).equals(Theme.DARK.style(Role.BRACKET)))
                .boxed()
                .toList();
    }

    @Test
    void commandsAreNotJava() {
        AttributedString shown = DARK.highlight("/set new", -1);
        assertThat(shown.styleAt(1)).isEqualTo(Theme.DARK.style(Role.COMMAND));
        assertThat(shown.styleAt(5)).isEqualTo(AttributedStyle.DEFAULT);
        assertThat(DARK.highlight("// new", -1).styleAt(3)).isEqualTo(Theme.DARK.style(Role.COMMENT));
    }

    @Test
    void withoutThemeThereIsNoColour() {
        AttributedString shown = new JavaHighlighter(() -> Theme.NONE).highlight("new X(\"a\")", 5);
        assertThat(shown.toAnsi()).isEqualTo("new X(\"a\")");
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        assertThat(DARK.highlight("a\u001b[2Jb", -1).toString()).isEqualTo("a^[[2Jb");
    }
}
