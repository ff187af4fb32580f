package icd.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One array in a file, as {@code numpy.save} writes it. */
public final class Npy {

    private Npy() {}

    /**
     * Reads an array of numbers.
     *
     * @throws IOException if the file cannot be read, is cut short, or holds something else; the message names the file
     */
    public static NpyArray read(Path file) throws IOException {
        String where = Visible.of(file.toString());
        Npz.requireExists(file, file.toString());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            NpyArray array = NpyFormat.decode(in, Files.size(file), false, where);
            if (array.data() instanceof NpyArray.Unread unread) {
                throw new IOException(unread.why());
            }
            return array;
        }
    }

    /** Writes an array; the file appears whole, or not at all. */
    public static void write(Path file, NpyArray array) throws IOException {
        WholeFile.write(file, out -> NpyFormat.encode(array, out));
    }
}
