package icd.workbench.shell.terminal;

/** Makes Java's own Javadoc, which JShell returns as it stands in the sources, readable without a browser. */
final class JavadocMarkup {

    private JavadocMarkup() {}

    /** @param comment null where there is none */
    static String plain(String comment) {
        if (comment == null) {
            return "";
        }
        return comment.strip()
                .replaceAll("\\{@(?:code|literal|link|linkplain|value)\\s+([^}]*)}", "`$1`")
                .replaceAll("`([^`]*)#([^`]*)`", "`$1.$2`")
                .replaceAll("`\\.", "`")
                .replaceAll("(?m)^ (?=\\S)", "")
                .replaceAll("(?m)(?<=\\S)[ \\t]*\\n[ \\t]*(?=[^\\s@<-])", " ")
                .replaceAll("(?i)<(?:/?p|pre|/pre|/ul|/ol|blockquote|/blockquote)\\s*>", "\n\n")
                .replaceAll("(?i)<li>\\s*", "\n- ")
                .replaceAll("</?[a-zA-Z][^>]*>", "")
                .replaceAll("(?m)^\\s*@param\\s+(\\S+)\\s+", "- `$1`: ")
                .replaceAll("(?m)^\\s*@return\\s+", "- returns ")
                .replaceAll("(?m)^\\s*@throws\\s+(\\S+)\\s+", "- throws `$1` ")
                .replaceAll("(?m)^\\s*@(\\w+)\\s+", "- $1: ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replace("&nbsp;", " ")
                .replaceAll("\n[ \t]+\n", "\n\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
