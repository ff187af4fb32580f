package icd.workbench.shell.document;

import java.util.regex.Pattern;

/**
 * The Javadoc of a type or member of the library.
 *
 * @param name the name that one would look up: {@code Subspaces}, {@code Task.prompts}
 * @param signature the signature with parameter names
 * @param text paragraphs separated by blank lines, code in backticks; empty if it has no Javadoc
 */
public record Documentation(String name, String signature, String text) {

    private static final Pattern TYPE = Pattern.compile("(?:new|class|interface|record|enum|@interface) ");

    /** The name without its type. */
    public String word() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The type's name where this is a member of one; empty where it is a type. */
    public String owner() {
        return isType() || name.indexOf('.') < 0 ? "" : name.substring(0, name.lastIndexOf('.'));
    }

    /** Whether the shell knows the name without its type. */
    public boolean isWord() {
        return owner().equals("Dsl") || owner().equals("Session");
    }

    /** Whether this is a type or one of its constructors. */
    public boolean isType() {
        return TYPE.matcher(signature).lookingAt();
    }

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
