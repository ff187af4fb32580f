package icd.workbench.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import icd.Dsl;
import icd.workbench.shell.Interpreter;
import icd.workbench.shell.InterpreterOptions;
import icd.workbench.shell.document.DocumentationIndex;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The completions that Tab offers, without a terminal. */
class ShellCompleterTest {

    private static final Interpreter INTERPRETER = Interpreter.start(InterpreterOptions.of(System.out, System.err));
    private static final DocumentationIndex DOCUMENTATION = DocumentationIndex.ours();

    private final ShellCompleter completer = new ShellCompleter(() -> INTERPRETER, () -> null, () -> DOCUMENTATION);

    @AfterAll
    static void close() {
        INTERPRETER.close();
    }

    /** An entry may stand in any part of Dsl: JShell completes no entry of a class that it cannot see. */
    @Test
    void everyEntryOfTheLibraryIsOfferedWithItsSummary() {
        INTERPRETER.awaitReady();
        Set<String> entries = Arrays.stream(Dsl.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(entries).hasSizeGreaterThan(80);
        Map<String, Candidate> offered = completer.candidates("", 0).stream()
                .collect(Collectors.toMap(
                        each -> each.value().replaceAll("\\W+$", ""), Function.identity(), (one, other) -> one));
        assertThat(offered).containsKeys(entries.toArray(String[]::new));
        assertThat(entries)
                .allSatisfy(entry ->
                        assertThat(offered.get(entry).descr()).as(entry).isNotNull());
    }

    @Test
    void aNameIsCompletedInTheMiddleOfALine() {
        INTERPRETER.awaitReady();
        String line = "descent(logExpon";
        List<Candidate> candidates = completer.candidates(line, line.length());
        assertThat(candidates).extracting(Candidate::value).containsExactly("logExponential(");
    }
}
