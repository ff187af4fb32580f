package icd.workbench.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees the compiler fail. Where it crashes it prints a stack trace, says nothing else, and JShell takes the snippet for
 * compiled; deep expressions fill its stack, and JShell's own.
 */
final class CompilerWatch {

    /** The exception's line and the first of its frames. */
    private static final Pattern TRACE =
            Pattern.compile("^([\\w.$]+(?:Exception|Error)(?::.*)?)\\R\\s+at ", Pattern.MULTILINE);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Throwable thrown;

    /** What a compilation gives; null if it throws. */
    <T> T watch(Callable<T> compilation) {
        printed.reset();
        thrown = null;
        try (PrintStream listener = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            return ScopedValue.where(LibraryOutput.LISTENER, listener).call(compilation::call);
        } catch (Exception | Error e) {
            thrown = e;
            return null;
        }
    }

    /** A class that was compiled cannot be loaded. */
    void cannotLoad(Throwable why) {
        thrown = why;
    }

    /** How the last compilation failed, or fails so far, in one line; null if it has not. */
    String failure() {
        if (thrown != null) {
            return thrown.toString().lines().findFirst().orElseThrow();
        }
        Matcher trace = TRACE.matcher(printed.toString(StandardCharsets.UTF_8));
        return trace.find() ? trace.group(1) : null;
    }

    @Override
    public String toString() {
        return "compiler, " + (failure() == null ? "well" : failure());
    }
}
