package icd.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays in one file, as {@code numpy.savez} writes and {@code numpy.load} reads.
 *
 * <p>Written without compression and with one fixed time, so that equal arrays give equal bytes on every machine.
 *
 * <p>A file that is read may hold arrays of any type, and members that are no arrays, which are skipped. An array that
 * was not requested, or that holds no numbers where no array was requested by name, is in the map by its shape alone:
 * asking it for numbers throws an exception with the reason. The arrays that are read must unpack to at most 4 GiB
 * together, or to the number of bytes in the system property {@code icd.npz.limit}; this is checked before memory is
 * taken.
 */
public final class Npz {

    /** The property that limits the bytes to which the arrays read from one file may unpack. */
    private static final String LIMIT = "icd.npz.limit";

    private static final long USUAL_LIMIT = 4L << 30;

    /** The largest number of bytes that Deflate packs into one; a file that claims more is wrong. */
    private static final long MOST_PACKED = 1032;

    /** The earliest time a zip file can hold. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /**
     * Writes the arrays in the map's order. The file appears whole, or not at all.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, SequencedMap<String, NpyArray> arrays) throws IOException {
        WholeFile.write(file, out -> write(out, arrays));
    }

    /** Returns the bytes of a file with the arrays in the map's order. */
    public static byte[] bytes(SequencedMap<String, NpyArray> arrays) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(out, arrays);
        } catch (IOException e) {
            throw new AssertionError("memory can be written to", e);
        }
        return out.toByteArray();
    }

    /**
     * Writes a file that a user named in code, as {@link #write(Path, SequencedMap)} does: missing folders are made, and the shell prints
     * the file's path.
     *
     * @param where the call, for messages
     * @throws IllegalArgumentException if the name does not end in .npz, by which other programs know what it holds
     * @throws IOException if the file cannot be written
     */
    public static void save(String where, String file, SequencedMap<String, NpyArray> arrays) throws IOException {
        if (!file.toLowerCase(Locale.ROOT).endsWith(".npz")) {
            throw new IllegalArgumentException(where + ": file must end in .npz, got " + Visible.of(file));
        }
        Path path = Path.of(file).toAbsolutePath().normalize();
        Files.createDirectories(path.getParent());
        write(path, arrays);
        SaveObserver.tell(path);
    }

    /** @throws NoSuchFileException if there is no file; unlike the message of Java's own, this one says so */
    static void requireExists(Path file, String name) throws NoSuchFileException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(Visible.of(name), null, "there is no such file");
        }
    }

    /** Writes the arrays in the map's order; the stream stays open. */
    public static void write(OutputStream out, SequencedMap<String, NpyArray> arrays) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
            CheckedOutputStream checksum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
            NpyFormat.encode(array.getValue(), checksum);
            ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
            entry.setSize(NpyFormat.encodedSize(array.getValue()));
            entry.setCrc(checksum.getChecksum().getValue());
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            NpyFormat.encode(array.getValue(), zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    /**
     * Reads every array of numbers, packed or not, in either memory order. Arrays of another type are there without numbers.
     *
     * @throws IOException if the file cannot be read, is cut short, or unpacks to more than the limit; the message names the file,
     *     and the array where one is to blame
     */
    public static SequencedMap<String, NpyArray> read(Path file) throws IOException {
        return read(file, file.toString(), null);
    }

    /**
     * Reads the arrays whose names are requested, which must hold numbers: floats of 16, 32 or 64 bits, whole numbers
     * with or without a sign, or bool. Whole numbers must be such that a double can equal them, as all up to {@math 2^53} are.
     * The other arrays come without numbers.
     *
     * @throws IOException if the file cannot be read, is cut short, a requested member is no array of such numbers, or
     *     unpacks to more than the limit; the message names the file, and the array where one is to blame
     */
    public static SequencedMap<String, NpyArray> read(Path file, Predicate<String> asked) throws IOException {
        return read(file, file.toString(), asked);
    }

    /**
     * Reads every array of numbers of a stream, as {@link #read(Path)} does.
     *
     * @param name its name in messages
     */
    public static SequencedMap<String, NpyArray> read(InputStream in, String name) throws IOException {
        return read(in, name, null);
    }

    /** Reads the arrays of a stream whose names are asked for, as {@link #read(Path, Predicate)} does. */
    public static SequencedMap<String, NpyArray> read(InputStream in, Predicate<String> asked, String name)
            throws IOException {
        return read(in, name, asked);
    }

    /** Reads a stream by way of a file, as a zip file is read from its end. */
    private static SequencedMap<String, NpyArray> read(InputStream in, String name, Predicate<String> asked)
            throws IOException {
        Path copy = Files.createTempFile("icd", ".npz");
        try {
            try (OutputStream out = Files.newOutputStream(copy)) {
                long left = limit();
                byte[] chunk = new byte[1 << 16];
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    left -= read;
                    if (left < 0) {
                        throw tooLarge(Visible.of(name), "more");
                    }
                    out.write(chunk, 0, read);
                }
            }
            return read(copy, name, asked);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** @param asked null where all are */
    private static SequencedMap<String, NpyArray> read(Path file, String name, Predicate<String> asked)
            throws IOException {
        requireExists(file, name);
        if (!Files.isRegularFile(file) && !Files.isDirectory(file)) { // a pipe
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                return read(in, name, asked);
            }
        }
        String shown = Visible.of(name);
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        long unpacked = 0;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.isDirectory() || !isArray(zip, entry)) {
                    continue;
                }
                String array = entry.getName().replaceFirst("\\.npy$", "");
                String where = shown + ": " + Visible.of(array);
                NpyArray read;
                if (asked == null || asked.test(array)) {
                    checkPacking(entry, Files.size(file), where);
                    unpacked += entry.getSize();
                    if (unpacked > limit()) {
                        throw tooLarge(where, unpacked + " bytes with " + skip(zip, entry, where));
                    }
                    read = decode(zip, entry, asked != null, where);
                    if (asked != null && read.data() instanceof NpyArray.Unread unread) {
                        throw new IOException(unread.why());
                    }
                } else {
                    read = skip(zip, entry, where);
                }
                if (arrays.put(array, read) != null) {
                    throw new IOException(where + ": must stand once in the file, got two arrays of this name");
                }
            }
        } catch (ZipException | EOFException e) {
            throw isNpy(file)
                    ? new IOException(shown + ": must be an npz file (numpy.savez), got one array in npy format", e)
                    : damaged(shown, e);
        }
        if (arrays.isEmpty()) {
            throw new IOException(shown + ": must be an npz file with at least one array, got none");
        }
        return arrays;
    }

    /**
     * Returns whether NumPy takes a member for an array: it is called .npy, or has any other name and begins as npy
     * does.
     */
    private static boolean isArray(ZipFile zip, ZipEntry entry) throws IOException {
        if (entry.getName().endsWith(".npy")) {
            return true;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return NpyFormat.begins(in.readNBytes(NpyFormat.magicLength()));
        }
    }

    private static boolean isNpy(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return NpyFormat.begins(in.readNBytes(NpyFormat.magicLength()));
        }
    }

    private static NpyArray decode(ZipFile zip, ZipEntry entry, boolean exact, String where) throws IOException {
        Seen seen = new Seen();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), seen)) {
            NpyArray array = NpyFormat.decode(in, entry.getSize(), exact, where);
            byte[] rest = new byte[1 << 13];
            while (seen.bytes <= entry.getSize() && in.read(rest) >= 0) {}
            if (seen.bytes != entry.getSize()) {
                throw new ZipException(entry.getName() + " says to hold " + entry.getSize() + " bytes");
            }
            if (seen.getValue() != entry.getCrc()) {
                throw new ZipException("the checksum of " + entry.getName() + " does not fit");
            }
            return array;
        }
    }

    /** A checksum that knows how many bytes it is of. */
    private static final class Seen extends CRC32 {
        private long bytes;

        @Override
        public void update(int one) {
            super.update(one);
            bytes++;
        }

        @Override
        public void update(byte[] some, int from, int count) {
            super.update(some, from, count);
            bytes += count;
        }
    }

    /** Reads an array's header alone; where that cannot be read, the array counts as unreadable. */
    private static NpyArray skip(ZipFile zip, ZipEntry entry, String where) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return NpyFormat.skip(in, entry.getSize(), where);
        } catch (IOException e) {
            return new NpyArray(new int[0], new NpyArray.Unread("unreadable", e.getMessage()));
        }
    }

    /** Refuses impossible sizes before memory is taken for them. */
    private static void checkPacking(ZipEntry entry, long fileSize, String where) throws IOException {
        long packed = entry.getCompressedSize();
        if (packed > fileSize
                || entry.getSize() > (entry.getMethod() == ZipEntry.STORED ? packed : packed * MOST_PACKED)) {
            throw new IOException(where + ": must be a whole member of an npz file, got one that says to hold "
                    + entry.getSize() + " bytes in " + packed + " of " + fileSize);
        }
    }

    private static long limit() {
        String said = System.getProperty(LIMIT);
        if (said == null) {
            return USUAL_LIMIT;
        }
        if (!said.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "-D" + LIMIT + " must be a whole number of bytes, got " + Visible.of(said));
        }
        return Long.parseLong(said);
    }

    private static IOException tooLarge(String where, String got) {
        return new IOException(where + ": the arrays read from one file must unpack to at most " + limit()
                + " bytes (-D" + LIMIT + "=BYTES changes that), got " + got);
    }

    private static IOException damaged(String name, IOException e) {
        return new IOException(
                name + ": must be a whole npz file, got another or a damaged one ("
                        + Visible.of(String.valueOf(e.getMessage())) + ")",
                e);
    }
}
