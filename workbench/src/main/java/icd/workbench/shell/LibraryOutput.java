package icd.workbench.shell;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Stands in for the process's standard streams: what a library prints while a snippet calls it goes where the snippet's own
 * output goes, what the compiler prints to who listens to it; all else where it always went.
 */
public final class LibraryOutput extends OutputStream {

    /** Takes what is printed by the thread that binds it. */
    static final ScopedValue<PrintStream> LISTENER = ScopedValue.newInstance();

    private final PrintStream process;
    private final Function<InterpreterOptions, PrintStream> stream;

    private LibraryOutput(PrintStream process, Function<InterpreterOptions, PrintStream> stream) {
        this.process = process;
        this.stream = stream;
    }

    /** In place of {@code System.out}. */
    public static PrintStream out(PrintStream process) {
        return new PrintStream(new LibraryOutput(process, InterpreterOptions::out), true, StandardCharsets.UTF_8);
    }

    /** In place of {@code System.err}. */
    public static PrintStream err(PrintStream process) {
        return new PrintStream(new LibraryOutput(process, InterpreterOptions::err), true, StandardCharsets.UTF_8);
    }

    private PrintStream target() {
        if (LISTENER.isBound()) {
            return LISTENER.get();
        }
        return Thread.currentThread() instanceof EvaluationThread thread
                        && thread.getContextClassLoader() instanceof SnippetLoader loader
                ? stream.apply(loader.options())
                : process;
    }

    @Override
    public void write(int b) {
        target().write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        target().write(bytes, from, count);
    }

    @Override
    public void flush() {
        target().flush();
    }
}
