package icd.workbench.page;

import icd.io.Json;
import icd.io.Visible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The files that a page holds within itself, so that it is whole wherever it is sent. They are compressed, and taken in their order until
 * {@value #MOST} characters are full; the others are named with their paths.
 */
public final class Attachments {

    static final int MOST = 8_000_000;

    /** A larger file is not even compressed: no table of numbers shrinks to less than a tenth. */
    private static final long LARGEST = 10L * MOST;

    private final Map<String, List<String>> held = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();
    private final StringBuilder json = new StringBuilder("[");

    private Attachments(List<Attachment> files) {
        for (Attachment file : files) {
            String entry = file.size() > LARGEST ? "" : entry(file);
            if (entry.isEmpty() || json.length() + entry.length() > MOST) {
                left.add(file.path());
            } else {
                json.append(held.isEmpty() ? "" : ",").append(entry);
                held.computeIfAbsent(file.what(), _ -> new ArrayList<>()).add(file.path());
            }
        }
        json.append(']');
    }

    /** The files, the most useful first; no two have the same path. */
    public static Attachments of(List<Attachment> files) {
        return new Attachments(files);
    }

    /** Path, size, checksum and the compressed bytes, which is all that a ZIP archive needs. */
    private static String entry(Attachment file) {
        byte[] bytes = file.content().get();
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return new StringBuilder("[")
                .append(Json.of(Visible.lines(file.path())))
                .append(',')
                .append(bytes.length)
                .append(',')
                .append(sum.getValue())
                .append(",\"")
                .append(Base64.getEncoder().encodeToString(deflated(bytes)))
                .append("\"]")
                .toString();
    }

    private static byte[] deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out =
                    new byte[bytes.length + bytes.length / 1000 + 64]; // what does not shrink grows by less than that
            int length = 0;
            while (!deflater.finished()) {
                length += deflater.deflate(out, length, out.length - length);
            }
            return Arrays.copyOf(out, length);
        }
    }

    /** Paths of the files within the page, grouped by their content. */
    Map<String, List<String>> held() {
        return held;
    }

    /** Paths of the files for which there was no room. */
    List<String> left() {
        return left;
    }

    boolean holds(String path) {
        return held.values().stream().anyMatch(paths -> paths.contains(path));
    }

    /** A JSON list that is safe within a script element: for each file its path, size, CRC-32 and deflated bytes in base64. */
    String json() {
        return json.toString();
    }

    @Override
    public String toString() {
        return "files within the page: " + held + "; beside it: " + left;
    }
}
