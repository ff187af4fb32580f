package icd.workbench.piece;

import icd.describe.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checksums of the files of a folder, as {@code sha256sum} writes and {@code sha256sum --check} reads them. */
public final class Checksums {

    /** The name of the file with the checksums. */
    public static final String NAME = "SHA256SUMS";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}([^\\n/.][^\\n]*)");

    private Checksums() {}

    /** Returns the text of the file. */
    public static String of(Map<String, byte[]> files) {
        Map<String, String> sums = new TreeMap<>();
        files.forEach((name, bytes) -> sums.put(name, Sha256.digits(bytes)));
        return text(sums);
    }

    /**
     * Returns the text of the file for a whole tree of files.
     *
     * @param files the files that are not written yet
     * @param others files below the folder, read as they are
     * @param known checksums of some of the others, which are used without reading these files
     */
    public static String of(Map<String, byte[]> files, Path folder, List<Path> others, Map<String, String> known)
            throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (Path other : others) {
            String name = folder.relativize(other).toString().replace('\\', '/');
            sums.put(name, known.containsKey(name) ? known.get(name) : Sha256.digits(Files.readAllBytes(other)));
        }
        files.forEach((name, bytes) -> sums.put(name, Sha256.digits(bytes)));
        return text(sums);
    }

    private static String text(Map<String, String> sums) {
        return sums.entrySet().stream()
                .map(sum -> sum.getValue() + "  " + sum.getKey() + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Reads the text of the file.
     *
     * @return the checksums by name
     * @throws DamagedException if it is no list of checksums
     */
    public static SequencedMap<String, String> read(Path file) throws IOException, DamagedException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new DamagedException(file, "is missing");
        }
        SequencedMap<String, String> sums = new TreeMap<>();
        for (String line : text.split("\n", -1)) {
            Matcher sum = LINE.matcher(line);
            if (sum.matches()) {
                sums.put(sum.group(2), sum.group(1));
            } else if (!line.isEmpty()) {
                throw new DamagedException(file, "is not a list of checksums");
            }
        }
        if (sums.isEmpty() || !text.endsWith("\n")) {
            throw new DamagedException(file, "is cut short");
        }
        return sums;
    }

    /**
     * Returns the files of a folder, each verified by its checksum.
     *
     * @throws DamagedException if a file is damaged, missing, or not in the list
     */
    static SequencedMap<String, byte[]> verified(Path folder) throws IOException, DamagedException {
        SequencedMap<String, String> sums = read(folder.resolve(NAME));
        Set<String> names = new TreeSet<>(sums.keySet());
        names.add(NAME);
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                if (!names.contains(file.getFileName().toString())) {
                    throw new DamagedException(file, "is no file of this piece");
                }
            }
        }
        SequencedMap<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            files.put(sum.getKey(), verified(folder.resolve(sum.getKey()), sum.getValue()));
        }
        return files;
    }

    /**
     * Returns the bytes of a file.
     *
     * @throws DamagedException if it is missing, no plain file, or has another checksum
     */
    public static byte[] verified(Path file, String sum) throws IOException, DamagedException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DamagedException(
                    file, Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "is no file" : "is missing");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (!Sha256.digits(bytes).equals(sum)) {
            throw new DamagedException(file, "is damaged: its checksum is not the one that was written");
        }
        return bytes;
    }
}
