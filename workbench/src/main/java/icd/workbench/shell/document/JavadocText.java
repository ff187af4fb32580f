package icd.workbench.shell.document;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import icd.notation.MathTaglet;
import icd.notation.Notation;
import java.util.ArrayList;
import java.util.List;

/** Turns Javadoc into text for a terminal: paragraphs, lists and code in backticks. */
final class JavadocText {

    private final StringBuilder text = new StringBuilder();
    private boolean verbatim;

    private JavadocText() {}

    static String of(List<? extends DocTree> body) {
        JavadocText out = new JavadocText();
        body.forEach(out::write);
        return tidy(out.text.toString());
    }

    /** Returns the body, then the text about parameters, results and exceptions. */
    static String of(List<? extends DocTree> body, List<? extends DocTree> tags) {
        List<String> lines = new ArrayList<>();
        for (DocTree tag : tags) {
            switch (tag) {
                case ParamTree param -> lines.add("- `" + param.getName() + "`: " + of(param.getDescription()));
                case ReturnTree result -> lines.add("- returns " + of(result.getDescription()));
                case ThrowsTree thrown ->
                    lines.add("- throws `" + thrown.getExceptionName() + "` " + of(thrown.getDescription()));
                case SeeTree see -> lines.add("- see " + of(see.getReference()));
                default -> {}
            }
        }
        String said = of(body);
        return lines.isEmpty() ? said : (said.isEmpty() ? "" : said + "\n\n") + String.join("\n", lines);
    }

    private void write(DocTree tree) {
        switch (tree) {
            case TextTree plain -> text.append(verbatim ? plain.getBody() : flat(plain.getBody()));
            case RawTextTree markdown -> text.append(markdown.getContent());
            case LiteralTree code when verbatim -> text.append(code.getBody().getBody());
            case LiteralTree code
            when code.getKind() == DocTree.Kind.CODE ->
                text.append('`').append(flat(code.getBody().getBody())).append('`');
            case LiteralTree literal -> text.append(literal.getBody().getBody());
            case LinkTree link
            when !link.getLabel().isEmpty() -> link.getLabel().forEach(this::write);
            case LinkTree link ->
                text.append('`')
                        .append(reference(link.getReference().getSignature()))
                        .append('`');
            case ReturnTree inline -> {
                text.append("Returns ");
                inline.getDescription().forEach(this::write);
                text.append('.');
            }
            case UnknownInlineTagTree math
            when math.getTagName().equals("math") ->
                text.append(flat(Notation.plain(MathTaglet.formula(math.getContent())))
                        .strip());
            case UnknownInlineTagTree lines
            when lines.getTagName().equals("equation") ->
                text.append("\n\n")
                        .append(Notation.plain(MathTaglet.formula(lines.getContent())))
                        .append("\n\n");
            case EntityTree entity -> text.append(entity(entity.getName().toString()));
            case StartElementTree start -> start(start.getName().toString());
            case EndElementTree end -> end(end.getName().toString());
            case InheritDocTree _ -> {}
            case SnippetTree snippet
            when snippet.getBody() != null ->
                text.append("\n\n")
                        .append(snippet.getBody().getBody().stripTrailing())
                        .append("\n\n");
            default -> text.append(tree);
        }
    }

    private void start(String element) {
        switch (element) {
            case "p", "ul", "ol", "dl", "table" -> text.append("\n\n");
            case "pre" -> {
                text.append("\n\n");
                verbatim = true;
            }
            case "li", "dt", "tr" -> text.append("\n- ");
            case "dd", "td", "th" -> text.append(' ');
            case "br" -> text.append('\n');
            case "sub" -> text.append('_');
            case "sup" -> text.append('^');
            case "code" -> text.append('`');
            default -> {}
        }
    }

    private void end(String element) {
        switch (element) {
            case "pre" -> {
                verbatim = false;
                text.append("\n\n");
            }
            case "ul", "ol", "dl", "table", "p" -> text.append("\n\n");
            case "code" -> text.append('`');
            default -> {}
        }
    }

    private static String reference(String signature) {
        return signature.startsWith("#") ? signature.substring(1) : signature.replace('#', '.');
    }

    private static String entity(String name) {
        return switch (name) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "amp" -> "&";
            case "nbsp" -> " ";
            case "ndash", "mdash" -> "-";
            case "times" -> "×";
            case "le" -> "≤";
            case "ge" -> "≥";
            default -> "&" + name + ";";
        };
    }

    private static String flat(String body) {
        return body.replaceAll("\\s+", " ");
    }

    private static String tidy(String text) {
        return text.replaceAll("[ \t]+\n", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .replaceAll("(?m)^ (?=\\S)", "")
                .replaceAll("\n\n- ", "\n- ")
                .strip();
    }
}
