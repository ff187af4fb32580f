package icd.describe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A file that a value is made from: its name as it was given, and its bytes, which are read once. Two files are equal
 * if their bytes are, whatever their names.
 */
public final class InputFile {

    /** The largest number of bytes that are read, 256 MiB. */
    public static final int MOST = 1 << 28;

    private final String name;
    private final byte[] bytes;
    private final String sha256;
    private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();

    private InputFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
        this.sha256 = Sha256.digits(bytes);
    }

    /** Returns a file of these bytes under a name; the bytes are not copied. */
    public static InputFile of(String name, byte[] bytes) {
        return new InputFile(name, bytes);
    }

    /**
     * Reads a file whole.
     *
     * @param name its name in recipes and messages
     * @throws IOException if there is no file, it is no regular file (but a directory, a device or a pipe), is larger
     *     than {@link #MOST} or cannot be read; the message names the reason and quotes none of its contents
     */
    public static InputFile read(Path file, String name) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(
                    "must be a regular file, got " + (Files.isDirectory(file) ? "a directory" : "a device or pipe"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes =
                    // a file may be longer than its reported size
                    Files.size(file) > MOST ? null : in.readNBytes(MOST + 1);
            if (bytes == null || bytes.length > MOST) {
                throw new IOException("must be at most " + MOST + " bytes long, got more");
            }
            return new InputFile(name, bytes);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("permission is denied", e);
        }
    }

    /** Returns the name, as it was given. */
    public String name() {
        return name;
    }

    /** Returns its bytes. They must not be modified. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the SHA-256 of its bytes: 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** Makes a value of the file; only the first call for a type makes it, however many trials name the file. */
    public <T> T as(Class<T> type, Function<InputFile, T> maker) {
        return type.cast(made.computeIfAbsent(type, _ -> maker.apply(this)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InputFile file && Arrays.equals(bytes, file.bytes);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
