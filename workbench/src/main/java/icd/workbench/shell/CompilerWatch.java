package icd.workbench.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notices that the compiler crashed. A compiler that crashes prints a stack trace and nothing else, and JShell takes
 * the snippet for compiled; deep expressions overflow the compiler's stack, and JShell's own.
 */
final class CompilerWatch {

    /** The exception's line and the first of its frames. */
    private static final Pattern TRACE =
            Pattern.compile("^([\\w.$]+(?:Exception|Error)(?::.*)?)\\R\\s+at ", Pattern.MULTILINE);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Throwable thrown;

    /** Returns the result of a compilation; null if it throws. */
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

    /** Notes that a class that was compiled cannot be loaded. */
    void cannotLoad(Throwable why) {
        thrown = why;
    }

    /** Returns in one line how the last compilation failed, or has failed so far; null if it has not. */
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
