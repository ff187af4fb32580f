package icd.workbench.result;

import icd.workbench.piece.UnusablePathException;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A value that is read from a file when it is requested, and released when memory is short. */
final class OnDemand<T> implements Supplier<T> {

    /** Reads the value. */
    interface Reader<T> {
        T read(Path file) throws IOException;
    }

    private final Path file;
    private final Reader<T> reader;
    private SoftReference<T> kept = new SoftReference<>(null);

    OnDemand(Path file, Reader<T> reader) {
        this.file = file;
        this.reader = reader;
    }

    /** @throws UnusablePathException if the file cannot be read any more */
    @Override
    public synchronized T get() {
        T value = kept.get();
        if (value == null) {
            try {
                value = reader.read(file);
            } catch (IOException e) {
                throw new UnusablePathException(file.toString(), "be readable as long as its run is in use", e);
            }
            kept = new SoftReference<>(value);
        }
        return value;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
