package icd.io;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays in one file, as {@code numpy.savez} writes and {@code numpy.load} reads.
 *
 * <p>Written without compression and with one fixed time, so that equal arrays give equal bytes on every machine.
 */
public final class Npz {

    /** The earliest time a zip file can hold. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * Writes the arrays in the map's order.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, SequencedMap<String, NpyArray> arrays) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(out, arrays);
        }
    }

    /** Writes the arrays in the map's order; the stream stays open. */
    public static void write(OutputStream out, SequencedMap<String, NpyArray> arrays) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            byte[] bytes = NpyFormat.encode(array.getValue());
            CRC32 crc = new CRC32();
            crc.update(bytes);
            ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            zip.write(bytes);
            zip.closeEntry();
        }
        zip.finish();
    }

    /**
     * Reads every array of a file, compressed or not, in either memory order.
     *
     * @throws IOException if the file cannot be read or is cut short, or an array is of a type other than float64,
     *     float32, bool or a signed whole number; the message names the file, and the array where one is to blame
     */
    public static SequencedMap<String, NpyArray> read(Path file) throws IOException {
        try {
            new ZipFile(file.toFile()).close(); // its directory comes last: a file cut between two arrays has none
        } catch (ZipException e) {
            throw damaged(file.toString(), e);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, file.toString());
        }
    }

    /**
     * Reads every array of a stream.
     *
     * @param name what messages call it
     */
    public static SequencedMap<String, NpyArray> read(InputStream in, String name) throws IOException {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        ZipInputStream zip = new ZipInputStream(in);
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String array = entry.getName().replaceFirst("\\.npy$", "");
                arrays.put(array, NpyFormat.decode(zip.readAllBytes(), name + ": " + array));
            }
        } catch (ZipException | EOFException e) {
            throw damaged(name, e);
        }
        if (arrays.isEmpty()) {
            throw new IOException(name + ": must be an npz file with at least one array, got none");
        }
        return arrays;
    }

    private static IOException damaged(String name, IOException e) {
        return new IOException(
                name + ": must be a whole npz file, got another or a damaged one (" + e.getMessage() + ")", e);
    }
}
