package icd.workbench.shell.document;

/**
 * What the library's own Javadoc says of one type or member.
 *
 * @param name as one would look it up: {@code Subspaces}, {@code Task.prompts}
 * @param signature with parameter names
 * @param text paragraphs parted by blank lines, code in backticks; empty if it has no Javadoc
 */
public record Documentation(String name, String signature, String text) {

    /** The first sentence. */
    public String summary() {
        int paragraph = text.indexOf("\n\n");
        String first = (paragraph < 0 ? text : text.substring(0, paragraph)).replace('\n', ' ');
        for (int i = first.indexOf(". "); i >= 0; i = first.indexOf(". ", i + 1)) {
            boolean abbreviation = i >= 2 && first.charAt(i - 2) == '.' || first.startsWith("resp", i - 4);
            if (!abbreviation) {
                return first.substring(0, i + 1);
            }
        }
        return first;
    }
}
