package icd.workbench.shell;

/**
 * A line of the user's own code that was being executed when an exception was thrown.
 *
 * @param method the method it belongs to, such as {@code square} or {@code Point.norm}; empty for a statement at the
 *     prompt
 * @param snippet id of the snippet, or the name of a file
 * @param line the line in that snippet or file, from 1
 * @param source the text that holds the line; null where it is not known
 */
public record Frame(String method, String snippet, int line, Source source) {

    /** Returns the line itself; empty where it is not known. */
    public String code() {
        return source == null
                ? ""
                : source.text().lines().skip(line - 1L).findFirst().orElse("").strip();
    }

    @Override
    public String toString() {
        return (method.isEmpty() ? "" : method + ", ") + (snippet.endsWith(".java") ? "" : "snippet ") + snippet
                + ", line " + line;
    }
}
