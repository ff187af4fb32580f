package icd.workbench.piece;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What a piece leaves on disk.
 *
 * @param files by their names, in the order of the alphabet; none is empty
 */
public record Contents(SequencedMap<String, byte[]> files) {

    /** Copies the map; the arrays' owner leaves them alone. */
    public Contents {
        files = Collections.unmodifiableSequencedMap(new TreeMap<>(files));
    }

    /** One text file. */
    public static Contents of(String name, String text) {
        SequencedMap<String, byte[]> files = new TreeMap<>();
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
        return new Contents(files);
    }

    /** A file as a text. */
    public String text(String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    /** What differs from other contents, for a message. */
    String differenceFrom(Contents other) {
        return files.keySet().stream()
                        .filter(name -> !Arrays.equals(files.get(name), other.files.get(name)))
                        .findFirst()
                        .orElse("the list of files")
                + " differs";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Contents(SequencedMap<String, byte[]> others)
                && files.keySet().equals(others.keySet())
                && files.entrySet().stream()
                        .allMatch(file -> Arrays.equals(file.getValue(), others.get(file.getKey())));
    }

    @Override
    public int hashCode() {
        return files.keySet().hashCode();
    }

    @Override
    public String toString() {
        return String.join(", ", files.keySet());
    }
}
