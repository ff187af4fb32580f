package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One long session: lines are typed, and the screen is looked at. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(90)
class ShellTest {

    private Path home;

    private VirtualShell shell;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        home = folder;
        Path startup = home.resolve("mine.jsh");
        Files.writeString(startup, "int mine = 7;\n/set rows 10\n");
        shell = VirtualShell.open(home, List.of(startup), Map.of("EDITOR", "sed -i s/111/222/"));
    }

    @AfterAll
    void end() throws Exception {
        shell.close();
    }

    @Test
    void valuesStandBesideTheirNames() throws Exception {
        assertThat(shell.answer("var half = 1 / 2.0")).isEqualTo("half = 0.5");
        assertThat(shell.answer("var many = new double[1000]")).matches("many =\\ndouble\\[1000\\] \\{0\\.0, .*0\\.0}");
        assertThat(shell.answer("half * 3")).matches("\\$\\d+ = 1\\.5");
        assertThat(shell.answer("half = 4;")).isEqualTo("half = 4.0");
        assertThat(shell.answer("if (half > 0) System.out.print(\"no line end\")"))
                .isEqualTo("no line end");
    }

    @Test
    void compileErrorsPointAtWhatIsWrong() throws Exception {
        assertThat(shell.answer("int n = \"text\";")).startsWith("             ^^^^^^\nerror: incompatible types");
        String several = shell.answer("int a(int x) {\rreturn \"s\"; }");
        assertThat(several)
                .as("of several lines, the one is shown")
                .contains("      return \"s\"; }\n             ^^^\nerror: incompatible types");
    }

    @Test
    void exceptionsShowTheUsersFramesOnly() throws Exception {
        shell.answer("int down(int k) { if (k == 0) throw new IllegalStateException(\"deep\"); return down(k - 1); }");
        assertThat(shell.answer("down(1)"))
                .startsWith("IllegalStateException: deep\n  at down, ")
                .doesNotContain("jdk.jshell")
                .doesNotContain("java.base");
        assertThat(shell.answer("down(100)")).contains("more\n");
    }

    @Test
    void causesAreShownWhereTheySayMore() throws Exception {
        assertThat(shell.answer("var prompts = readPrompts(\"none.npz\")"))
                .startsWith("NoSuchFileException: none.npz: there is no such file\n  at snippet ")
                .doesNotContain("caused by", "do_it");
        assertThat(shell.answer("readCsv(\"none.csv\")"))
                .startsWith("IOException: none.csv: there is no such file\n  at snippet ")
                .doesNotContain("caused by");
        assertThat(shell.answer("throw new IllegalStateException(\"outer\", new java.io.IOException(\"inner\"))"))
                .contains("IllegalStateException: outer\n  caused by IOException: inner\n");
    }

    @Test
    void anInputGoesOnUntilItIsWhole() throws Exception {
        shell.clear();
        shell.type("double twice(double x) {\r");
        shell.await("...");
        shell.type("return 2 * x;\r}\r");
        shell.await("method twice(double)");
        assertThat(shell.screen()).startsWith("""
                icd> double twice(double x) {
                ...      return 2 * x;
                ...  }
                method twice(double)""");
        assertThat(shell.answer("twice(4)")).endsWith("= 8.0");
    }

    @Test
    void aPasteOfManyLinesIsOneInput() throws Exception {
        shell.clear();
        shell.type("\u001b[200~int pasted = 1;\rpasted += 1;\r\"tab\\t\";\tpasted\u001b[201~");
        shell.await("tab");
        assertThat(shell.screen()).as("nothing runs before Enter").doesNotContain("pasted = 1\n");
        shell.type("\r");
        shell.awaitPrompt();
        assertThat(shell.screen()).contains("pasted = 1\n").contains("pasted = 2\n");
    }

    @Test
    void tabCompletes() throws Exception {
        shell.clear();
        shell.type("\"abc\".codePointC" + VirtualShell.TAB);
        shell.await("\"abc\".codePointCount(");
        shell.type(VirtualShell.CTRL_C);
        shell.clear();
        shell.type("/hist" + VirtualShell.TAB);
        shell.await("icd> /history");
        shell.type(VirtualShell.CTRL_C);
        shell.clear();
        shell.type("/set feedb" + VirtualShell.TAB + "sil" + VirtualShell.TAB);
        shell.await("/set feedback silent");
        shell.type(VirtualShell.CTRL_C);
        shell.clear();
        shell.type("set(\"training.epo" + VirtualShell.TAB);
        shell.await("set(\"training.epochs");
        shell.type(VirtualShell.CTRL_C);
        shell.clear();
        shell.type("Path.of(\"" + home + "/min" + VirtualShell.TAB);
        shell.await("/mine.jsh");
        shell.type(VirtualShell.CTRL_C);
    }

    @Test
    void documentationStandsAboveTheLine() throws Exception {
        shell.clear();
        shell.type("subspaces(16, 8).prompts(" + VirtualShell.SHIFT_TAB);
        shell.await("Draws prompts in float64");
        assertThat(shell.screen())
                .startsWith("PromptSet prompts(int count, int L, long seed)")
                .doesNotContain("context length")
                .endsWith("icd> subspaces(16, 8).prompts(");
        shell.type(VirtualShell.SHIFT_TAB);
        shell.await("context length");
        shell.type(VirtualShell.CTRL_C);
        shell.clear();
        shell.type("subspaces(" + VirtualShell.SHIFT_TAB);
        shell.await("Gaussian tokens in a random d-dimensional subspace of R^n.");
        shell.type(VirtualShell.CTRL_C);
    }

    @Test
    void ctrlCTakesTheLineAwayOrStopsWhatRuns() throws Exception {
        shell.clear();
        shell.type("not to be run" + VirtualShell.CTRL_C);
        shell.await("a new prompt", screen -> screen.endsWith("run\nicd>"));
        shell.clear();
        shell.type("while (true) {}\r");
        Thread.sleep(200);
        shell.type(VirtualShell.CTRL_C + VirtualShell.CTRL_C);
        shell.await("interrupted");
        assertThat(shell.answer("1 + 1")).endsWith("= 2");
    }

    @Test
    void systemExitDoesNotEndTheSession() throws Exception {
        assertThat(shell.answer("System.exit(3)")).contains("System.exit(3)").contains("/exit");
        assertThat(shell.answer("mine")).endsWith("= 7");
    }

    @Test
    void commandsMayBeShortAndAreSuggested() throws Exception {
        assertThat(shell.answer("/hel im")).startsWith("/imports");
        assertThat(shell.answer("/hsitory")).isEqualTo("error: there is no command /hsitory, did you mean /history?");
        assertThat(shell.answer("/re")).isEqualTo("error: /re may be /reload or /reset");
        assertThat(shell.answer("/help dro")).startsWith("/drop NAME|ID...").contains("icd> /drop prompts $3");
        assertThat(shell.answer("/set digits 99")).isEqualTo("error: /set: digits must be 1 to 17, got 99");
        assertThat(shell.answer("/set rows")).startsWith("rows is 10:");
        assertThat(shell.answer("/set pictures")).contains("kitty, iterm2 or sixel");
        assertThat(shell.answer("/set pictures best"))
                .isEqualTo("error: /set: pictures must be one of auto, off, kitty, iterm2, sixel, got best");
    }

    @Test
    void variablesAreListedWithTheirShapes() throws Exception {
        shell.answer("var grid = new double[20][30];");
        assertThat(shell.answer("/vars grid")).isEqualTo("grid  double[][]  20 x 30  4.8 kB");
        shell.answer("var some = subspaces(4, 2).prompts(10, 48, seed(0));");
        assertThat(shell.answer("/vars some"))
                .as("8 bytes of 10 x 4 x 50")
                .isEqualTo("some  PromptSet  10 x 4 x 48  16 kB");
        assertThat(shell.answer("/drop grid")).isEqualTo("dropped variable grid");
        assertThat(shell.answer("/vars grid")).isEqualTo("error: there is no variable grid");
    }

    @Test
    void filesAreWrittenAndRun() throws Exception {
        Path script = home.resolve("saved.jsh");
        shell.answer("int saved = 5;");
        assertThat(shell.answer("/save " + script)).startsWith("saved ");
        assertThat(Files.readString(script)).contains("int saved = 5;\n");
        assertThat(shell.answer("/save " + script)).contains("exists; /save -f");
        Path other = Files.writeString(home.resolve("other.jsh"), "int opened = 6;\n/set digits 3\nMath.PI\n");
        assertThat(shell.answer("/open " + other)).contains("opened = 6").endsWith("= 3.14");
        assertThat(shell.answer("/open nowhere.jsh"))
                .isEqualTo("error: cannot read nowhere.jsh: there is no such file");
        shell.answer("/set digits 6");
        Path notes = home.resolve("notes.md");
        assertThat(shell.answer("/transcript save " + notes)).startsWith("saved; workbench exec");
        assertThat(Files.readString(notes)).contains("```java\nint saved = 5;\n```");
        assertThat(shell.answer("/transcript")).startsWith("recorded in " + home.resolve("sessions"));
        assertThat(shell.answer("/transcript recover")).isEqualTo("error: no session was cut short");
    }

    @Test
    void theEditorsTextIsRun() throws Exception {
        shell.answer("int edited = 111;");
        assertThat(shell.answer("/edit")).isEqualTo("int edited = 222;\nedited = 222");
    }

    /** The editor of this session saves what sed changes; one that is left without saving is {@code true}, or vi and {@code :q!}. */
    @Test
    void whatWasNotSavedIsNotRun() throws Exception {
        Path script = Files.writeString(home.resolve("unsaved.jsh"), "int fromFile = 5;\n");
        try (VirtualShell other = VirtualShell.open(home, List.of(), Map.of("VISUAL", "true"))) {
            other.answer("int kept = 1;");
            other.answer("kept++;");
            String nothing = "nothing was saved, so nothing is run";
            assertThat(other.answer("/edit")).isEqualTo(nothing);
            assertThat(other.answer("/edit kept")).isEqualTo(nothing);
            assertThat(other.answer("/edit " + script)).isEqualTo(nothing);
            assertThat(other.answer("kept")).endsWith("= 2");
            assertThat(other.answer("fromFile")).contains("cannot find symbol");
        }
        try (VirtualShell other = VirtualShell.open(home, List.of(), Map.of("VISUAL", "touch"))) {
            other.answer("int count = 1;");
            other.answer("count++;");
            assertThat(other.answer("/edit")).as("saved unchanged").startsWith("count++;");
            assertThat(other.answer("count")).endsWith("= 3");
        }
    }

    @Test
    void inputsAreRunAgainAndTimed() throws Exception {
        shell.answer("int counter = 0;");
        shell.answer("counter++;");
        assertThat(shell.answer("/!")).startsWith("counter++;");
        assertThat(shell.answer("counter")).endsWith("= 2");
        assertThat(shell.answer("/! exit 3")).isEqualTo("exit 3 ended with 3");
        assertThat(shell.answer("/time 3 counter += 10;"))
                .contains("at best, median")
                .contains("of 3");
        assertThat(shell.answer("counter")).endsWith("= 32");
        assertThat(shell.answer("/time counter / 0"))
                .as("no time of what failed")
                .doesNotContain("ms");
    }

    @Test
    void wordsBySubject() throws Exception {
        assertThat(shell.answer("/help training"))
                .contains("Words for training", "  train ", "Trains a layer", "  save ");
        assertThat(shell.answer("/help recipes")).contains("  toRecipe ", "  set ", "The differences between two runs");
        assertThat(shell.answer("/doc toRecipe"))
                .startsWith("RecipeText toRecipe(Object value)\n  The recipe with which");
    }

    @Test
    void longDescriptionsGoOnBelow() {
        Columns table = new Columns(2);
        table.row("  one", "says what cannot be said in a single line of a narrow screen");
        table.row("  another", "short");
        assertThat(table.lines(AttributedStyle.DEFAULT, 40))
                .extracting(AttributedString::toString)
                .containsExactly(
                        "  one      says what cannot be said in a",
                        "             single line of a narrow",
                        "             screen",
                        "  another  short");
    }

    @Test
    void documentationByName() throws Exception {
        assertThat(shell.answer("/doc subspaces"))
                .startsWith("Subspaces subspaces(int n, int d)\n  Case 1: Gaussian tokens");
        assertThat(shell.answer("/doc String.isBlank")).contains("boolean String.isBlank()");
        assertThat(shell.answer("/doc Subspacs")).contains("did you mean Subspace");
        assertThat(shell.answer("/doc plott")).contains("did you mean plot?");
        assertThat(shell.answer("/doc PI")).isEqualTo("double PI\n  The circumference of a circle over its diameter.");
    }

    /** Several classes have methods of these names. */
    @Test
    void theShellsWordsStandFirstInTheirDocumentation() throws Exception {
        assertThat(shell.answer("/doc save"))
                .startsWith("Attention save(Attention layer, String npz)\n")
                .contains("\nMembers of classes (/doc CLASS.save):\n  Figure.save(...)")
                .containsPattern("RecipeText.save\\(...\\) +\\w")
                .doesNotContain("Path save(String file)");
        assertThat(shell.answer("/doc run")).startsWith("Run run(String recipe, Setting... settings)\n");
        assertThat(shell.answer("/doc RecipeText.save")).startsWith("RecipeText:\nPath save(String file)\n");
        assertThat(shell.answer("/doc Trainer.run"))
                .startsWith("Trainer:\nFit run()\n")
                .containsOnlyOnce("Trainer:")
                .contains("\nFit run(Follower follower)\n");
        assertThat(shell.answer("/doc Comparison.Row"))
                .startsWith("record Comparison.Row(")
                .doesNotContain("new ");
    }

    /** Members of records have their own documentation, not that of the record's constructor. */
    @Test
    void membersOfRecordsAreDocumented() throws Exception {
        for (String call : List.of("plot(range(3)).save(", "Figure.of(", "spheres(3, 2).radius(", "Series.of(")) {
            shell.clear();
            shell.type(call + VirtualShell.SHIFT_TAB);
            String name = call.replaceFirst(".*\\.", "");
            shell.await(
                    "documentation of " + call,
                    screen -> screen.lines().findFirst().orElse("").contains(" " + name));
            shell.type(VirtualShell.CTRL_C);
        }
        shell.clear();
        shell.type("PI" + VirtualShell.SHIFT_TAB);
        shell.await("The circumference of a circle");
        shell.type(VirtualShell.CTRL_C);
        shell.clear();
        shell.type("new Figure(" + VirtualShell.SHIFT_TAB);
        shell.await("new Figure(String name");
        assertThat(shell.screen().lines().findFirst().orElseThrow())
                .as("breaks at a comma")
                .endsWith(",");
        shell.type(VirtualShell.CTRL_C);
    }

    @Test
    void examplesAreListedAndRun() throws Exception {
        assertThat(shell.answer("/examples")).contains("  first-steps  First steps: prompts, a trained layer");
        assertThat(shell.answer("/examples claims run"))
                .as("text, code and what it gives")
                .contains("\n  check(\"", "erratum confirmed", "holds")
                .doesNotContain("```", "# Claims");
        shell.answer("var half = 0.25;");
        assertThat(shell.answer("/examples your-own run")).contains("half = ").doesNotContain("lost");
        assertThat(shell.answer("half")).as("the example has its own").endsWith("= 0.25");
        assertThat(shell.answer("/list half")).doesNotContain("denoiser");
        assertThat(shell.answer("/examples claim")).contains("there is no example claim, did you mean claims?");
    }

    @Test
    void resetForgetsAndReloadBringsBack() throws Exception {
        assertThat(shell.answer("/reset")).isEqualTo("everything is forgotten");
        assertThat(shell.answer("/list")).as("the startup file has run again").isEqualTo("  1  int mine = 7;");
        shell.answer("int a = mine + 1;");
        assertThat(shell.answer("/reload")).contains("int a = mine + 1;\na = 8");
    }

    @Test
    void undoBringsBackWhatWasReplaced() throws Exception {
        shell.answer("int version() { return 1; }");
        shell.answer("int version() { return 2; }");
        assertThat(shell.answer("version()")).endsWith("= 2");
        shell.answer("/undo");
        assertThat(shell.answer("/undo")).startsWith("undone: int version()");
        assertThat(shell.answer("version()")).endsWith("= 1");
    }

    @Test
    void whatIsLostIsNamed() throws Exception {
        shell.answer("record P(int a) {}");
        shell.answer("var p = new P(1);");
        assertThat(shell.answer("record P(int a, int b) {}"))
                .isEqualTo("replaced record P\nvariable p of type P is lost: record P is no longer the same");
        assertThat(shell.answer("p = new P(3, 4)")).isEqualTo("p = P[a=3, b=4]");
        assertThat(shell.answer("/drop P"))
                .isEqualTo("dropped record P\n  variable p of type P is lost: record P is no longer the same");
        shell.answer(
                "record P(int a) {}"); // while a type is dropped, JShell infers no types, for the tests that follow
        // either
        shell.answer("var beta = 2.0;");
        shell.answer("var hot = beta * 2;");
        assertThat(shell.answer("/drop beta")).isEqualTo("dropped variable beta");
        assertThat(shell.answer("hot")).isEqualTo("hot = 4.0");
    }

    @Test
    void longOutputPages() throws Exception {
        shell.clear();
        shell.resize(100, 12);
        shell.type("/help\r");
        shell.await("-- 11 of ");
        assertThat(shell.screen()).contains("space more").doesNotContain("Topics: ");
        shell.type("a");
        shell.awaitPrompt();
        assertThat(shell.screen()).contains("Topics: ").doesNotContain("space more");
        shell.type("/help\r");
        shell.await("-- 11 of ");
        shell.type("q");
        shell.awaitPrompt();
        shell.resize(100, 30);
    }

    @Test
    void historyIsSearchedAndShared() throws Exception {
        shell.answer("var needle = 41 + 1");
        shell.clear();
        shell.type(VirtualShell.CTRL_R + "needle = 4");
        shell.await("bck-i-search");
        shell.type("\r");
        shell.await("needle = 42");
        assertThat(Files.readString(home.resolve("state/workbench/history"))).contains(":var needle = 41 + 1\n");
    }

    @Test
    void keysMayBeThoseOfVi() throws Exception {
        shell.answer("/set keys vi");
        shell.clear();
        shell.type("12 + 30");
        shell.await("12 + 30");
        shell.type("\u001b");
        Thread.sleep(300); // Escape alone, not the beginning of another key
        shell.type("0x\r"); // to the beginning, and one digit less
        shell.await("= 32");
        assertThat(shell.answer("/set keys emacs")).isEmpty();
        shell.clear();
        shell.type("2 + 3\u0001" + "1\r"); // Ctrl-A
        shell.await("= 15");
    }

    /** The edge of the terminal, at 100 columns, breaks no word of a message. */
    @Test
    void messagesAreBrokenBetweenWords() throws Exception {
        String said = shell.answer("plot(identity(3), row(1, 2))");
        assertThat(said.lines().toList()).hasSizeGreaterThan(3).allMatch(line -> line.length() <= 100);
        assertThat(said.replaceAll("\n +", " "))
                .startsWith(
                        "IllegalArgumentException: plot: arguments must be ys; xs, ys; xs, ys, errors; \"name\", xs, ys,"
                                + " \"other\", xs2, ys2; x -> f(x), from, to; fits; a layer; a landscape with descents; a prompt,");
    }

    @Test
    void coloursAreThere() throws Exception {
        shell.clear();
        shell.type("var x");
        shell.await("icd> var x");
        assertThat(shell.coloured(0, 5)).as("a keyword").isTrue();
        assertThat(shell.coloured(0, 9)).as("a name").isFalse();
        shell.type(VirtualShell.CTRL_C);
    }
}
