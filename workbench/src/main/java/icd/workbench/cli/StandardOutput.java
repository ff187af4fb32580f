package icd.workbench.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;

/**
 * The process's standard output, which remembers that it could not be written: print streams and writers swallow such
 * failures.
 */
final class StandardOutput extends OutputStream {

    /** The exit code that a shell reports for a program that SIGPIPE ended. */
    static final int CLOSED = 141;

    private final OutputStream to;
    private volatile IOException failure;

    StandardOutput(OutputStream to) {
        this.to = to;
    }

    static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    private interface Write {
        void run() throws IOException;
    }

    private void guarded(Write write) throws IOException {
        try {
            write.run();
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
            throw e;
        }
    }

    @Override
    public void write(int b) throws IOException {
        guarded(() -> to.write(b));
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        guarded(() -> to.write(bytes, from, count));
    }

    @Override
    public void flush() throws IOException {
        guarded(to::flush);
    }

    /**
     * Returns the exit code, given the exit code of the work: lost output is a failure. A reader that closed the pipe,
     * as {@code head} does, has seen enough, and no message is printed.
     */
    int settle(int code, PrintWriter err) {
        if (failure == null) {
            return code;
        }
        if ("Broken pipe".equals(failure.getMessage())) {
            return CLOSED;
        }
        err.println("workbench: standard output must be writable, got " + failure.getMessage());
        return code == Main.DONE ? Main.FAILED : code;
    }
}
