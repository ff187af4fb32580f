package icd.workbench.page;

import java.util.function.Supplier;

/**
 * A file that belongs to a page.
 *
 * @param path in the folder that the page was written into, with {@code /} between its parts
 * @param what it holds; files that hold the same are listed together
 * @param size in bytes
 * @param content asked for only where there may be room for it
 */
public record Attachment(String path, String what, long size, Supplier<byte[]> content) {

    public Attachment {
        if (path.isEmpty() || path.startsWith("/") || path.contains(":")) {
            throw new IllegalArgumentException("Attachment: path must be relative to the page, got \"" + path + "\"");
        }
    }

    /** A file whose content is there already. */
    public Attachment(String path, String what, byte[] content) {
        this(path, what, content.length, () -> content);
    }

    @Override
    public String toString() {
        return path + ", " + size + " bytes: " + what;
    }
}
