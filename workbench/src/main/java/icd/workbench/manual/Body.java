package icd.workbench.manual;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.HtmlRenderer;

/** The text of a page as HTML: links lead into the manual, formulas are MathML, and what is too wide scrolls in its own box. */
final class Body extends AbstractVisitor {

    private static final String MATH = "math";

    private final ManualPage page;
    private final Links links;
    private final Formulas formulas;
    private final List<Runnable> changes = new ArrayList<>();

    private Body(ManualPage page, Links links, Formulas formulas) {
        this.page = page;
        this.links = links;
        this.formulas = formulas;
    }

    static String of(ManualPage page, Links links, Formulas formulas) {
        Body body = new Body(page, links, formulas);
        page.document().accept(body);
        body.changes.forEach(Runnable::run); // a tree must not change under its visitor
        return body.html();
    }

    private String html() {
        Map<Node, String> ids = new IdentityHashMap<>();
        page.headings().forEach(place -> ids.put(place.heading(), place.id()));
        return HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(_ -> (node, tag, attributes) -> {
                    if (node instanceof Heading) {
                        attributes.put("id", ids.get(node));
                    } else if (tag.equals("pre")) {
                        attributes.put("tabindex", "0");
                    }
                })
                .build()
                .render(page.document())
                .replace("<th></th>", "<td></td>"); // a heading without words is none
    }

    @Override
    public void visit(HtmlBlock block) {
        if (block.getLiteral().startsWith("<!--")) { // marks for tests and for what writes parts of the page
            changes.add(block::unlink);
        }
    }

    @Override
    public void visit(Link link) {
        link.setDestination(links.resolved(page, link.getDestination()));
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        image.setDestination(links.resolved(page, image.getDestination()));
    }

    /** A formula within a line is written as GitHub reads it: code between dollar signs. */
    @Override
    public void visit(Code code) {
        if (code.getPrevious() instanceof Text before
                && code.getNext() instanceof Text after
                && before.getLiteral().endsWith("$")
                && after.getLiteral().startsWith("$")) {
            HtmlInline formula = new HtmlInline();
            formula.setLiteral(formulas.inline(code.getLiteral()));
            before.setLiteral(
                    before.getLiteral().substring(0, before.getLiteral().length() - 1));
            after.setLiteral(after.getLiteral().substring(1));
            changes.add(() -> replace(code, formula));
        }
    }

    @Override
    public void visit(FencedCodeBlock block) {
        if (MATH.equals(block.getInfo())) {
            changes.add(() -> replace(block, html(formulas.display(block.getLiteral()))));
        }
    }

    @Override
    public void visit(CustomBlock block) {
        visitChildren(block);
        if (block instanceof TableBlock) {
            changes.add(() -> {
                block.insertBefore(html("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"table\">"));
                block.insertAfter(html("</div>"));
            });
        }
    }

    private static void replace(Node old, Node now) {
        old.insertBefore(now);
        old.unlink();
    }

    private static HtmlBlock html(String literal) {
        HtmlBlock block = new HtmlBlock();
        block.setLiteral(literal);
        return block;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
