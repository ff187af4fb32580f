package icd.workbench.shell;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Replaces the process's standard streams: text that a library prints during a snippet's call goes to the snippet's own
 * output, text from the compiler goes to its listener, and all other text goes to the original stream.
 */
public final class LibraryOutput extends OutputStream {

    /** Receives the text that the thread which binds it prints. */
    static final ScopedValue<PrintStream> LISTENER = ScopedValue.newInstance();

    private final PrintStream process;
    private final Function<InterpreterOptions, PrintStream> stream;

    private LibraryOutput(PrintStream process, Function<InterpreterOptions, PrintStream> stream) {
        this.process = process;
        this.stream = stream;
    }

    /** Returns the stream that replaces {@code System.out}. */
    public static PrintStream out(PrintStream process) {
        return new PrintStream(new LibraryOutput(process, InterpreterOptions::out), true, StandardCharsets.UTF_8);
    }

    /** Returns the stream that replaces {@code System.err}. */
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
