package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;

class ShellParserTest {

    private final ShellParser parser = new ShellParser(text -> !text.endsWith("="));

    private void accept(String text) {
        parser.parse(text, text.length(), ParseContext.ACCEPT_LINE);
    }

    @Test
    void anInputGoesOnWhileBracketsTextBlocksAndCommentsAreOpen() {
        assertThatThrownBy(() -> accept("f(1,")).isInstanceOf(EOFError.class);
        assertThatThrownBy(() -> accept("var s = \"\"\"\nabc")).isInstanceOf(EOFError.class);
        assertThatThrownBy(() -> accept("/* why")).isInstanceOf(EOFError.class);
        assertThatThrownBy(() -> accept("x =")).as("by the evaluator's word").isInstanceOf(EOFError.class);
        accept("f(1)");
        accept("f(\"(\")");
        accept("f(1))"); // an error, but no reason to wait for more
        accept("\"open"); // a string ends with its line: the compiler will say so
        accept("");
    }

    @Test
    void aCommandIsOneLine() {
        accept("/help (");
        assertThat(ShellParser.isCommand("  /help")).isTrue();
        assertThat(ShellParser.isCommand("// help")).isFalse();
        assertThat(ShellParser.isCommand("/* help */ 1")).isFalse();
    }

    @Test
    void continuationIsIndentedByWhatIsOpen() {
        EOFError open = catchThrowableOfType(EOFError.class, () -> accept("class A { void f() {"));
        assertThat(open.getOpenBrackets()).isEqualTo(2);
    }

    @Test
    void theWordToCompleteEndsAtTheCursor() {
        assertThat(word("task.prom|pts(1)")).isEqualTo("prom");
        assertThat(word("task.|")).isEmpty();
        assertThat(word("/set the|")).isEqualTo("the");
        assertThat(word("/he|")).isEqualTo("/he");
        assertThat(word("run(\"recipes/fi|\")")).as("all of the string").isEqualTo("recipes/fi");
        assertThat(word("run(\"a\", fi|")).isEqualTo("fi");
    }

    private String word(String marked) {
        int cursor = marked.indexOf('|');
        return parser.parse(marked.replace("|", ""), cursor, ParseContext.COMPLETE)
                .word();
    }
}
