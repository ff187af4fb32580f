package icd.workbench.shell;

/**
 * A line of the user's own code that was being executed when an exception was thrown.
 *
 * @param method the method it belongs to, such as {@code square} or {@code Point.norm}; empty for a statement at the
 *     prompt
 * @param snippet id of the snippet, or the name of a file
 * @param line the line in that snippet or file, from 1
 */
public record Frame(String method, String snippet, int line) {

    @Override
    public String toString() {
        return (method.isEmpty() ? "" : method + ", ") + (snippet.endsWith(".java") ? "" : "snippet ") + snippet
                + ", line " + line;
    }
}
