package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import icd.Draws;
import icd.Property;
import icd.workbench.shell.terminal.JavaLexer.Kind;
import icd.workbench.shell.terminal.JavaLexer.Token;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaLexerTest {

    /** {@code KIND:text} of each token but punctuation. */
    private static List<String> words(String text) {
        return JavaLexer.tokens(text).stream()
                .filter(token -> token.kind() != Kind.OTHER && token.kind() != Kind.OPEN && token.kind() != Kind.CLOSE)
                .map(token -> token.kind() + ":" + text.substring(token.start(), token.end()))
                .toList();
    }

    @Test
    void tellsKeywordsTypesCallsAndNamesApart() {
        assertThat(words("var p = new Subspaces(16, d).prompts(N)"))
                .containsExactly(
                        "KEYWORD:var",
                        "NAME:p",
                        "KEYWORD:new",
                        "CALL:Subspaces",
                        "NUMBER:16",
                        "NAME:d",
                        "CALL:prompts",
                        "TYPE:N");
    }

    @Test
    void contextualKeywordsAreNamesElsewhere() {
        assertThat(words("var var = 1")).startsWith("KEYWORD:var", "NAME:var");
        assertThat(words("record = 2")).startsWith("NAME:record");
        assertThat(words("record Point(int x) {}")).startsWith("KEYWORD:record");
        assertThat(words("non-sealed interface A {}")).startsWith("KEYWORD:non-sealed");
    }

    @Test
    void numbersEndWhereTheyEnd() {
        assertThat(words("1e-3+0x1F-2.5f*1_000L+.5"))
                .containsExactly("NUMBER:1e-3", "NUMBER:0x1F", "NUMBER:2.5f", "NUMBER:1_000L", "NUMBER:.5");
        assertThat(words("0xE+1")).containsExactly("NUMBER:0xE", "NUMBER:1");
        assertThat(words("1.max(2)")).containsExactly("NUMBER:1", "CALL:max", "NUMBER:2");
    }

    @Test
    void stringsAndCommentsHideWhatTheyHold() {
        assertThat(words("\"a // b \\\" c\" + 'x' // \"d\""))
                .containsExactly("STRING:\"a // b \\\" c\"", "STRING:'x'", "COMMENT:// \"d\"");
        assertThat(words("/* new */ x")).containsExactly("COMMENT:/* new */", "NAME:x");
        assertThat(words("\"\"\"\n new \"quoted\" \"\"\" + y"))
                .containsExactly("STRING:\"\"\"\n new \"quoted\" \"\"\"", "NAME:y");
    }

    @Test
    void whatIsStillOpenSaysSo() {
        assertThat(JavaLexer.tokens("f(\"runs/").getLast()).isEqualTo(new Token(Kind.STRING, 2, 8, false));
        assertThat(JavaLexer.tokens("\"\"\"\nabc").getLast().closed()).isFalse();
        assertThat(JavaLexer.tokens("/* abc").getLast().closed()).isFalse();
        assertThat(JavaLexer.tokens("\"abc\\").getLast().end()).isEqualTo(5);
        assertThat(JavaLexer.tokens("\"\"").getLast().closed()).isTrue();
    }

    @Property(cases = 2000)
    void everyTextIsCoveredInOrder(Draws draws) {
        checkCovered(draws.text(60));
    }

    @Property(cases = 1000)
    void everyTextOfJavasOwnCharactersToo(Draws draws) {
        StringBuilder text = new StringBuilder();
        for (int i = draws.between(0, 20); i > 0; i--) {
            text.append(
                    draws.of("\"", "'", "\\", "/", "*", "\n", " ", "(", ")", ".", "0x", "1e", "-", "a", "new", "@"));
        }
        checkCovered(text.toString());
    }

    private static void checkCovered(String text) {
        int at = 0;
        for (Token token : JavaLexer.tokens(text)) {
            assertThat(token.start()).isGreaterThanOrEqualTo(at);
            assertThat(token.end()).isGreaterThan(token.start()).isLessThanOrEqualTo(text.length());
            assertThat(text.substring(at, token.start())).isBlank();
            at = token.end();
        }
        assertThat(text.substring(at)).isBlank();
    }
}
