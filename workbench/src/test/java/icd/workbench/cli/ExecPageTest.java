package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code exec --check} accepts no page of which a part was not checked. In the pages, {@code /} ends a line. */
@Timeout(60)
class ExecPageTest {

    @TempDir
    private Path folder;

    private CommandLineRunner check(String page) throws IOException {
        return workbench("exec", "--check", Files.writeString(folder.resolve("page.md"), page));
    }

    /** The line that is named, and the message about it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "7 | the one `text` block right after its input | ```java/1/```/```text/$1 = 1/```/```text/$1 = 2/```",
                "5 | the one `text` block right after its input | ```java/1/```/It gives:/```text/$1 = 2/```",
                "1 | the one `text` block right after its input | ```text/$1 = 2/```/```java/1/```",
                "4 | the one `text` block right after its input | ```bash/ls/```/```text/a/```/```java/1/```/```text/$1 = 1/```",
                "5 | the one `text` block right after its input |"
                        + " ```java/1/```/<!-- workbench: width 80, digits 6, rows 20 -->/```text/$1 = 2/```",
                "4 | must say text and nothing else, got Text | ```java/1/```/```Text/$1 = 2/```",
                "4 | must say text and nothing else, got txt | ```java/1/```/```txt/$1 = 2/```",
                "4 | must say text and nothing else, got text out | ```java/1/```/```text out/$1 = 2/```",
                "4 | must say text, got none | ```java/1/```/```/$1 = 2/```",
                "1 | must be java, in small letters, got Java | ```Java/1/```/```text/$1 = 2/```",
                "1 | must be java, in small letters, got JAVA fails | ```JAVA fails/1/```/```text/$1 = 2/```",
                "1 | must be java, in small letters, got jav | ```jav/1/```/```text/$1 = 2/```",
                "1 | must be java, in small letters, got {.java} | ```{.java}/1/```/```text/$1 = 2/```",
                "1 | there may be one mark, fails or skip, got java fials | ```java fials/1/```/```text/$1 = 1/```",
                "1 | there may be one mark, fails or skip, got java Skip | ```java Skip/1/```/```text/$1 = 1/```",
                "1 | there may be one mark, fails or skip, got java fails skip | ```java fails skip/1/```/```text/x/```",
                "1 | something to compare | No code at all.",
                "1 | something to compare | ```java/1/```",
                "1 | something to compare | ```java skip/1/```/```text/$1 = 2/```",
                "1 | something to compare | ```python/1/```",
                "1 | must hold code, got none | ```java/```/```text/```",
                "1 | must hold code, got none | ```java/  //```/```text/```",
                "4 | must be closed with ```, got the end | ```java/1/```/```text/$1 = 1",
                "1 | must be closed with ````, got the end | ````java/1/```/```text/$1 = 1/```",
                "3 | the block that begins in line 1 must be closed | ```bash/ls/```java/1/```/```text/$1 = 2/```",
                "3 | the block that begins in line 1 must be closed | ```java skip/1/```java/1/```/```text/$1 = 2/```",
                "2 | one of the first four columns | Before./    ```java/    1/    ```/```java/1/```/```text/$1 = 1/```",
                "2 | one of the first four columns | Before./\t```java/\t1/\t```/```java/1/```/```text/$1 = 1/```",
                "1 | one of the first four columns | > ```java/> 1/> ```/```java/1/```/```text/$1 = 1/```",
                "1 | one of the first four columns | - ```java/  1/  ```/```java/1/```/```text/$1 = 1/```",
                "1 | a comment of the workbench must be like |"
                        + " <!-- workbench: width 80 digits 6 -->/```java/1/```/```text/$1 = 1/```",
                "1 | digits must be 1 to 17, got 99 |"
                        + " <!-- workbench: width 80, digits 99, rows 20 -->/```java/1/```/```text/$1 = 1/```"
            })
    void malformed(int line, String message, String page) throws IOException {
        CommandLineRunner said = check(page.replace("/", "\n"));
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(2);
        assertThat(said.err().lines())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("page.md") + ":" + line + ": ")
                .contains(message);
        assertThat(said.out()).isEmpty();
    }

    /** The recorded output is 2, and wrong, whatever the page looks like. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "```java\n1\n```\n```text\n$1 = 2\n```\n",
                "~~~java\n1\n~~~\n~~~text\n$1 = 2\n~~~\n",
                "~~~~java\n1\n~~~~\n```text\n$1 = 2\n```\n",
                "````java\n1\n````\n\n\n`````text\n$1 = 2\n`````\n",
                "   ```java\n   1\n   ```\n   ```text\n   $1 = 2\n   ```\n",
                "1. A list\n\n   ```java\n   1\n   ```\n\n   ```text\n   $1 = 2\n   ```\n",
                "\uFEFF```java\r\n1\r\n```\r\n```text\r\n$1 = 2\r\n```\r\n",
                "``` java \n1\n``` \n``` text \n$1 = 2\n```\t\n",
                "```jshell\n1\n```\n```text\n$1 = 2\n```",
                "````markdown\n```java\n3\n```\n````\n```java\n1\n```\n```text\n$1 = 2\n```\n",
                "```java\nvar s = \"\"\"\n    ```\n    \"\"\";\n1\n```\n```text\ns = \"\"\"\n```\n",
                "```java\n1\n```\n```text\n...\n```\n",
                "```java\n1\n```\n```text\n‹$1 = 2›\n```\n",
                "```java\n1\n```\n```text\n$1 = 1\n$2 = 2\n```\n",
                "```java\n1;\n```\n```text\n```\n",
                "```java\nint f() { return 1; }\n```\n```text\nsomething\n```\n",
                "```java\nSystem.err.println(1)\n```\n```text\n2\n```\n",
                "```java fails\n1 / 0\n```\n```text\nArithmeticException: another\n```\n",
                "```java fails\nundeclared()\n```\n```text\nArithmeticException: / by zero\n```\n",
                "```java\n1\nSystem.exit(0)\n```\n```text\n$1 = 2\n```\n",
                "```java\n1\n```\n```text\n$1 = 2\n```\n```java\nSystem.exit(0)\n```\n"
            })
    void differs(String page) throws IOException {
        CommandLineRunner said = check(page);
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(1);
        assertThat(said.err()).contains("the output must be as recorded").contains("page.md:");
    }

    @Test
    void whatWouldNotBeReachedIsNotPassed() throws IOException {
        CommandLineRunner said =
                check("```java\n1\n```\n```text\n$1 = 1\n```\n```java\nSystem.exit(0)\n```\n```java\n3\n```\n");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("page.md:8: System.exit must not end the page", "1 input below it");
        CommandLineRunner last = check("```java\n1\nSystem.exit(0)\n```\n```text\n$1 = 1\nSystem.exit(0)\n```\n");
        assertThat(last.code()).as(last.err()).isZero();
        assertThat(check(page("System.exit(5)", "System.exit(5)")).code()).isEqualTo(5);
    }

    @Test
    void whatIsNotRecordedIsSaid() throws IOException {
        CommandLineRunner said = check("```java\n5\n```\n\n" + page("6", "$2 = 6"));
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("1 output compared, all as recorded; nothing is recorded for the output of line 2");
    }

    /** A declaration that was recorded and is skipped now need not be dropped. */
    @Test
    void dropOfWhatIsSkipped() throws IOException {
        CommandLineRunner said = check("```java skip\nint x = 1\n```\n```java\n/drop x\n```\n" + page("2", "$1 = 2"));
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err()).contains("page.md:5: /drop x: nothing has the name or id x");
    }

    private static String page(String code, String output) {
        return "```java\n" + code + "\n```\n```text\n" + output + "\n```\n";
    }

    /** Without a check, the page is executed: there outputs may stand where they like, but not inputs. */
    @Test
    void whatIsExecutedMustSayWhatItIs() throws IOException {
        Path page = Files.writeString(folder.resolve("page.MD"), "```Java\n1\n```\n");
        CommandLineRunner said = workbench("exec", page);
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).startsWith(page + ":1: the language of an input must be java");
        Files.writeString(page, "```text\nfree\n```\n```java\n1\n```\n");
        assertThat(workbench("exec", page).out().strip()).isEqualTo("1");
    }

    @Test
    void anUpdateKeepsLineEndsAndClosesItsFences() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "\uFEFF```java\r\nint x = 1\r\n```\r\n```text\r\nx = 2\r\n```\r\nEnd.\r\n");
        assertThat(workbench("exec", page, "--update").code()).isZero();
        assertThat(page)
                .content()
                .isEqualTo("\uFEFF```java\r\nint x = 1\r\n```\r\n```text\r\nx = 1\r\n```\r\nEnd.\r\n");
        Files.writeString(page, "```java\nSystem.out.println(\"```\")\n```\n```text\n?\n```\nEnd.\n");
        assertThat(workbench("exec", page, "--update").code()).isZero();
        assertThat(workbench("exec", page, "--check").out()).contains("1 output compared, all as recorded");
        assertThat(page).content().endsWith("````text\n```\n````\nEnd.\n");
        Files.writeString(page, page("System.exit(0)", "?"));
        CommandLineRunner said = workbench("exec", page, "--update");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("page.md:2: System.exit must not end a page that is updated");
    }
}
