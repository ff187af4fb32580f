package icd.workbench.manual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * One page of the manual.
 *
 * @param source from the root of the checkout
 * @param file where it is in the manual's folder
 * @param document is changed while the page is written
 * @param headings in order, the title first
 */
record ManualPage(Path source, String file, Node document, List<Place> headings) {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    /**
     * A heading that links can name.
     *
     * @param id as GitHub makes it of the text, so that links in the sources lead to the same place there
     */
    record Place(Heading heading, String id, String text) {}

    static ManualPage of(Path source, String markdown) {
        Node document = PARSER.parse(markdown);
        List<Place> places = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String text = text(heading);
                String id = text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-');
                int before = seen.merge(id, 1, Integer::sum) - 1;
                places.add(new Place(heading, before == 0 ? id : id + "-" + before, text));
            }
        });
        if (places.isEmpty() || places.getFirst().heading().getLevel() != 1) {
            throw new IllegalStateException(source + ": a page must begin with a heading of the first level");
        }
        return new ManualPage(source, file(source), document, List.copyOf(places));
    }

    /** A page that shows a file as it is. */
    static ManualPage ofSource(Path source, String text) {
        FencedCodeBlock block = new FencedCodeBlock();
        block.setInfo("yaml");
        block.setLiteral(text);
        ManualPage page = of(source, "# " + source.toString().replace('\\', '/') + "\n");
        page.document().appendChild(block);
        return page;
    }

    String title() {
        return headings.getFirst().text();
    }

    boolean has(String id) {
        return headings.stream().anyMatch(place -> place.id().equals(id));
    }

    /** The file that a link on this page names, from the root of the checkout. */
    Path beside(String link) {
        return source.resolveSibling(link).normalize();
    }

    /** {@code recipes/beyond/README.md} is {@code recipes-beyond.html}; pages of the manual's own folder keep their names. */
    private static String file(Path source) {
        String path = source.toString().replace('\\', '/');
        String own = Manual.INDEX.getParent().toString().replace('\\', '/') + "/";
        return path.replaceFirst("^" + own, "")
                        .replaceFirst("(/README)?\\.md$", "")
                        .replaceAll("[/.]", "-") + ".html";
    }

    /** The words of a node, without marks. */
    static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text words) {
                text.append(words.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak line) {
                text.append(' ');
            }

            @Override
            public void visit(HardLineBreak line) {
                text.append(' ');
            }

            @Override
            public void visit(FencedCodeBlock block) {
                text.append(block.getLiteral());
            }

            @Override
            public void visit(IndentedCodeBlock block) {
                text.append(block.getLiteral());
            }

            @Override
            protected void visitChildren(Node parent) {
                super.visitChildren(parent);
                if (!(parent instanceof Document) && parent instanceof Block || parent instanceof TableCell) {
                    text.append(' ');
                }
            }
        });
        return text.toString().strip();
    }
}
