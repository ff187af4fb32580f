package icd.workbench.page;

/**
 * A file or folder of the run.
 *
 * @param path relative to the page, with {@code /} between its parts
 * @param what it holds
 */
public record FileLink(String path, String what) {

    public FileLink {
        if (path.isEmpty() || path.startsWith("/") || path.contains(":")) {
            throw new IllegalArgumentException("FileLink: path must be relative to the page, got \"" + path + "\"");
        }
    }
}
