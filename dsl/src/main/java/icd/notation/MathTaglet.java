package icd.notation;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.TreePath;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import jdk.javadoc.doclet.Doclet;
import jdk.javadoc.doclet.DocletEnvironment;
import jdk.javadoc.doclet.StandardDoclet;
import jdk.javadoc.doclet.Taglet;

/**
 * The Javadoc tag <code>&#123;@math x^ = P x~}</code>, which sets a formula of {@link Notation} within a sentence. A formula that cannot be
 * read is an error, with its file and line.
 */
public class MathTaglet implements Taglet {

    private DocletEnvironment environment;
    private Doclet doclet;

    @Override
    public final void init(DocletEnvironment environment, Doclet doclet) {
        this.environment = environment;
        this.doclet = doclet;
    }

    @Override
    public final Set<Location> getAllowedLocations() {
        return EnumSet.allOf(Location.class);
    }

    @Override
    public final boolean isInlineTag() {
        return true;
    }

    @Override
    public String getName() {
        return "math";
    }

    /** Returns the MathML of the tag's text. */
    String set(String formula) {
        return Notation.inline(formula);
    }

    @Override
    public final String toString(List<? extends DocTree> tags, Element element) {
        DocTree tag = tags.getFirst();
        String formula = formula(((UnknownInlineTagTree) tag).getContent());
        try {
            return set(formula);
        } catch (IllegalArgumentException e) {
            report(tag, element, e.getMessage());
            return Notation.escaped(formula);
        }
    }

    private void report(DocTree tag, Element element, String problem) {
        if (!(doclet instanceof StandardDoclet standard)) {
            throw new IllegalArgumentException(element + ": " + problem);
        }
        TreePath path = environment.getDocTrees().getPath(element);
        DocCommentTree comment = environment.getDocTrees().getDocCommentTree(element);
        DocTreePath place = path == null || comment == null ? null : DocTreePath.getPath(path, comment, tag);
        if (place == null) {
            standard.getReporter().print(Diagnostic.Kind.ERROR, element, problem);
        } else {
            standard.getReporter().print(Diagnostic.Kind.ERROR, place, problem);
        }
    }

    /** The text of a tag as it is written, with characters that Javadoc wants escaped. */
    public static String formula(List<? extends DocTree> content) {
        return content.stream()
                .map(DocTree::toString)
                .collect(Collectors.joining())
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#47;", "/")
                .replace("&amp;", "&");
    }

    @Override
    public String toString() {
        return "tag " + getName();
    }
}
