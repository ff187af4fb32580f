package icd.workbench.piece;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The files that a piece leaves on disk.
 *
 * @param files the files by their names, in alphabetical order; none is empty
 */
public record Contents(SequencedMap<String, byte[]> files) {

    /** Copies the map, but not the arrays, which their owner must not change. */
    public Contents {
        files = Collections.unmodifiableSequencedMap(new TreeMap<>(files));
    }

    /** Returns contents of one text file. */
    public static Contents of(String name, String text) {
        SequencedMap<String, byte[]> files = new TreeMap<>();
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
        return new Contents(files);
    }

    /** Returns a file as text. */
    public String text(String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    /** Returns the difference from other contents, for a message. */
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
