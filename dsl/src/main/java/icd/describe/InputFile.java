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
 * A file that a value is made from: its name as it was given, and its bytes, which are read once. Two are equal whose bytes are,
 * whatever they are called.
 */
public final class InputFile {

    /** The most bytes that are read, 256 MiB. */
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

    /** These bytes under a name; not copied. */
    public static InputFile of(String name, byte[] bytes) {
        return new InputFile(name, bytes);
    }

    /**
     * Reads a file whole.
     *
     * @param name what it is called in recipes and messages
     * @throws IOException if there is none, it is no regular file (a directory, a device, a pipe), is larger than {@link #MOST} or
     *     cannot be read; the message says which and not what is in it
     */
    public static InputFile read(Path file, String name) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(
                    "must be a regular file, got " + (Files.isDirectory(file) ? "a directory" : "a device or pipe"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes =
                    Files.size(file) > MOST ? null : in.readNBytes(MOST + 1); // what says to be short may be long
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

    /** The name, as it was given. */
    public String name() {
        return name;
    }

    /** Its bytes. They must not be modified. */
    public byte[] bytes() {
        return bytes;
    }

    /** The SHA-256 of its bytes: 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** Makes a value of it; only the first call for a type does, however many trials name the file. */
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
