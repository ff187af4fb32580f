package icd.kernel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;

/**
 * Numbers of a {@link TokenStack} that would not leave enough of Java's heap, in a private file: it is removed from its
 * folder as soon as it is open, so that the system frees it when the stack or the process has gone. The folder is the
 * one of {@code java.io.tmpdir}.
 */
final class TokenFile {

    private static final int PIECE = 32 << 20;

    private final MemorySegment bytes;

    private TokenFile(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /**
     * Creates a file of zeros. The zeros are written and not left out, as a disk that is full later could only end the
     * process.
     *
     * @throws IllegalStateException if the disk has no room
     * @throws CancellationException if the thread is interrupted
     */
    static TokenFile ofZeros(long size) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        WorkObserver observer = WorkObserver.current();
        observer.begun("making room for tokens on disk", (size + PIECE - 1) / PIECE);
        try {
            Path file = Files.createTempFile(folder, "icd-tokens", "");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                Files.delete(file);
                ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(size, PIECE));
                for (long at = 0, piece = 1; at < size; piece++) {
                    Workers.poll();
                    zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
                    while (zeros.hasRemaining()) {
                        at += channel.write(zeros, at);
                    }
                    observer.done(piece);
                }
                return new TokenFile(channel.map(MapMode.READ_WRITE, 0, size, Arena.ofAuto()));
            }
        } catch (ClosedByInterruptException e) {
            throw new CancellationException();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "TokenStack: " + folder + " must have room for " + size
                            + " bytes of tokens that do not fit in memory, got " + e.getMessage()
                            + "; -Djava.io.tmpdir=... names another folder",
                    e);
        } finally {
            observer.ended();
        }
    }

    void read(long at, float[] numbers, int from, int count) {
        MemorySegment.copy(bytes, ValueLayout.JAVA_FLOAT, at * Float.BYTES, numbers, from, count);
    }

    void read(long at, double[] numbers, int from, int count) {
        MemorySegment.copy(bytes, ValueLayout.JAVA_DOUBLE, at * Double.BYTES, numbers, from, count);
    }

    void write(long at, float[] numbers, int from, int count) {
        MemorySegment.copy(numbers, from, bytes, ValueLayout.JAVA_FLOAT, at * Float.BYTES, count);
    }

    void write(long at, double[] numbers, int from, int count) {
        MemorySegment.copy(numbers, from, bytes, ValueLayout.JAVA_DOUBLE, at * Double.BYTES, count);
    }
}
